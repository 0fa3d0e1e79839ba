import { openConnection } from '../../src/cluster/connection.ts';
import { loadKubeconfig } from '../../src/cluster/kubeconfig/loadKubeconfig.ts';

/** One run of a program: asks the server of the current context once, and prints its answer or the failure's code. */
const { contexts, currentContext } = await loadKubeconfig();
const context = contexts.find(({ name }) => name === currentContext);
if (context === undefined) throw new Error('no context');
const connection = openConnection(context, { proxies: { environment: {} } });
const answer = await connection.get({ path: '/who' }).then(
  got => got.json(),
  (error: { code?: string; message?: string }) => `${error.code ?? error.message}`,
);
connection.close();
process.stdout.write(`${answer}`);
