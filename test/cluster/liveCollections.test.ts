import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Connection } from '../../src/cluster/connection.ts';
import {
  createObjectStore,
  type ObjectStore,
  type Subscription,
} from '../../src/cluster/watch/objectStore.ts';
import type { AuditEvent } from './audit.ts';
import { connect } from './connect.ts';
import { createNodes } from './fakeKubelet.ts';
import { controlledBy, type Row, rowsOf } from './rows.ts';
import { useControlPlane } from './shared.ts';
import { until } from './until.ts';

const controlPlane = useControlPlane();
let connection: Connection;
let store: ObjectStore;

beforeAll(async () => {
  connection = await connect(controlPlane());
  store = createObjectStore(connection, { lingerMilliseconds: 300 });
  await createNodes(controlPlane(), ['node-1']);
  await deploy('web', 3);
});

afterAll(() => {
  store?.dispose();
  connection?.close();
});

async function deploy(name: string, replicas: number): Promise<void> {
  const labels = { app: name };
  const spec = {
    replicas,
    selector: { matchLabels: labels },
    template: { metadata: { labels }, spec: { containers: [{ name: 'app', image: 'app' }] } },
  };
  await controlPlane().api({
    method: 'POST',
    path: '/apis/apps/v1/namespaces/default/deployments',
    body: { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name }, spec },
  });
}

/** What our own client asked, by verb and resource. */
async function asked(since: number): Promise<string[]> {
  const events: AuditEvent[] = (await controlPlane().auditEvents()).slice(since);
  const ours = events.filter(event => event.userAgent === 'kubewright');
  // A watch is told when it begins and when it ends.
  const unique = new Map(ours.map(event => [event.auditID, event]));
  return [...unique.values()].map(event => `${event.verb} ${event.objectRef?.resource}`);
}

describe('what the Clusters tree reads', () => {
  test('contexts → namespaces → Deployments → pods, live, by one list and one watch for each kind', async () => {
    const before = (await controlPlane().auditEvents()).length;
    const namespaces = store.subscribe(rowsOf('namespaces'), () => {});
    const deployments = store.subscribe(rowsOf('deployments', 'default'), () => {});
    const replicaSets = store.subscribe(rowsOf('replicasets', 'default'), () => {});
    const pods = store.subscribe(rowsOf('pods', 'default'), () => {});
    const rows = (): string[] =>
      [...deployments.items.values()].map(deployment => {
        const sets = controlledBy(replicaSets.items.values(), [deployment]);
        const running = controlledBy(pods.items.values(), sets).filter(pod => pod.phase === 'Running');
        const { desired, ready } = deployment;
        return `${deployment.metadata.name} ${ready}/${desired}: ${running.length} running`;
      });
    await until('web is ready', () => rows().includes('web 3/3: 3 running'));
    expect([...namespaces.items.keys()].sort()).toContain('/default');
    expect([namespaces, deployments, replicaSets, pods].map(each => each.state.kind)).toEqual([
      'live',
      'live',
      'live',
      'live',
    ]);

    await deploy('api', 2);
    await until('api is there', () => rows().includes('api 2/2: 2 running'));
    await controlPlane().kubectl(['delete', 'deployment', 'web']);
    await until('web and its pods are gone', () => rows().length === 1 && pods.items.size === 2);

    // Long enough for a client that lists or polls in the background to be seen.
    await new Promise(resolve => setTimeout(resolve, 20_000));
    const calls = await asked(before);
    expect(calls.sort()).toEqual(
      ['namespaces', 'deployments', 'replicasets', 'pods']
        .flatMap(resource => [`list ${resource}`, `watch ${resource}`])
        .sort(),
    );
    for (const each of [namespaces, deployments, replicaSets, pods]) each.dispose();
  }, 90_000);

  test('two views of one collection share a watch, which ends a while behind the last of them', async () => {
    const before = (await controlPlane().auditEvents()).length;
    let told = 0;
    const query = { ...rowsOf('pods'), labelSelector: 'shared' };
    const open = (): Subscription<Row> =>
      store.subscribe(query, () => {
        told += 1;
      });
    const [one, other] = [open(), open()];
    const isLive = () => store.collections().some(({ labelSelector }) => labelSelector === 'shared');
    await until('it is live', () => one.state.kind === 'live' && other.state.kind === 'live');
    expect(told).toBeGreaterThan(0);
    one.dispose();
    one.dispose();
    await new Promise(resolve => setTimeout(resolve, 600));
    expect(other.state.kind).toBe('live');
    other.dispose();
    const again = open();
    expect(again.state.kind).toBe('live');
    again.dispose();
    expect(isLive()).toBe(true);
    await until('the server sees the watch end', async () =>
      (await controlPlane().auditEvents())
        .slice(before)
        .some(
          event =>
            event.verb === 'watch' &&
            event.requestURI.includes('shared') &&
            event.stage === 'ResponseComplete',
        ),
    );
    expect(again.state.kind).toBe('stopped');
    expect(isLive()).toBe(false);
    expect(await asked(before)).toEqual(['list pods', 'watch pods']);
  });

  test('a restarted API server: the rows stay, are not called live, and come back without a click', async () => {
    const deployments = store.subscribe(rowsOf('deployments', 'default'), () => {});
    await until('live', () => deployments.state.kind === 'live' && deployments.items.size === 1);
    await controlPlane().stopApiServer();
    await until('it says so', () => deployments.state.kind === 'retrying');
    expect(deployments.items.size).toBe(1);
    await controlPlane().startApiServer();
    await deploy('late', 1);
    await until('live again', () => deployments.state.kind === 'live' && deployments.items.size === 2);
    deployments.dispose();
  }, 60_000);

  test('a user without rights sees the reason where the rows would be', async () => {
    const nobody = await connect(controlPlane(), 'nobody');
    const own = createObjectStore(nobody);
    const pods = own.subscribe(rowsOf('pods'), () => {});
    await until('it is told', () => pods.state.kind === 'retrying');
    expect(pods.state).toMatchObject({ failure: { code: 'response.forbidden' } });
    own.dispose();
    nobody.close();
  });
});
