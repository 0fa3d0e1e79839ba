import { afterAll, beforeAll, expect, test } from 'vitest';
import { createAccess } from '../../src/cluster/access.ts';
import type { Connection } from '../../src/cluster/connection.ts';
import { createDiscovery } from '../../src/cluster/discovery.ts';
import { configMaps } from '../../src/cluster/kinds/configMap.ts';
import { createObjectStore } from '../../src/cluster/watch/objectStore.ts';
import type { ClusterSession } from '../../src/extension/clusterSessions.ts';
import type { ProbeTiming } from '../../src/extension/clusters/followWhereAllowed.ts';
import type { ListScope } from '../../src/extension/clusters/listScope.ts';
import { createLiveList } from '../../src/extension/clusters/liveList.ts';
import { teamNamespace } from './bootstrapObjects.ts';
import { connect } from './connect.ts';
import type { User } from './credentials.ts';
import { useControlPlane } from './shared.ts';
import { until } from './until.ts';

const controlPlane = useControlPlane({ kwok: false });
const sessions = new Map<User, ClusterSession>();

async function sessionOf(user: User): Promise<ClusterSession> {
  const connection: Connection = await connect(controlPlane(), user);
  return {
    kubeContext: connection.kubeContext,
    connection,
    store: createObjectStore(connection, { lingerMilliseconds: 0 }),
    discovery: createDiscovery(connection),
    namespacedOnly: new Map(),
    access: createAccess(connection),
  };
}

beforeAll(async () => {
  for (const user of ['admin', 'namespaced'] as const) sessions.set(user, await sessionOf(user));
  for (const namespace of ['one', 'two']) await controlPlane().kubectl(['create', 'namespace', namespace]);
  for (const [namespace, name] of [
    ['one', 'b'],
    ['one', 'a'],
    ['two', 'c'],
    [teamNamespace, 'd'],
  ] as const) {
    await controlPlane().kubectl(['create', 'configmap', name, '-n', namespace]);
  }
});
afterAll(() => {
  for (const { store, connection } of sessions.values()) {
    store.dispose();
    connection.close();
  }
});

/** What a live list has of the ConfigMaps made here, once it is live; and what it watches with. */
async function listed(user: User, scope: ListScope, timing?: ProbeTiming) {
  const session = sessions.get(user);
  if (session === undefined) throw new Error(user);
  const list = createLiveList(
    async () => session,
    configMaps,
    () => scope,
    timing,
  );
  const watch = list.watch(() => {});
  await watch.settled;
  await until('it is live', () => list.state.kind === 'live');
  const own = (name: string) => /^[a-z]$/.test(name);
  const names = list.items.map(({ metadata }) => metadata.name).filter(own);
  const unordered = [...list.all()].map(({ metadata }) => metadata.name).filter(own);
  return { list, watch, names, unordered: unordered.sort() };
}

test('what is shown of all namespaces is of those that were chosen, in order, counted', async () => {
  const all = await listed('admin', { namespaces: undefined, ownNamespaces: [] });
  expect(all.names).toEqual(['a', 'b', 'd', 'c']);
  expect(all.unordered).toEqual(['a', 'b', 'c', 'd']);
  expect(all.list.count).toBe(all.list.items.length);
  const one = await listed('admin', { namespaces: ['one'], ownNamespaces: [] });
  expect(one.names).toEqual(['a', 'b']);
  expect(one.unordered).toEqual(['a', 'b']);
  // Every namespace has a ConfigMap of Kubernetes' own.
  await until('it has come', () => one.list.countIn('one') === 3);
  expect([one.list.namespaces, one.list.countIn('two'), one.list.count]).toEqual([['one'], 0, 3]);
  await controlPlane().kubectl(['create', 'namespace', 'three']);
  await until('a new namespace is among them', () => all.list.namespaces.includes('three'));
  all.watch.dispose();
  one.watch.dispose();
});

test('a user of single namespaces sees those, and which kinds are so is asked once', async () => {
  const before = (await controlPlane().auditEvents()).length;
  const first = await listed('namespaced', { namespaces: undefined, ownNamespaces: [teamNamespace] });
  expect(first.names).toEqual(['d']);
  first.watch.dispose();
  const again = await listed('namespaced', { namespaces: [teamNamespace], ownNamespaces: [] });
  expect(again.names).toEqual(['d']);
  again.watch.dispose();
  const events = (await controlPlane().auditEvents()).slice(before);
  const refused = events.filter(
    ({ userAgent, requestURI }) => userAgent === 'kubewright' && requestURI.startsWith('/api/v1/configmaps'),
  );
  expect(new Set(refused.map(({ auditID }) => auditID)).size).toBe(1);
});

test('what becomes allowed while one looks is shown, and what is not yet is told', async () => {
  const scope = { namespaces: undefined, ownNamespaces: [teamNamespace] };
  const { list, watch, names } = await listed('namespaced', scope, { every: 200, fresh: 0 });
  expect([names, list.narrowedTo]).toEqual([['d'], [teamNamespace]]);
  const name = 'reads-all-configmaps';
  await controlPlane().kubectl(['create', 'clusterrole', name, '--verb=list,watch', '--resource=configmaps']);
  await controlPlane().kubectl([
    'create',
    'clusterrolebinding',
    name,
    `--clusterrole=${name}`,
    `--user=namespaced`,
  ]);
  await until(
    'all of them are there',
    () => list.namespaces.includes('two') && list.narrowedTo === undefined,
  );
  expect(list.state).toEqual({ kind: 'live' });
  expect(list.items.some(({ metadata }) => metadata.name === 'c')).toBe(true);
  watch.dispose();
  await controlPlane().kubectl(['delete', 'clusterrolebinding,clusterrole', name]);
});
