import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { dryRunApply } from '../../src/cluster/change/serverSideApply.ts';
import type { Connection } from '../../src/cluster/connection.ts';
import { createDiscovery, type Discovery } from '../../src/cluster/discovery.ts';
import { checkObject } from '../../src/schema/kubernetes/checkObject.ts';
import { kubernetesType } from '../../src/schema/kubernetes/kubernetesTypes.ts';
import { parseDocument } from '../../src/yaml/parse.ts';
import { connect } from './connect.ts';
import { descriptionsFile, encodeTypes, typesFile } from './schema/encodeTypes.ts';
import { goodObjects, type KubernetesObject, mutants } from './schema/mutants.ts';
import { useControlPlane } from './shared.ts';

const controlPlane = useControlPlane({ kwok: false });
let connection: Connection;
let discovery: Discovery;
beforeAll(async () => {
  connection = await connect(controlPlane());
  discovery = await createDiscovery(connection).discover();
});
afterAll(() => connection?.close());

/** Types that are not those of the server would call good what it refuses, and the other way round. */
test('the types are those of the control plane, to the byte', async () => {
  const answer = await controlPlane().api({ path: '/openapi/v2' });
  const { types, descriptions } = encodeTypes(answer.json());
  expect(await readFile(typesFile, 'utf8')).toBe(types);
  expect(await readFile(descriptionsFile, 'utf8')).toBe(descriptions);
});

/** Our verdict: the codes that are found, none where the object is good. */
function ourVerdict(object: KubernetesObject): string[] {
  const text = stringify(object);
  const { node } = parseDocument({ uri: 'file:///a.yaml', path: '/a.yaml', text });
  const type = kubernetesType(object.apiVersion, object.kind);
  if (node?.kind !== 'mapping' || type === undefined) throw new Error(`No type for ${object.kind}`);
  const codes: string[] = [];
  checkObject(node, type, code => codes.push(code));
  return codes;
}

/** The server's: what it says against a strict dry run, `undefined` where it takes the object. */
async function serverRefusal(object: KubernetesObject): Promise<string | undefined> {
  const resource = discovery.ofKind(object.apiVersion, object.kind);
  if (resource === undefined) throw new Error(`No resource for ${object.kind}`);
  const namespace = resource.namespaced ? 'default' : undefined;
  const { name } = object.metadata;
  try {
    await dryRunApply(connection, { resource, namespace, name, json: JSON.stringify(object) });
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

test('what the server takes we find nothing in', { timeout: 120_000 }, async () => {
  for (const object of await goodObjects()) {
    expect(await serverRefusal(object), stringify(object)).toBeUndefined();
    expect(ourVerdict(object), stringify(object)).toEqual([]);
  }
});

/** How the server says that a field is unknown or a value of another type; it has more to say of what they mean. */
const structural =
  /unknown field|field not declared|failed to create typed patch|cannot unmarshal|unmarshal|expected .*, got|strict decoding/;

/**
 * Each object with one thing changed: a field misspelt, left out, of another type, a word changed, an item twice. What
 * we find wrong the server must refuse, or it is a false alarm; an unknown field or another type that it finds we find.
 */
test('what we find wrong the server refuses, and it knows no other unknown field or type', {
  timeout: 600_000,
}, async () => {
  const counts: Record<string, number> = {};
  const disagreements: string[] = [];
  for (const { what, object } of (await goodObjects()).flatMap(mutants)) {
    const ours = ourVerdict(object);
    const refusal = await serverRefusal(object);
    const falseAlarm = ours.length > 0 && refusal === undefined;
    const missed = ours.length === 0 && refusal !== undefined && structural.test(refusal);
    if (falseAlarm || missed) {
      disagreements.push(
        `${what}: we say ${ours.join(' ') || 'nothing'}, the server ${refusal ?? 'takes it'}`,
      );
    }
    for (const code of ours) counts[code] = (counts[code] ?? 0) + 1;
  }
  expect(disagreements).toEqual([]);
  expect(Object.keys(counts).sort()).toEqual([
    'schema.bad-value',
    'schema.missing-field',
    'schema.unknown-field',
    'schema.wrong-type',
  ]);
});
