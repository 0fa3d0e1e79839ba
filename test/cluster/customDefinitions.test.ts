import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Connection } from '../../src/cluster/connection.ts';
import { customDefinitions, serverVersion } from '../../src/cluster/customDefinitions.ts';
import { crdTypes } from '../../src/schema/kubernetes/crdTypes.ts';
import { parseKubernetesVersion } from '../../src/schema/kubernetes/kubernetesVersion.ts';
import { parseDocument } from '../../src/yaml/parse.ts';
import { connect } from './connect.ts';
import { useControlPlane } from './shared.ts';

const controlPlane = useControlPlane();
let connection: Connection;

const definition = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'widgets.definitions.example.com' },
  spec: {
    group: 'definitions.example.com',
    names: { kind: 'Widget', plural: 'widgets' },
    scope: 'Namespaced',
    versions: [
      {
        name: 'v1',
        served: true,
        storage: true,
        schema: {
          openAPIV3Schema: {
            type: 'object',
            properties: { spec: { type: 'object', properties: { color: { type: 'string' } } } },
          },
        },
      },
    ],
  },
};

beforeAll(async () => {
  connection = await connect(controlPlane());
  await controlPlane().kubectl(['apply', '-f', '-'], { stdin: JSON.stringify(definition) });
  await controlPlane().kubectl([
    'wait',
    '--for=condition=Established',
    'crd/widgets.definitions.example.com',
    '--timeout=60s',
  ]);
}, 1_200_000);

afterAll(() => connection?.close());

test('a server tells its release, and the definitions of the kinds that it has, for which the editor asks', async () => {
  expect(parseKubernetesVersion((await serverVersion(connection)) ?? '')).toBeDefined();
  const found = await customDefinitions(connection, [
    'definitions.example.com/v1 Widget',
    'definitions.example.com/v2 Widget',
    'definitions.example.com/v1 Gadget',
    'apps/v1 Deployment',
  ]);
  expect(found).toHaveLength(1);
  const { node } = parseDocument({ uri: '', path: '', text: JSON.stringify(found[0]) });
  const types = node?.kind === 'mapping' ? crdTypes(node) : new Map();
  expect([...types.keys()]).toEqual(['definitions.example.com/v1 Widget']);
  expect(JSON.stringify(found)).not.toContain('managedFields');
});

test('a user who may not read definitions gets none', async () => {
  const restricted = await connect(controlPlane(), 'namespaced');
  expect(await customDefinitions(restricted, ['definitions.example.com/v1 Widget'])).toEqual([]);
  restricted.close();
});
