import { expect, test } from 'vitest';
import { build } from '../../src/kustomize/build.ts';
import { type Blame, blame } from '../../src/kustomize/provenance.ts';
import { lineIndex } from '../../src/yaml/range.ts';
import { memorySnapshot } from './memorySnapshot.ts';

const files: Readonly<Record<string, string>> = {
  '/k/kustomization.yaml': `resources: [a.yaml]
images: [{name: nginx, newTag: "2"}]
replacements:
- source: {kind: ConfigMap, fieldPath: data.host}
  targets:
  - select: {kind: Thing}
    fieldPaths: [spec.host, spec.text.host]
- source: {kind: Pod, fieldPath: "spec.containers.0.image"}
  targets:
  - select: {kind: Thing}
    fieldPaths: [spec.image]
- sourceValue: fixed
  targets:
  - select: {kind: Thing}
    fieldPaths: [spec.made.here]
    options: {create: true}
- source: {kind: ConfigMap, fieldPath: data}
  targets:
  - select: {kind: Thing}
    fieldPaths: [spec.whole]
    options: {create: true}
`,
  '/k/a.yaml': `apiVersion: v1
kind: ConfigMap
metadata: {name: settings}
data: {host: example}
---
apiVersion: v1
kind: Pod
metadata: {name: pod}
spec: {containers: [{name: c, image: nginx}]}
---
apiVersion: v1
kind: Thing
metadata: {name: thing}
spec: {host: old, image: none, text: '{"host":"old"}'}
`,
};

/** `directive file:line:column value`, as a person looks for it. */
function describe({ directive, location, value }: Blame['chain'][number]): string {
  const file = location.uri.replace('file://', '');
  const { line, character } = lineIndex(files[file] ?? '').position(location.start);
  return `${directive} ${file}:${line + 1}:${character + 1} ${value}`;
}

/** "Why is this value here" must lead to the line that holds the value, and on to what it replaced. */
test.each([
  [
    'spec.host',
    [
      'replacements[0] /k/a.yaml:4:14 example',
      'resources /k/a.yaml:4:14 example',
      'resources /k/a.yaml:14:14 old',
    ],
  ],
  [
    'spec.text',
    [
      'replacements[0] /k/a.yaml:4:14 {"host":"example"}',
      'resources /k/a.yaml:4:14 example',
      'resources /k/a.yaml:14:39 {"host":"old"}',
    ],
  ],
  [
    // The way of the copied value comes before what it was written over.
    'spec.image',
    [
      'replacements[1] /k/kustomization.yaml:2:33 nginx:2',
      'images[0].newTag /k/kustomization.yaml:2:33 nginx:2',
      'resources /k/a.yaml:9:38 nginx',
      'resources /k/a.yaml:14:26 none',
    ],
  ],
  ['spec.made.here', ['replacements[2] /k/kustomization.yaml:12:16 fixed']],
  ['spec.whole.host', ['replacements[3] /k/a.yaml:4:14 example', 'resources /k/a.yaml:4:14 example']],
])('%s names what wrote it', (path, steps) => {
  const { resources, problems } = build('/k', memorySnapshot(files));
  expect(problems).toEqual([]);
  const row = blame(resources).find(
    ({ resource, path: at }) => resource.startsWith('Thing') && at.join('.') === path,
  );
  expect(row).toBeDefined();
  if (row !== undefined) expect([row, ...row.chain].map(describe)).toEqual(steps);
});

test('says which entry of which file copied a value, where several have replacements of their own', () => {
  const { resources } = build(
    '/k',
    memorySnapshot({
      '/k/kustomization.yaml': 'resources: [a.yaml]\ncomponents: [comp]\n',
      '/k/comp/kustomization.yaml':
        'apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\nreplacements:\n- path: copy.yaml\n',
      '/k/comp/copy.yaml':
        'source: {kind: ConfigMap, fieldPath: data.host}\ntargets: [{select: {kind: ConfigMap}, fieldPaths: [data.copy]}]\n',
      '/k/a.yaml':
        'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings}\ndata: {host: example, copy: old}\n',
    }),
  );
  const row = blame(resources).find(({ path }) => path.join('.') === 'data.copy');
  expect(row?.by?.uri).toBe('file:///k/comp/copy.yaml');
  expect(row?.location.uri).toBe('file:///k/a.yaml');
});
