import { expect, test } from 'vitest';
import { stringify } from 'yaml';
import { officialBuild, ourBuild, withFiles } from './official.ts';

const rollout = `apiVersion: example.com/v1
kind: Rollout
metadata: {name: web}
spec:
  template:
    parts:
    - {name: a, size: 1}
    - {name: b, size: 2}
`;
const patch = `apiVersion: example.com/v1
kind: Rollout
metadata: {name: web}
spec:
  template:
    parts:
    - {name: b, size: 9}
`;

/** The definitions of a document that merges `parts` by a key. */
const schema = (key: string) =>
  stringify({
    definitions: {
      'com.example.v1.Rollout': {
        'x-kubernetes-group-version-kind': [{ group: 'example.com', kind: 'Rollout', version: 'v1' }],
        properties: {
          spec: {
            properties: {
              template: {
                properties: {
                  parts: {
                    type: 'array',
                    'x-kubernetes-patch-merge-key': key,
                    'x-kubernetes-patch-strategy': 'merge',
                    items: { $ref: '#/definitions/com.example.v1.Part' },
                  },
                },
              },
            },
          },
        },
      },
      'com.example.v1.Part': { properties: { name: { type: 'string' }, size: { type: 'integer' } } },
    },
  });

const files = { 'base/rollout.yaml': rollout, 'patch.yaml': patch, 'schema.yaml': schema('name') };
const patched = 'resources: [base]\npatches:\n- path: patch.yaml\n';
const plain = 'resources: [rollout.yaml]\n';
const byName = 'openapi: {path: schema.yaml}\n';

/** Teams with own resource types patch their lists by key; without the schema a patch throws the others away. */
test.each([
  ['no schema', { 'kustomization.yaml': patched, 'base/kustomization.yaml': plain }],
  ['a schema at the root', { 'kustomization.yaml': patched + byName, 'base/kustomization.yaml': plain }],
  [
    'a schema in a base counts for the root that follows',
    {
      'kustomization.yaml': patched,
      'base/kustomization.yaml': plain + byName,
      'base/schema.yaml': schema('name'),
    },
  ],
  [
    'the root decides before its base',
    {
      'kustomization.yaml': patched + byName,
      'base/kustomization.yaml': plain + byName,
      'base/schema.yaml': schema('size'),
    },
  ],
  [
    'the built-in version',
    { 'kustomization.yaml': `${patched}openapi: {version: v1.21.2}\n`, 'base/kustomization.yaml': plain },
  ],
  [
    'the built-in version at the root, a file in the base',
    {
      'kustomization.yaml': `${patched}openapi: {version: v1.21.2}\n`,
      'base/kustomization.yaml': plain + byName,
      'base/schema.yaml': schema('name'),
    },
  ],
  [
    'as the base of two overlays',
    {
      'kustomization.yaml': 'resources: [one, two]\n',
      'one/kustomization.yaml': `resources: [../base]\nnamePrefix: one-\npatches: [{path: patch.yaml}]\n`,
      'two/kustomization.yaml': `resources: [../base]\nnamePrefix: two-\npatches: [{path: patch.yaml}]\n`,
      'one/patch.yaml': patch,
      'two/patch.yaml': patch,
      'base/kustomization.yaml': plain + byName,
      'base/schema.yaml': schema('name'),
    },
  ],
])('%s', (_name, kustomizations) =>
  withFiles({ ...files, ...kustomizations }, async directory => {
    const official = await officialBuild(directory);
    expect(official).toHaveProperty('output');
    expect(ourBuild(directory)).toEqual(official);
  }),
);

/** A schema that cannot be used must not be passed over: lists would lose what the patch does not name. */
test.each([
  ['an unknown version', 'openapi: {version: v1.99.0}\n', 'openapi.unknown-version'],
  ['a path and a version', 'openapi: {path: schema.yaml, version: v1.21.2}\n', 'openapi.path-and-version'],
  ['a file that is not there', 'openapi: {path: none.yaml}\n', 'resource.not-found'],
])('%s is refused as officially', (_name, openapi, code) =>
  withFiles(
    { ...files, 'kustomization.yaml': patched + openapi, 'base/kustomization.yaml': plain },
    async directory => {
      expect(await officialBuild(directory)).toHaveProperty('error');
      expect(ourBuild(directory)).toEqual({ codes: [code] });
    },
  ),
);
