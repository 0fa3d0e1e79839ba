import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { type Clock, systemClock } from '../../src/cluster/clock.ts';
import { type Connection, openConnection } from '../../src/cluster/connection.ts';
import { createDiscovery } from '../../src/cluster/discovery.ts';
import type { KubeContext } from '../../src/cluster/kubeconfig/kubeconfig.ts';
import { objectMeta } from '../../src/cluster/resource.ts';
import {
  createObjectStore,
  type ObjectStore,
  type Subscription,
} from '../../src/cluster/watch/objectStore.ts';
import { contextOf, throughServer } from './connect.ts';
import { type Row, rowsOf } from './rows.ts';
import { useControlPlane } from './shared.ts';
import { tcpProxy } from './tcpProxy.ts';
import { until } from './until.ts';

const controlPlane = useControlPlane({ kwok: false });
let context: KubeContext;

beforeAll(async () => {
  context = await contextOf(controlPlane());
});
afterEach(() => {
  vi.useRealTimers();
});

/** Waits of seconds take some milliseconds. */
const hastyClock: Clock = {
  ...systemClock,
  sleep: (milliseconds, signal) => systemClock.sleep(milliseconds / 25, signal),
};

function open(to = context, timing = {}): { connection: Connection; store: ObjectStore } {
  const connection = openConnection(to, { timing });
  const store = createObjectStore(connection, { clock: hastyClock, lingerMilliseconds: 100 });
  onTestFinished(() => {
    store.dispose();
    connection.close();
  });
  return { connection, store };
}

const group = 'test.kubewright.dev';
function things(store: ObjectStore): Subscription<Row> {
  const slim = (object: unknown): Row => ({
    metadata: objectMeta(object),
    phase: undefined,
    desired: undefined,
    ready: undefined,
  });
  const id = { group, version: 'v1', resource: 'things' };
  return store.subscribe({ id, namespace: 'default', slim }, () => {});
}

const failureOf = ({ state }: Subscription<Row>) =>
  state.kind === 'retrying' ? state.failure.code : state.kind;

async function post(path: string, body: object): Promise<void> {
  const { status, text } = await controlPlane().api({ method: 'POST', path, body });
  expect(status, text).toBeLessThan(300);
}

describe('a CustomResourceDefinition', () => {
  const path = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';
  const define = async () => {
    const schema = { openAPIV3Schema: { type: 'object' } };
    const names = { kind: 'Thing', plural: 'things', singular: 'thing' };
    const versions = [{ name: 'v1', served: true, storage: true, schema }];
    const spec = { group, scope: 'Namespaced', names, versions };
    await post(path, { metadata: { name: `things.${group}` }, spec });
    const objects = `/apis/${group}/v1/namespaces/default/things`;
    await until('the kind is served', async () => {
      const body = { apiVersion: `${group}/v1`, kind: 'Thing', metadata: { name: 'one' } };
      return (await controlPlane().api({ method: 'POST', path: objects, body })).status === 201;
    });
  };

  test('that is removed takes its objects along, is told, and is taken up again when it comes back', async () => {
    await define();
    const { store } = open();
    const subscription = things(store);
    await until('live', () => subscription.state.kind === 'live' && subscription.items.size === 1);
    await controlPlane().kubectl(['delete', 'crd', `things.${group}`]);
    await until('it is told', () => failureOf(subscription) === 'response.not-found');
    expect(subscription.items.size).toBe(0);
    await define();
    await until('live again', () => subscription.state.kind === 'live' && subscription.items.size === 1);
    await controlPlane().kubectl(['delete', 'crd', `things.${group}`]);
    await until('gone', () => failureOf(subscription) === 'response.not-found');
  });
});

describe('an aggregated API', () => {
  /** A server of one kind, as an extension of the API server. */
  async function serve(port: number): Promise<Server> {
    const folder = join(controlPlane().folder, 'certificates');
    const [cert, key] = await Promise.all(
      ['apiserver.crt', 'apiserver.key'].map(file => readFile(join(folder, file))),
    );
    const thing = {
      apiVersion: `${group}/v1`,
      kind: 'Thing',
      metadata: { name: 'one', namespace: 'default', uid: '1', resourceVersion: '1' },
    };
    const server = createServer({ cert, key }, (request, response) => {
      const url = new URL(request.url ?? '', 'https://aggregated');
      response.setHeader('content-type', 'application/json');
      if (url.searchParams.has('watch')) {
        response.write(
          `${JSON.stringify({ type: 'BOOKMARK', object: { metadata: { resourceVersion: '2' } } })}\n`,
        );
      } else if (url.pathname.endsWith('/things')) {
        response.end(JSON.stringify({ metadata: { resourceVersion: '1' }, items: [thing] }));
      } else {
        const resource = { name: 'things', namespaced: true, kind: 'Thing', verbs: ['list', 'watch'] };
        response.end(
          JSON.stringify({ kind: 'APIResourceList', groupVersion: `${group}/v1`, resources: [resource] }),
        );
      }
    });
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    return server;
  }
  const end = async (server: Server) => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  };

  test('that is down harms nothing else, is told, and is taken up again when it is back', async () => {
    const first = await serve(0);
    const { port } = first.address() as AddressInfo;
    await post('/api/v1/namespaces/default/services', {
      metadata: { name: 'aggregated' },
      spec: { type: 'ExternalName', externalName: 'localhost', ports: [{ port }] },
    });
    await post('/apis/apiregistration.k8s.io/v1/apiservices', {
      metadata: { name: `v1.${group}` },
      spec: {
        group,
        version: 'v1',
        groupPriorityMinimum: 1000,
        versionPriority: 1,
        insecureSkipTLSVerify: true,
        service: { namespace: 'default', name: 'aggregated', port },
      },
    });
    const { connection, store } = open();
    const subscription = things(store);
    const namespaces = store.subscribe(rowsOf('namespaces'), () => {});
    await until('both are live', () => subscription.items.size === 1 && namespaces.state.kind === 'live');
    await end(first);
    await until('it is told', () => failureOf(subscription) === 'response.unavailable');
    // The last known rows stay, and are not called live.
    expect(subscription.items.size).toBe(1);
    expect(namespaces.state.kind).toBe('live');
    const { resources } = await createDiscovery(connection).discover();
    expect(resources.some(({ resource }) => resource === 'deployments')).toBe(true);
    const second = await serve(port);
    onTestFinished(() => end(second));
    await until('live again', () => subscription.state.kind === 'live');
    await controlPlane().kubectl(['delete', 'apiservice', `v1.${group}`]);
  });
});

describe('a laptop that slept', () => {
  test('finds out within seconds that its link is dead, and lists what it missed', async () => {
    const front = await tcpProxy(controlPlane().url);
    onTestFinished(() => front.close());
    // PINGs of the usual kind would take 42 s.
    const { store } = open(throughServer(context, front.url));
    const namespaces = store.subscribe(rowsOf('namespaces'), () => {});
    await until('live', () => namespaces.state.kind === 'live' && namespaces.items.size > 0);
    front.blackHole(true);
    await controlPlane().kubectl(['create', 'namespace', 'while-asleep']);
    // Timers stand still in a sleep, the clock on the wall does not.
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 3_600_000 });
    const woke = performance.now();
    await until('it is told', () => namespaces.state.kind === 'retrying', { timeout: 15_000 });
    expect(performance.now() - woke).toBeLessThan(12_000);
    front.blackHole(false);
    await until('live again', () => namespaces.items.has('/while-asleep'));
    await until('it says so', () => namespaces.state.kind === 'live');
  });

  test('keeps a link that is alive', async () => {
    const front = await tcpProxy(controlPlane().url);
    onTestFinished(() => front.close());
    const { store } = open(throughServer(context, front.url));
    const namespaces = store.subscribe(rowsOf('namespaces'), () => {});
    await until('live', () => namespaces.state.kind === 'live');
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 3_600_000 });
    await new Promise(resolve => setTimeout(resolve, 7000));
    expect(namespaces.state.kind).toBe('live');
    expect(front.accepted).toBe(1);
  });
});

test('nobody looks: nothing is asked any more, over one connection that stays', async () => {
  const front = await tcpProxy(controlPlane().url);
  onTestFinished(() => front.close());
  // Other tests have left watches that their black holes hide from the server.
  const earlier = new Set((await controlPlane().auditEvents()).map(({ auditID }) => auditID));
  const { store } = open(throughServer(context, front.url), { ping: 1 });
  const kinds = ['namespaces', 'pods', 'deployments', 'replicasets'] as const;
  const subscriptions = kinds.map(kind => store.subscribe(rowsOf(kind), () => {}));
  await until('live', () => subscriptions.every(({ state }) => state.kind === 'live'));
  for (const subscription of subscriptions) subscription.dispose();
  const own = async () =>
    (await controlPlane().auditEvents()).filter(
      ({ userAgent, auditID }) => userAgent === 'kubewright' && !earlier.has(auditID),
    );
  await until('the watches have ended', async () =>
    (await own()).every(({ stage }) => stage === 'ResponseComplete'),
  );
  const before = (await own()).length;
  expect(before).toBe(2 * kinds.length);
  await new Promise(resolve => setTimeout(resolve, 5000));
  expect((await own()).length).toBe(before);
  expect(front.accepted).toBe(1);
});
