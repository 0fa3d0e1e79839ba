import { fileURLToPath } from 'node:url';
import type { ControlPlane } from './controlPlane.ts';
import { createNodes, logPods } from './fakeKubelet.ts';

const manifests = fileURLToPath(new URL('../fixtures/sampleCluster', import.meta.url));

/**
 * Fills a control plane with what a small company might run: three nodes, and in the namespaces `shop`, `notebooks`
 * and `models` the workloads of test/fixtures/sampleCluster, with logs. Resolves when all is applied; the pods run a
 * moment later, except those of `shop/payments`, which crash, and `models/train-ranking`, which no node can take.
 */
export async function createSample(controlPlane: ControlPlane): Promise<void> {
  for (const zone of ['a', 'b', 'c']) {
    await createNodes(controlPlane, [`node-${zone}`], {
      labels: { 'topology.kubernetes.io/region': 'sample', 'topology.kubernetes.io/zone': `sample-${zone}` },
    });
  }
  const applied = await controlPlane.kubectl(['apply', '--server-side', '-f', manifests]);
  if (applied.code !== 0) throw new Error(`The sample could not be applied:\n${applied.stderr}`);
  await createLogs(controlPlane);
}

async function createLogs(controlPlane: ControlPlane): Promise<void> {
  const selector = { matchNamespaces: ['shop'] };
  await logPods(controlPlane, {
    name: 'sample-shop',
    selector,
    lines: [
      'listening on :8080',
      'GET /healthz 200 0.4 ms',
      'GET /products?page=1 200 18.2 ms',
      'GET /products/1042 200 6.1 ms',
      'POST /cart 201 11.7 ms',
      'GET /products/9999 404 1.3 ms',
    ],
    previousLines: ['listening on :8080', 'fatal: cannot reach the payment provider'],
  });
}
