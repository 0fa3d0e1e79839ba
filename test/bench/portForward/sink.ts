// Reads 500 MB through a tunnel and discards the messages, which is the most that the API server, kwok and the target give on
// this machine; prints the rate. With `forward` as argument, listens and leads to the service instead.
import { openConnection } from '../../../src/cluster/connection.ts';
import { tunnelProtocol } from '../../../src/cluster/forward/dialTunnel.ts';
import { portForward } from '../../../src/cluster/forward/portForward.ts';
import { synStream, writeDataHead } from '../../../src/cluster/forward/spdy/frames.ts';
import { createHeaderCompressor } from '../../../src/cluster/forward/spdy/headerBlock.ts';
import { upgrade } from '../../../src/cluster/forward/upgrade.ts';
import { loadKubeconfig } from '../../../src/cluster/kubeconfig/loadKubeconfig.ts';

const [context] = (await loadKubeconfig({ KUBECONFIG: process.env['KUBECONFIG'] ?? '' })).contexts;
if (context === undefined) throw new Error('no context');
const connection = openConnection(context);
if (process.argv[2] === 'forward') {
  const target = { namespace: 'default', kind: 'service', name: 'web' };
  const forward = await portForward({ connection, target, ports: [{ remote: '80', local: 0 }] });
  console.log(forward.ports[0]?.local);
} else {
  const list = await connection.get({
    path: '/api/v1/namespaces/default/pods',
    query: { labelSelector: 'app=web' },
  });
  const [pod] = (list.json() as { items: { metadata: { name: string } }[] }).items;
  const path = `/api/v1/namespaces/default/pods/${pod?.metadata.name}/portforward`;
  const link = await upgrade({
    connection,
    path,
    query: { ports: 80 },
    protocols: [tunnelProtocol],
    seconds: 10,
  });
  const compress = createHeaderCompressor();
  const headers = { port: '80', requestid: '1' };
  const size = 500 * 1024 * 1024;
  const command = Buffer.from(`down ${size}\n`);
  const frame = Buffer.alloc(8 + command.length);
  writeDataHead(frame, 3, 0, command.length);
  command.copy(frame, 8);
  const began = performance.now();
  let got = 0;
  link.listen({
    message(data) {
      got += data.length;
      if (got < size) return;
      console.log(`rate ${Math.round(500 / ((performance.now() - began) / 1000))}`);
      process.exit();
    },
    drain() {},
    close: failure => console.error(failure),
  });
  link.send(
    Buffer.concat([
      synStream(1, compress({ streamtype: 'error', ...headers })),
      synStream(3, compress({ streamtype: 'data', ...headers })),
      frame,
    ]),
  );
}
