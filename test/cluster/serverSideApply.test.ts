import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ConfirmedChange, confirmChange } from '../../src/cluster/change/confirm.ts';
import { type ApplyRequest, applyObject, dryRunApply } from '../../src/cluster/change/serverSideApply.ts';
import type { Connection } from '../../src/cluster/connection.ts';
import { createDiscovery, type Discovery } from '../../src/cluster/discovery.ts';
import { connect } from './connect.ts';
import { useControlPlane } from './shared.ts';

const controlPlane = useControlPlane({ kwok: false });
let connection: Connection;
let discovery: Discovery;
let change: ConfirmedChange;

beforeAll(async () => {
  connection = await connect(controlPlane());
  discovery = await createDiscovery(connection).discover();
  const counts = { create: 1, change: 0, unchanged: 0, delete: 0, unverified: 0 };
  const confirmed = await confirmChange(connection, ['default'], counts, { confirm: async () => true });
  if (confirmed === undefined) throw new Error('not confirmed');
  change = confirmed;
});

afterAll(() => connection?.close());

function request(object: { apiVersion: string; kind: string; metadata: { name: string } }): ApplyRequest {
  const resource = discovery.ofKind(object.apiVersion, object.kind);
  if (resource === undefined) throw new Error(`No resource for ${object.kind}`);
  const namespace = resource.namespaced ? 'default' : undefined;
  return { resource, namespace, name: object.metadata.name, json: JSON.stringify(object) };
}

function configMap(name: string, data: Record<string, string>): ApplyRequest {
  return request({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name }, ...{ data } });
}

describe('server-side apply', () => {
  test('created, unchanged, configured: as the dry run said before', async () => {
    const steps: [ApplyRequest, string][] = [
      [configMap('app', { a: '1' }), 'created'],
      [configMap('app', { a: '1' }), 'unchanged'],
      [configMap('app', { a: '2' }), 'configured'],
      [configMap('app', {}), 'configured'],
    ];
    for (const [object, outcome] of steps) {
      expect((await dryRunApply(connection, object)).outcome).toBe(outcome);
      expect((await applyObject(connection, change, object)).outcome).toBe(outcome);
    }
  });

  test('a Deployment, with all that the server fills in, is unchanged the second time', async () => {
    const labels = { app: 'web' };
    const web = request({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'web' },
      ...{
        spec: {
          selector: { matchLabels: labels },
          template: { metadata: { labels }, spec: { containers: [{ name: 'web', image: 'web' }] } },
        },
      },
    });
    expect((await applyObject(connection, change, web)).outcome).toBe('created');
    expect((await dryRunApply(connection, web)).outcome).toBe('unchanged');
    expect((await applyObject(connection, change, web)).outcome).toBe('unchanged');
  });

  test('to become a further owner of what is there already is a change, and said so beforehand', async () => {
    await controlPlane().kubectl(['create', 'configmap', 'shared', '--from-literal=a=1']);
    const ours = configMap('shared', { a: '1' });
    for (const outcome of ['configured', 'unchanged']) {
      expect((await dryRunApply(connection, ours)).outcome).toBe(outcome);
      expect((await applyObject(connection, change, ours)).outcome).toBe(outcome);
    }
  });

  test('a Secret written as stringData is compared by what is stored', async () => {
    const secret = (password: string) =>
      request({ apiVersion: 'v1', kind: 'Secret', metadata: { name: 's' }, ...{ stringData: { password } } });
    const outcomes = [];
    for (const password of ['one', 'one', 'two']) {
      outcomes.push((await applyObject(connection, change, secret(password))).outcome);
    }
    expect(outcomes).toEqual(['created', 'unchanged', 'configured']);
  });

  test('an unknown field is refused by name, as is a wrong type', async () => {
    const wrong = request({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'wrong' },
      ...{ dta: {} },
    });
    const refusal = { code: 'response.invalid', params: { message: expect.stringContaining('dta') } };
    await expect(dryRunApply(connection, wrong)).rejects.toMatchObject(refusal);
    await expect(applyObject(connection, change, wrong)).rejects.toMatchObject(refusal);
  });

  test("another manager's field is a conflict that names it, and is taken over with force only", async () => {
    await controlPlane().kubectl(['create', 'configmap', 'theirs', '--from-literal=a=theirs']);
    const ours = configMap('theirs', { a: 'ours' });
    await expect(applyObject(connection, change, ours)).rejects.toMatchObject({
      code: 'response.conflict',
      params: { message: expect.stringContaining('kubectl-create') },
    });
    expect((await applyObject(connection, change, { ...ours, force: true })).outcome).toBe('configured');
  });

  test('the field manager is kubewright', async () => {
    const { object } = await applyObject(connection, change, configMap('managed', { a: '1' }));
    expect(object).toMatchObject({
      metadata: { managedFields: [{ manager: 'kubewright', operation: 'Apply' }] },
    });
  });

  test("the server's warnings are handed on", async () => {
    const old = request({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'old' },
      ...{
        spec: {
          nodeSelector: { 'beta.kubernetes.io/os': 'linux' },
          containers: [{ name: 'old', image: 'old' }],
        },
      },
    });
    const { warnings } = await dryRunApply(connection, old);
    expect(warnings.join()).toContain('beta.kubernetes.io/os');
  });
});

describe('discovery', () => {
  test('finds kinds by what a manifest says', () => {
    expect(discovery.ofKind('apps/v1', 'Deployment')).toMatchObject({
      group: 'apps',
      version: 'v1',
      resource: 'deployments',
      namespaced: true,
      shortNames: ['deploy'],
    });
    expect(discovery.ofKind('v1', 'Namespace')).toMatchObject({ resource: 'namespaces', namespaced: false });
    expect(discovery.ofKind('v1', 'Deployment')).toBeUndefined();
  });

  test('agrees with kubectl api-resources, apart from those that only kubectl hides', async () => {
    const { stdout } = await controlPlane().kubectl(['api-resources', '--no-headers', '-o', 'name']);
    const ours = new Set(
      discovery.resources.map(({ group, resource }) => (group === '' ? resource : `${resource}.${group}`)),
    );
    for (const theirs of stdout.trim().split('\n')) expect(ours).toContain(theirs);
  });

  test('an unchanged server is asked with the ETag and answers 304', async () => {
    const client = createDiscovery(connection);
    const first = await client.discover();
    const before = (await controlPlane().auditEvents()).length;
    expect(await client.discover()).toBe(first);
    const again = (await controlPlane().auditEvents()).slice(before);
    const statuses = again
      .filter(event => event.requestURI.startsWith('/api'))
      .map(event => event.responseStatus);
    expect(statuses.length).toBeGreaterThan(0);
    expect(statuses.every(status => status?.code === 304)).toBe(true);
  });

  test('a new CRD is there the next time', async () => {
    const client = createDiscovery(connection);
    expect((await client.discover()).ofKind('example.test/v1', 'Widget')).toBeUndefined();
    const names = { plural: 'widgets', singular: 'widget', kind: 'Widget' };
    const schema = { openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } };
    await controlPlane().api({
      method: 'POST',
      path: '/apis/apiextensions.k8s.io/v1/customresourcedefinitions',
      body: {
        metadata: { name: 'widgets.example.test' },
        spec: {
          group: 'example.test',
          scope: 'Namespaced',
          names,
          versions: [{ name: 'v1', served: true, storage: true, schema }],
        },
      },
    });
    await expect
      .poll(async () => (await client.discover()).ofKind('example.test/v1', 'Widget'), { timeout: 20_000 })
      .toMatchObject({ resource: 'widgets', namespaced: true });
  });
});
