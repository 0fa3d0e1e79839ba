import { setTimeout as sleep } from 'node:timers/promises';
import type { ControlPlane } from '../../cluster/controlPlane.ts';
import { createNodes } from '../../cluster/fakeKubelet.ts';

/** How large a cluster to make. */
export interface ClusterSize {
  readonly nodes: number;
  readonly pods: number;
  /** The pods are spread over them evenly: `bench-0`, `bench-1`, … */
  readonly namespaces: number;
}

/** Requests under way at once; more only fills the API server's queue. */
const concurrency = 48;

/**
 * Fills a cluster with running pods of the size that pods have (about 4 kB), already placed on their nodes. Resolves
 * when kwok says that all of them run. Pods are named `web-00000` and on.
 */
export async function createManyPods(
  controlPlane: ControlPlane,
  { nodes, pods, namespaces }: ClusterSize,
): Promise<void> {
  const resources = { pods: String(Math.ceil(pods / nodes) + 100), cpu: '1000', memory: '4Ti' };
  const nodeNames = Array.from({ length: nodes }, (_, index) => `node-${String(index).padStart(3, '0')}`);
  await createNodes(controlPlane, nodeNames, { resources });
  const names = Array.from({ length: namespaces }, (_, index) => `bench-${index}`);
  await inParallel(names, name =>
    created(controlPlane, '/api/v1/namespaces', {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name },
    }),
  );
  await Promise.all(names.map(name => serviceAccount(controlPlane, name)));
  const indexes = Array.from({ length: pods }, (_, index) => index);
  await inParallel(indexes, index => {
    const namespace = names[index % names.length] ?? '';
    const body = pod(index, namespace, nodeNames[index % nodeNames.length] ?? '');
    return created(controlPlane, `/api/v1/namespaces/${namespace}/pods`, body);
  });
  await allRun(controlPlane);
}

/** One pod as a Deployment's would be. */
export function pod(index: number, namespace: string, nodeName: string): unknown {
  const number = String(index).padStart(5, '0');
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: `web-${number}`,
      namespace,
      labels: {
        app: `web-${index % 50}`,
        'app.kubernetes.io/name': 'web',
        'app.kubernetes.io/instance': `web-${index % 50}`,
        'app.kubernetes.io/part-of': 'shop',
        'pod-template-hash': '5d4f8c7b9f',
      },
      annotations: { 'prometheus.io/scrape': 'true', 'prometheus.io/port': '9090' },
    },
    spec: {
      nodeName,
      containers: [
        {
          name: 'web',
          image: 'registry.example/shop/web:1.42.0',
          ports: [{ name: 'http', containerPort: 8080 }],
          env: ['LOG_LEVEL', 'DATABASE_URL', 'CACHE_URL'].map(name => ({ name, value: `${name}-value` })),
          resources: { requests: { cpu: '10m', memory: '16Mi' }, limits: { memory: '64Mi' } },
          readinessProbe: { httpGet: { path: '/ready', port: 'http' }, periodSeconds: 5 },
          livenessProbe: { httpGet: { path: '/live', port: 'http' }, periodSeconds: 10 },
        },
      ],
    },
  };
}

/** Runs the work for each value, several at once, in their order. */
export async function inParallel<T>(values: readonly T[], work: (value: T) => Promise<void>): Promise<void> {
  const rest = values.values();
  const worker = async () => {
    for (const value of rest) await work(value);
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
}

async function created(controlPlane: ControlPlane, path: string, body: unknown): Promise<void> {
  const answer = await controlPlane.api({ method: 'POST', path, body });
  if (answer.status !== 201 && answer.status !== 409) throw new Error(`${path}: ${answer.text}`);
}

/** Without it no pod is admitted; a controller makes it. */
async function serviceAccount(controlPlane: ControlPlane, namespace: string): Promise<void> {
  const path = `/api/v1/namespaces/${namespace}/serviceaccounts/default`;
  for (let attempt = 0; attempt < 600; attempt += 1) {
    if ((await controlPlane.api({ path })).status === 200) return;
    await sleep(100);
  }
  throw new Error(`${namespace} has no service account`);
}

async function allRun(controlPlane: ControlPlane): Promise<void> {
  const path = '/api/v1/pods?limit=1&fieldSelector=status.phase%21%3DRunning';
  for (let attempt = 0; attempt < 1200; attempt += 1) {
    const { items } = (await controlPlane.api({ path })).json<{ items: readonly unknown[] }>();
    if (items.length === 0) return;
    await sleep(500);
  }
  throw new Error('The pods do not come to run');
}
