import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import type { Connection } from '../../src/cluster/connection.ts';
import { customGroups } from '../../src/cluster/customGroups.ts';
import { createDiscovery, type DiscoveryClient } from '../../src/cluster/discovery.ts';
import { helmRevisions } from '../../src/cluster/kinds/helmRelease.ts';
import { kindQuery } from '../../src/cluster/kinds/kindQuery.ts';
import { kindOf } from '../../src/cluster/kinds/kinds.ts';
import { createObjectStore, type ObjectStore } from '../../src/cluster/watch/objectStore.ts';
import { connect } from './connect.ts';
import { useControlPlane } from './shared.ts';
import { until } from './until.ts';

const controlPlane = useControlPlane();
let connection: Connection;
let store: ObjectStore;
let discovery: DiscoveryClient;

beforeAll(async () => {
  connection = await connect(controlPlane());
  store = createObjectStore(connection);
  discovery = createDiscovery(connection);
}, 1_200_000);

afterAll(() => {
  store?.dispose();
  connection?.close();
});

async function post(path: string, body: unknown): Promise<void> {
  const { status, text } = await controlPlane().api({ method: 'POST', path, body });
  expect(status, text).toBe(201);
}

const definitions = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';
const group = 'gateway.networking.k8s.io';

const served = async () =>
  [...(customGroups(await discovery.discover()).get(group) ?? [])].map(({ kind }) => kind);

describe('custom resources', () => {
  test('come with their definition, have the status and the columns that it gives them, and go with it', async () => {
    // What kwok is steered by is custom too.
    expect([...customGroups(await discovery.discover()).keys()]).toEqual(['kwok.x-k8s.io']);
    const crd = parse(await readFile(new URL('../fixtures/httpRouteCrd.yaml', import.meta.url), 'utf8'));
    crd.metadata.annotations = { 'api-approved.kubernetes.io': 'unapproved, for a test' };
    const version = crd.spec.versions.find((each: { storage: boolean }) => each.storage);
    version.subresources = { status: {} };
    version.schema.openAPIV3Schema.properties.status = {
      type: 'object',
      'x-kubernetes-preserve-unknown-fields': true,
    };
    version.additionalPrinterColumns = [
      { name: 'Hosts', type: 'string', jsonPath: '.spec.hostnames', description: 'what it answers for' },
    ];
    await post(definitions, crd);
    await until('it is served', async () => (await served()).length > 0);
    const [resource] = customGroups(await discovery.discover()).get(group) ?? [];
    if (resource === undefined) throw new Error('not served');
    expect(resource.kind).toBe('HTTPRoute');
    const path = `/apis/${group}/${resource.version}/namespaces/default/httproutes`;
    await post(path, {
      apiVersion: `${group}/${resource.version}`,
      kind: 'HTTPRoute',
      metadata: { name: 'shop' },
      spec: { hostnames: ['shop.example'] },
    });
    const routes = store.subscribe(kindQuery(kindOf(resource), { namespace: undefined }), () => {});
    await until('it is live', () => routes.state.kind === 'live' && routes.items.size === 1);
    expect(routes.columns.map(({ name }) => name)).toEqual(['Name', 'Hosts']);
    const row = () => routes.items.get('default/shop');
    expect(row()).toMatchObject({ cells: ['shop', '["shop.example"]'], facts: [] });
    await controlPlane().api({
      method: 'PATCH',
      path: `${path}/shop/status`,
      contentType: 'application/merge-patch+json',
      body: {
        status: { parents: [], conditions: [{ type: 'Ready', status: 'False', reason: 'NoGateway' }] },
      },
    });
    await until('its status is shown', () => row()?.health === 'changing');
    expect(row()?.facts).toEqual([{ fact: 'words', text: 'NoGateway' }]);
    await controlPlane().api({ method: 'DELETE', path: `${definitions}/httproutes.${group}` });
    await until('the rows tell that the kind is gone', () => routes.state.kind === 'retrying');
    await until('it is served no more', async () => (await served()).length === 0);
    expect(routes.items.size).toBe(0);
    await post(definitions, crd);
    // What is not there is asked for twice a minute.
    await until('rows come back with the kind, without a click', () => routes.state.kind === 'live', {
      timeout: 60_000,
    });
    routes.dispose();
  }, 120_000);
});

describe('Helm releases', () => {
  test('are told from the labels of their Secrets, and nothing of what these hold comes over the wire', async () => {
    for (const [revision, status] of [
      [1, 'superseded'],
      [2, 'deployed'],
    ] as const) {
      await post('/api/v1/namespaces/default/secrets', {
        apiVersion: 'v1',
        kind: 'Secret',
        type: 'helm.sh/release.v1',
        metadata: {
          name: `sh.helm.release.v1.web.v${revision}`,
          labels: { owner: 'helm', name: 'web', status, version: String(revision) },
        },
        data: { release: Buffer.from('do not tell').toString('base64') },
      });
    }
    await post('/api/v1/namespaces/default/secrets', {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'other' },
    });
    const bodies: string[] = [];
    const listening: Connection = {
      ...connection,
      get: async request => {
        const answer = await connection.get(request);
        bodies.push(Buffer.from(answer.body).toString());
        return answer;
      },
    };
    const own = createObjectStore(listening);
    const revisions = own.subscribe(kindQuery(helmRevisions, { namespace: undefined }), () => {});
    await until('they are live', () => revisions.state.kind === 'live');
    const told = [...revisions.items.values()].map(({ release, revision, health }) => [
      release,
      revision,
      health,
    ]);
    expect(told).toEqual([
      ['web', 1, 'off'],
      ['web', 2, 'good'],
    ]);
    expect(bodies.join()).toContain('sh.helm.release.v1.web.v1');
    expect(bodies.join()).not.toContain(Buffer.from('do not tell').toString('base64'));
    own.dispose();
  });
});
