import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { beforeAll, expect, onTestFinished, test } from 'vitest';
import { type Clock, systemClock } from '../../src/cluster/clock.ts';
import { createDiscovery } from '../../src/cluster/discovery.ts';
import { anyKind } from '../../src/cluster/kinds/anyKind.ts';
import { kindQuery } from '../../src/cluster/kinds/kindQuery.ts';
import { findResource } from '../../src/cluster/resourceName.ts';
import { createObjectStore } from '../../src/cluster/watch/objectStore.ts';
import { ended, startKubewright } from '../cli/kubewright.ts';
import { connect } from './connect.ts';
import { useControlPlane } from './shared.ts';
import { until } from './until.ts';

// Servers behind the aggregator do less than an API server: such as that of metrics, which can be listed and not watched.

const controlPlane = useControlPlane({ kwok: false });
const group = 'extension.kubewright.dev';
/** `plain` knows no tables, `unversioned` keeps no versions, `unwatched` refuses to be watched. */
const kinds = { plains: 'Plain', unversioneds: 'Unversioned', unwatcheds: 'Unwatched' };
type Resource = keyof typeof kinds;
const names: Record<Resource, string[]> = { plains: ['one'], unversioneds: ['one'], unwatcheds: ['one'] };
const asked: string[] = [];

function listOf(resource: Resource, namespace: string | undefined) {
  const present = namespace === undefined || namespace === 'default' ? names[resource] : [];
  const metadata = (name: string) => ({
    name,
    namespace: 'default',
    ...(resource === 'unversioneds' ? {} : { uid: name, resourceVersion: '1' }),
  });
  const list = resource === 'unversioneds' ? {} : { resourceVersion: '1' };
  const apiVersion = `${group}/v1`;
  if (resource === 'plains') {
    const items = present.map(name => ({ metadata: metadata(name) }));
    return { kind: 'PlainList', apiVersion, metadata: list, items };
  }
  return {
    kind: 'Table',
    apiVersion: 'meta.k8s.io/v1',
    metadata: list,
    columnDefinitions: [
      { name: 'Name', type: 'string' },
      { name: 'Weight', type: 'string' },
    ].map(column => ({ ...column, format: '', description: '', priority: 0 })),
    rows: present.map(name => ({
      cells: [name, '3m'],
      object: { kind: 'PartialObjectMetadata', apiVersion: 'meta.k8s.io/v1', metadata: metadata(name) },
    })),
  };
}

async function serve(): Promise<number> {
  const folder = join(controlPlane().folder, 'certificates');
  const [cert, key] = await Promise.all(
    ['apiserver.crt', 'apiserver.key'].map(file => readFile(join(folder, file))),
  );
  const server = createServer({ cert, key }, (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'https://aggregated');
    const resource = (Object.keys(kinds) as Resource[]).find(each => pathname.endsWith(`/${each}`));
    const isWatch = searchParams.has('watch');
    response.setHeader('content-type', 'application/json');
    if (resource !== undefined) asked.push(`${isWatch ? 'watch' : 'list'} ${resource}`);
    if (resource === undefined) {
      const resources = Object.entries(kinds).map(([name, kind]) => ({
        name,
        singularName: kind.toLowerCase(),
        namespaced: true,
        kind,
        verbs: name === 'plains' ? ['get', 'list', 'watch'] : ['get', 'list'],
      }));
      response.end(JSON.stringify({ kind: 'APIResourceList', groupVersion: `${group}/v1`, resources }));
    } else if (!isWatch)
      response.end(JSON.stringify(listOf(resource, /\/namespaces\/([^/]+)/.exec(pathname)?.[1])));
    else if (resource === 'plains') {
      const object = { metadata: { name: 'two', namespace: 'default', uid: 'two', resourceVersion: '2' } };
      response.write(`${JSON.stringify({ type: 'ADDED', object })}\n`);
    } else {
      response.statusCode = 405;
      response.end(JSON.stringify({ kind: 'Status', code: 405, reason: 'MethodNotAllowed', message: 'no' }));
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  server.unref();
  return (server.address() as AddressInfo).port;
}

beforeAll(async () => {
  const port = await serve();
  const send = (path: string, body: unknown) => controlPlane().api({ method: 'POST', path, body });
  await send('/api/v1/namespaces/default/services', {
    metadata: { name: 'aggregated' },
    spec: { type: 'ExternalName', externalName: 'localhost', ports: [{ port }] },
  });
  await send('/apis/apiregistration.k8s.io/v1/apiservices', {
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
  await until('kubectl lists them', async () => {
    const { code } = await controlPlane().kubectl(['get', 'plains']);
    return code === 0;
  });
}, 1_200_000);

/** Waits of seconds take some milliseconds. */
const hastyClock: Clock = {
  ...systemClock,
  sleep: (milliseconds, signal) => systemClock.sleep(milliseconds / 25, signal),
};

/** The objects of a kind as rows of the tree and the table show them. */
async function rows(name: Resource) {
  const connection = await connect(controlPlane());
  const store = createObjectStore(connection, { clock: hastyClock });
  onTestFinished(() => {
    store.dispose();
    connection.close();
  });
  const resource = findResource(await createDiscovery(connection).discover(), name);
  if (resource === undefined) throw new Error(`${name} is not served`);
  const states: string[] = [];
  const all = store.subscribe(kindQuery(anyKind(resource), { namespace: undefined }), () =>
    states.push(all.state.kind),
  );
  return { all, states };
}

test.each(['plains', 'unversioneds', 'unwatcheds'])('get %s prints what kubectl prints', async resource => {
  const { kubeconfigs, folder } = controlPlane();
  for (const args of [[resource], [resource, '-A']]) {
    const ours = await ended(startKubewright(['get', ...args], folder, { KUBECONFIG: kubeconfigs.admin }));
    const theirs = await controlPlane().kubectl(['get', ...args]);
    expect(theirs.stdout).toContain('one');
    expect([ours.stdout, ours.stderr, ours.code]).toEqual([theirs.stdout, '', 0]);
  }
});

test('a kind without tables has the columns and rows of a name and an age, and is watched', async () => {
  const { all } = await rows('plains');
  await until('the watch has brought the second', () => all.items.size === 2);
  expect(all.columns.map(({ name }) => name)).toEqual(['Name', 'Age']);
  expect([...all.items.values()].map(({ cells }) => cells)).toEqual([
    ['one', '<unknown>'],
    ['two', '<unknown>'],
  ]);
});

test.each(['unversioneds', 'unwatcheds'] as const)(
  '%s are listed again and again, and are no failure',
  async resource => {
    const { all, states } = await rows(resource);
    await until('live', () => all.state.kind === 'live');
    expect(all.state).toEqual({ kind: 'live', pollSeconds: 30 });
    expect([...all.items.values()].map(({ cells }) => cells)).toEqual([['one', '3m']]);
    names[resource] = ['other'];
    await until('the new one is there', () => all.items.has('default/other') && all.items.size === 1);
    expect(states).not.toContain('retrying');
    // It is not asked for what it cannot do time and again.
    expect(asked.filter(each => each === `watch ${resource}`).length).toBeLessThanOrEqual(1);
  },
);
