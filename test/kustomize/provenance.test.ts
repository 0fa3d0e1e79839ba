import { expect, test } from 'vitest';
import { build } from '../../src/kustomize/build.ts';
import { type Blame, blame } from '../../src/kustomize/provenance.ts';
import { getIn } from '../../src/yaml/node.ts';
import { lineIndex } from '../../src/yaml/range.ts';
import { memorySnapshot } from './memorySnapshot.ts';

const files = {
  '/base/kustomization.yaml': 'resources: [web.yaml]\nnamePrefix: shop-\n',
  '/base/web.yaml': `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  template:
    spec:
      containers:
      - name: web
        image: nginx:1.0
        envFrom:
        - configMapRef: {name: settings}
---
apiVersion: v1
kind: ConfigMap
metadata:
  name: settings
`,
  '/prod/kustomization.yaml':
    'resources: [../base]\nnamePrefix: prod-\nimages:\n- name: nginx\n  newTag: "2.0"\n',
};

function blameOf(root: string, path: string): Blame | undefined {
  const { resources, problems } = build(root, memorySnapshot(files));
  expect(problems).toEqual([]);
  return blame(resources).find(row => row.path.join('.') === path && row.resource.startsWith('Deployment'));
}

/** `directive file:line:column value`, as a person looks for it. */
function describe({ directive, location, value }: Blame['chain'][number]): string {
  const file = location.uri.replace('file://', '');
  const { line, character } = lineIndex(files[file as keyof typeof files]).position(location.start);
  return `${directive} ${file}:${line + 1}:${character + 1} ${value}`;
}

/** The line to edit must be the overlay's, with the way back to the base. */
test.each([
  [
    'spec.template.spec.containers.0.image',
    ['images[0].newTag /prod/kustomization.yaml:5:12 nginx:2.0', 'resources /base/web.yaml:10:16 nginx:1.0'],
  ],
  [
    'metadata.name',
    [
      'namePrefix /prod/kustomization.yaml:2:13 prod-shop-web',
      'namePrefix /base/kustomization.yaml:2:13 shop-web',
      'resources /base/web.yaml:4:9 web',
    ],
  ],
  [
    // A reference follows what renamed the thing that it names.
    'spec.template.spec.containers.0.envFrom.0.configMapRef.name',
    [
      'namePrefix /prod/kustomization.yaml:2:13 prod-shop-settings',
      'namePrefix /base/kustomization.yaml:2:13 shop-settings',
      'resources /base/web.yaml:17:9 settings',
      'resources /base/web.yaml:12:32 settings',
    ],
  ],
  ['kind', ['resources /base/web.yaml:2:7 Deployment']],
])('%s', (path, steps) => {
  const found = blameOf('/prod', path);
  expect(found).toBeDefined();
  if (found !== undefined) expect([found, ...found.chain].map(describe)).toEqual(steps);
});

/** Overlays share what they do not change, so that forty of them cost what they change. */
test('an overlay shares the nodes of its base that it leaves alone', () => {
  const snapshot = memorySnapshot(files);
  const [, base] = build('/base', snapshot).resources;
  const [, prod] = build('/prod', snapshot).resources;
  expect(base?.id.kind).toBe('Deployment');
  const containers = ['spec', 'template', 'spec', 'containers', 0, 'name'];
  const [nameInBase, nameInProd] = [base, prod].map(resource => resource && getIn(resource.node, containers));
  expect(nameInProd).toEqual(nameInBase);
});

/** A trace is pasted into chats and tickets; the place of a password is enough there. */
test('values of Secrets are left out, also what they were before; where they are set is told', () => {
  const { resources } = build(
    '/prod',
    memorySnapshot({
      '/prod/kustomization.yaml':
        'resources: [secret.yaml]\nsecretGenerator:\n- name: made\n  literals: [k=geheim]\npatches:\n- patch: |-\n    apiVersion: v1\n    kind: Secret\n    metadata: {name: db}\n    stringData: {password: hunter3}\n',
      '/prod/secret.yaml':
        'apiVersion: v1\nkind: Secret\nmetadata: {name: db}\nstringData: {password: hunter2}\n',
    }),
  );
  const rows = blame(resources);
  expect(JSON.stringify(rows)).not.toMatch(/hunter|geheim|Z2VoZWlt/);
  const password = rows.find(({ path }) => path.join('.') === 'stringData.password');
  expect(password?.chain.length).toBe(1);
  expect(rows.find(({ path }) => path.join('.') === 'metadata.name')?.value).toBe('db');
});

/** A password that a replacement or a var puts into an argument is as secret there as where it came from. */
test('what is copied out of a Secret is left out where it went', () => {
  const { resources, problems } = build(
    '/k',
    memorySnapshot({
      '/k/kustomization.yaml': `resources: [a.yaml]
vars: [{name: PASS, objref: {kind: Secret, name: db, apiVersion: v1}, fieldref: {fieldPath: stringData.word}}]
replacements:
- source: {kind: Secret, name: db, fieldPath: stringData.word}
  targets:
  - {select: {kind: ConfigMap}, fieldPaths: [data.copy, data.json.a]}
- source: {kind: ConfigMap, fieldPath: data.copy}
  targets: [{select: {kind: ConfigMap}, fieldPaths: [data.again]}]
- source: {kind: Secret, name: db, fieldPath: stringData}
  targets: [{select: {kind: ConfigMap}, fieldPaths: [data.whole, data.json.b]}]
patches:
- target: {kind: Secret, name: moved}
  patch: '[{"op": "move", "from": "/stringData/word", "path": "/metadata/annotations/word"}]'
`,
      '/k/a.yaml': `apiVersion: v1
kind: Secret
metadata: {name: db, annotations: {anchored: &word hunter2}}
stringData: {word: *word}
---
apiVersion: v1
kind: Secret
metadata: {name: moved, annotations: {a: b}}
stringData: {word: hunter3}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: open}
data: {copy: a, again: b, whole: c, json: '{"a":"","b":""}'}
---
apiVersion: v1
kind: Pod
metadata: {name: pod}
spec: {containers: [{name: c, args: [--password=$(PASS), $(PASS)]}]}
`,
    }),
  );
  expect(problems).toEqual([]);
  expect(JSON.stringify(resources.map(({ node }) => node))).toMatch(/--password=hunter2/);
  const rows = blame(resources);
  expect(JSON.stringify(rows)).not.toMatch(/hunter/);
  const again = rows.find(({ path }) => path.join('.') === 'data.again');
  expect(again?.chain.length).toBeGreaterThan(2);
});

/** Who wonders about a note in the output must find who asked for it, and what it repeats. */
test('notes are blamed on the item that asks for them, and on the names in them', () => {
  const texts = {
    '/app/kustomization.yaml':
      'buildMetadata:\n- managedByLabel\n- originAnnotations\ngenerators: [maker.yaml]\n',
    '/app/maker.yaml': 'apiVersion: builtin\nkind: ConfigMapGenerator\nmetadata:\n  name: made\n',
  };
  const { resources, problems } = build('/app', memorySnapshot(texts));
  expect(problems).toEqual([]);
  const place = ({ directive, location }: Blame['chain'][number]) => {
    const file = location.uri.replace('file://', '');
    const { line } = lineIndex(texts[file as keyof typeof texts]).position(location.start);
    return `${directive} ${file}:${line + 1}`;
  };
  const notes = blame(resources).filter(({ path }) => path.at(-1) !== 'name' && path[0] === 'metadata');
  expect(notes.map(row => [row.path.at(-1), [row, ...row.chain].map(place)])).toEqual([
    [
      'config.kubernetes.io/origin',
      ['buildMetadata[1] /app/kustomization.yaml:3', 'resources /app/maker.yaml:4'],
    ],
    ['app.kubernetes.io/managed-by', ['buildMetadata[0] /app/kustomization.yaml:2']],
  ]);
});
