import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Connection } from '../../src/cluster/connection.ts';
import { configMaps } from '../../src/cluster/kinds/configMap.ts';
import { cronJobs } from '../../src/cluster/kinds/cronJob.ts';
import { daemonSets } from '../../src/cluster/kinds/daemonSet.ts';
import { deployments } from '../../src/cluster/kinds/deployment.ts';
import { ingresses } from '../../src/cluster/kinds/ingress.ts';
import { jobs } from '../../src/cluster/kinds/job.ts';
import { kindQuery } from '../../src/cluster/kinds/kindQuery.ts';
import { nodes } from '../../src/cluster/kinds/node.ts';
import { pods } from '../../src/cluster/kinds/pod.ts';
import { replicaSets } from '../../src/cluster/kinds/replicaSet.ts';
import { secrets } from '../../src/cluster/kinds/secret.ts';
import { services } from '../../src/cluster/kinds/service.ts';
import { statefulSets } from '../../src/cluster/kinds/statefulSet.ts';
import type { Fact, ListedKind, Summary } from '../../src/cluster/kinds/summary.ts';
import {
  createObjectStore,
  type ObjectStore,
  type Subscription,
} from '../../src/cluster/watch/objectStore.ts';
import { connect } from './connect.ts';
import { createSample } from './sample.ts';
import { useControlPlane } from './shared.ts';
import { until } from './until.ts';

const controlPlane = useControlPlane();
let connection: Connection;
let store: ObjectStore;

beforeAll(async () => {
  connection = await connect(controlPlane());
  store = createObjectStore(connection);
  await createSample(controlPlane());
  await until('the workloads have settled', async () => {
    const { stdout } = await controlPlane().kubectl(['get', 'pods', '-n', 'shop', '--no-headers']);
    return (
      /payments\S+\s+0\/1\s+CrashLoopBackOff/.test(stdout) &&
      /import-products\S+\s+0\/1\s+Completed/.test(stdout)
    );
  });
}, 1_200_000);

afterAll(() => {
  store?.dispose();
  connection?.close();
});

async function listed<T extends Summary>(kind: ListedKind<T>, namespace?: string): Promise<Subscription<T>> {
  const subscription = store.subscribe(kindQuery(kind, { namespace }), () => {});
  await until(`${kind.kind} is live`, () => subscription.state.kind === 'live');
  return subscription;
}

const words = (facts: readonly Fact[]) => facts.flatMap(fact => (fact.fact === 'words' ? [fact.text] : []));
const ready = (facts: readonly Fact[]) =>
  facts.flatMap(fact => (fact.fact === 'ready' ? [`${fact.ready}/${fact.wanted}`] : [])).join();
const keys = (facts: readonly Fact[]) =>
  facts.flatMap(fact => (fact.fact === 'keys' ? [String(fact.count)] : [])).join();

/** The columns of kubectl's table, and the same of what our rows tell. */
const table: readonly {
  readonly kind: ListedKind;
  readonly namespace?: string;
  readonly columns: readonly string[];
  readonly told: (facts: readonly Fact[]) => readonly string[];
}[] = [
  { kind: deployments, namespace: 'shop', columns: ['READY'], told: facts => [ready(facts)] },
  { kind: statefulSets, namespace: 'shop', columns: ['READY'], told: facts => [ready(facts)] },
  {
    kind: daemonSets,
    namespace: 'kube-system',
    columns: ['READY', 'DESIRED'],
    told: facts => ready(facts).split('/'),
  },
  {
    kind: replicaSets,
    namespace: 'shop',
    columns: ['READY', 'DESIRED'],
    told: facts => ready(facts).split('/'),
  },
  {
    kind: jobs,
    namespace: 'shop',
    columns: ['STATUS', 'COMPLETIONS'],
    told: facts => [...words(facts), ready(facts)],
  },
  { kind: cronJobs, namespace: 'shop', columns: ['SCHEDULE', 'TIMEZONE'], told: facts => words(facts) },
  {
    kind: pods,
    namespace: 'shop',
    columns: ['STATUS', 'READY'],
    told: facts => [...words(facts), ready(facts)],
  },
  { kind: pods, namespace: 'models', columns: ['READY'], told: facts => [ready(facts)] },
  {
    kind: services,
    namespace: 'shop',
    columns: ['TYPE', 'CLUSTER-IP', 'PORT(S)'],
    told: facts => words(facts).map(text => text.replace(', ', ',')),
  },
  { kind: ingresses, namespace: 'shop', columns: ['CLASS', 'HOSTS'], told: facts => words(facts) },
  { kind: configMaps, namespace: 'shop', columns: ['DATA'], told: facts => [keys(facts)] },
  {
    kind: secrets,
    namespace: 'shop',
    columns: ['TYPE', 'DATA'],
    told: facts => [...words(facts), keys(facts)],
  },
  { kind: nodes, columns: ['STATUS', 'VERSION'], told: facts => words(facts) },
];

describe('a row tells what kubectl tells', () => {
  for (const { kind, namespace, columns, told } of table) {
    test(`${kind.id.resource} in ${namespace ?? 'the cluster'}: ${columns.join(', ')}`, async () => {
      const list = await listed(kind, namespace);
      const scope = namespace === undefined ? [] : ['-n', namespace];
      await until('both say the same', async () => {
        const { stdout } = await controlPlane().kubectl(['get', kind.id.resource, ...scope]);
        const ours = [...list.items.values()].map(({ metadata, facts }) => [metadata.name, ...told(facts)]);
        const theirs = columnsOf(stdout, ['NAME', ...columns]);
        expect(theirs.length).toBeGreaterThan(0);
        expect(ours.sort()).toEqual(theirs.sort());
        return true;
      });
    });
  }
});

/** Columns begin where their titles do. */
function columnsOf(text: string, titles: readonly string[]): string[][] {
  const [header = '', ...lines] = text.trimEnd().split('\n');
  return lines.map(line =>
    titles.map(title => {
      const start = header.search(
        new RegExp(`(?<=^|\\s)${title.replace(/[()]/g, String.raw`\$&`)}(?=\\s|$)`),
      );
      return (
        line
          .slice(start)
          .split(/\s{2,}|$/)[0]
          ?.trim() ?? ''
      );
    }),
  );
}

describe('health is told by shape', () => {
  test('a crashing workload is bad, a rollout changes, a finished Job is off, the rest is good', async () => {
    const health = async (kind: ListedKind, name: string) =>
      (await listed(kind, 'shop')).items.get(`shop/${name}`)?.health;
    expect(await health(deployments, 'web')).toBe('good');
    expect(await health(deployments, 'payments')).toBe('changing');
    expect(await health(jobs, 'import-products')).toBe('off');
    expect(await health(statefulSets, 'db')).toBe('good');
    const list = await listed(pods, 'shop');
    const crashing = [...list.items.values()].find(({ metadata }) => metadata.name.startsWith('payments'));
    expect(crashing?.health).toBe('bad');
    const waiting = [...(await listed(pods, 'models')).items.values()].find(({ metadata }) =>
      metadata.name.startsWith('train-ranking'),
    );
    expect(words(waiting?.facts ?? [])).toEqual(['Unschedulable']);
    expect(waiting?.health).toBe('bad');
  });
});

describe('Secrets', () => {
  test('are followed without one value ever coming over the wire', async () => {
    const seen: string[] = [];
    const watching: ListedKind = {
      ...secrets,
      slim(object, status) {
        seen.push(JSON.stringify(object));
        return secrets.slim(object, status);
      },
    };
    const { kubectl } = controlPlane();
    await kubectl(['create', 'namespace', 'vault']);
    await kubectl(['create', 'secret', 'generic', 'first', '-n', 'vault', '--from-literal=a=hunter2']);
    const list = await listed(watching, 'vault');
    await kubectl(['create', 'secret', 'generic', 'second', '-n', 'vault', '--from-literal=b=hunter2']);
    await until('the new one is there', () => list.items.has('vault/second'));
    const patch = JSON.stringify({ stringData: { c: 'hunter2' } });
    await kubectl(['patch', 'secret', 'first', '-n', 'vault', '-p', patch]);
    await until('the new key is counted', () => keys(list.items.get('vault/first')?.facts ?? []) === '2');
    await kubectl(['delete', 'secret', 'second', '-n', 'vault']);
    await until('the deleted one is gone', () => !list.items.has('vault/second'));
    expect(seen.length).toBeGreaterThan(3);
    expect(seen.join('\n')).not.toMatch(/hunter2|aHVudGVyMg/);
    list.dispose();
  });
});

describe('pods say why they are not there', () => {
  const status = (fields: object) => ({
    metadata: { name: 'p' },
    spec: { containers: [{ name: 'a' }] },
    status: fields,
  });
  const waiting = (reason: string) => [
    { name: 'a', ready: false, restartCount: 0, state: { waiting: { reason } } },
  ];
  const cases: readonly [string, object, string, string][] = [
    [
      'image',
      { phase: 'Pending', containerStatuses: waiting('ImagePullBackOff') },
      'ImagePullBackOff',
      'bad',
    ],
    [
      'start',
      { phase: 'Pending', containerStatuses: waiting('ContainerCreating') },
      'ContainerCreating',
      'changing',
    ],
    [
      'init',
      {
        phase: 'Pending',
        initContainerStatuses: [{ name: 'i', state: { waiting: { reason: 'CrashLoopBackOff' } } }],
        containerStatuses: waiting('PodInitializing'),
      },
      'Init:CrashLoopBackOff',
      'bad',
    ],
    ['evicted', { phase: 'Failed', reason: 'Evicted' }, 'Evicted', 'bad'],
    ['done', { phase: 'Succeeded' }, 'Completed', 'off'],
    [
      'killed',
      {
        phase: 'Failed',
        containerStatuses: [{ name: 'a', state: { terminated: { reason: 'OOMKilled', exitCode: 137 } } }],
      },
      'OOMKilled',
      'bad',
    ],
  ];
  for (const [name, fields, text, health] of cases) {
    test(name, () => {
      const pod = kindQuery(pods, { namespace: undefined }).slim(status(fields));
      expect([words(pod.facts)[0], pod.health]).toEqual([text, health]);
    });
  }
});
