import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { dryRunApply } from '../../src/cluster/change/serverSideApply.ts';
import type { Connection } from '../../src/cluster/connection.ts';
import { createDiscovery, type Discovery } from '../../src/cluster/discovery.ts';
import { allExpansions, readSnippets } from '../snippets/expansions.ts';
import { connect } from './connect.ts';
import { useControlPlane } from './shared.ts';
import { until } from './until.ts';

const controlPlane = useControlPlane({ kwok: false });
/** Its pods have to keep to the strictest profile of Pod Security. */
const namespace = 'restricted';
const rows = allExpansions(await readSnippets('kubernetes.json'));
const crd = new URL('../fixtures/httpRouteCrd.yaml', import.meta.url);
let connection: Connection;
let discovery: Discovery;

beforeAll(async () => {
  await create('/api/v1/namespaces', {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: namespace, labels: { 'pod-security.kubernetes.io/warn': 'restricted' } },
  });
  const path = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';
  const definition = parse(await readFile(crd, 'utf8'));
  await create(path, definition);
  connection = await connect(controlPlane());
  discovery = await until('the new kind is served', async () => {
    const found = await createDiscovery(connection).discover();
    return found.ofKind('gateway.networking.k8s.io/v1', 'HTTPRoute') && found;
  });
});

afterAll(() => connection?.close());

async function create(path: string, body: unknown): Promise<void> {
  const answer = await controlPlane().api({ method: 'POST', path, body });
  expect(answer.status, answer.text).toBe(201);
}

interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string };
}

/** Strict server-side apply as a dry run; gives the server's warnings, rejects where it refuses. */
async function tryOnServer(object: Manifest): Promise<readonly string[]> {
  const resource = discovery.ofKind(object.apiVersion, object.kind);
  if (resource === undefined) throw new Error(`No resource for ${object.apiVersion} ${object.kind}`);
  const where = resource.namespaced ? namespace : undefined;
  const json = JSON.stringify(object);
  const { warnings } = await dryRunApply(connection, {
    resource,
    namespace: where,
    name: object.metadata.name,
    json,
  });
  return warnings;
}

const objectsOf = (text: string): Manifest[] => parseAllDocuments(text).map(document => document.toJS());

describe('the API server takes what a snippet leaves behind', () => {
  test.each(rows)('%s (%s)', async (_name, _chosen, text) => {
    const objects = objectsOf(text);
    expect(objects.length).toBeGreaterThan(0);
    for (const object of objects) expect(await tryOnServer(object)).toEqual([]);
  });
});

/** Without these the tests above would pass on a server that takes anything. */
describe('the API server refuses or warns', () => {
  const snippet = (name: string) => rows.find(([other]) => other === name)?.[2] ?? '';

  test.each([
    ['an unknown field', 'backendRefs:', 'backends:', 'backends'],
    ['an unknown choice', 'PathPrefix', 'Prefix', 'Prefix'],
    ['a path that is none', 'value: /', 'value: x', 'absolute'],
    ['a Service without a port', 'port: 80', 'weight: 1', 'port'],
  ])('an HTTPRoute with %s', async (_, from, to, message) => {
    const text = snippet('HTTPRoute');
    expect(text).toContain(from);
    const [route] = objectsOf(text.replace(from, to));
    await expect(tryOnServer(route!)).rejects.toMatchObject({
      code: 'response.invalid',
      params: { message: expect.stringContaining(message) },
    });
  });

  test('a Deployment whose pods are not restricted', async () => {
    const [deployment] = objectsOf(snippet('Deployment').replace('runAsNonRoot: true', 'fsGroup: 1'));
    expect((await tryOnServer(deployment!)).join()).toContain('runAsNonRoot');
  });
});
