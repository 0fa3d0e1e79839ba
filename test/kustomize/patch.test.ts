import { describe, expect, test } from 'vitest';
import { build } from '../../src/kustomize/build.ts';
import { newBuildCache } from '../../src/kustomize/buildCache.ts';
import { parseLabelSelector } from '../../src/kustomize/patch/labelSelector.ts';
import { blame, type Step } from '../../src/kustomize/provenance.ts';
import { getIn } from '../../src/yaml/node.ts';
import { lineIndex, rangeOf } from '../../src/yaml/range.ts';
import { memorySnapshot } from './memorySnapshot.ts';

const web = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: 1
  template:
    spec:
      containers:
      - name: web
        image: nginx:1
        args: [a, b]
      volumes:
      - name: data
`;

function files(kustomization: string, patch = ''): Readonly<Record<string, string>> {
  return {
    '/app/kustomization.yaml': kustomization,
    '/app/web.yaml': web,
    '/app/patch.yaml': patch,
  };
}

/** `directive file:line:column value` of who set a value, the latest first. */
function history(snapshot: Readonly<Record<string, string>>, path: string): string[] {
  const { resources, problems } = build('/app', memorySnapshot(snapshot));
  expect(problems).toEqual([]);
  const found = blame(resources).find(row => row.path.join('.') === path);
  const text = ({ directive, location, value }: Step) => {
    const file = location.uri.replace('file://', '');
    const { line, character } = lineIndex(snapshot[file] ?? '').position(location.start);
    return `${directive} ${file}:${line + 1}:${character + 1} ${value}`;
  };
  return found === undefined ? [] : [found, ...found.chain].map(text);
}

const merge = `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 2
  template:
    spec:
      containers:
      - name: web
        image: nginx:2
        args: [c]
      - name: side
        image: busybox
`;

/** Someone who asks why there are two replicas is led to the line of the patch. */
describe('who set a value', () => {
  const byFile = files('resources: [web.yaml]\npatches:\n- path: patch.yaml\n', merge);
  const containers = 'spec.template.spec.containers';
  test.each([
    ['spec.replicas', ['patches[0] /app/patch.yaml:5:13 2', 'resources /app/web.yaml:6:13 1']],
    [`${containers}.0.name`, ['resources /app/web.yaml:10:15 web']],
    [`${containers}.0.args.0`, ['patches[0] /app/patch.yaml:11:16 c', 'resources /app/web.yaml:12:16 a']],
    [`${containers}.1.image`, ['patches[0] /app/patch.yaml:13:16 busybox']],
    ['kind', ['resources /app/web.yaml:2:7 Deployment']],
    ['metadata.name', ['resources /app/web.yaml:4:9 web']],
  ])('%s', (path, expected) => expect(history(byFile, path)).toEqual(expected));

  test('in a block of the kustomization', () => {
    const block = `resources: [web.yaml]\npatches:\n- patch: |-\n${merge.trimEnd().replace(/^/gm, '      ')}\n`;
    expect(history(files(block), 'spec.replicas')[0]).toBe('patches[0] /app/kustomization.yaml:8:19 2');
  });

  test('in operations, which replace a subtree', () => {
    const text = `resources: [web.yaml]
patches:
- target: {kind: Deployment}
  patch: |
    - op: replace
      path: ${`/${containers.replaceAll('.', '/')}`}/0
      value: {name: web, image: "nginx:3"}
`;
    expect(history(files(text), `${containers}.0.image`)).toEqual([
      'patches[0] /app/kustomization.yaml:7:34 nginx:3',
      'resources /app/web.yaml:11:16 nginx:1',
    ]);
  });

  test('in a JSON file', () => {
    const text = '[{"op": "add", "path": "/spec/paused", "value": true}]';
    const older =
      'resources: [web.yaml]\npatchesJson6902:\n- path: patch.yaml\n  target: {version: v1, kind: Deployment, name: web}\n';
    expect(history(files(older, text), 'spec.paused')).toEqual([
      'patchesJson6902[0] /app/patch.yaml:1:49 true',
    ]);
  });
});

/** An overlay costs what it changes. */
test('a patch shares what it leaves alone with the object it changes', () => {
  const snapshot = memorySnapshot({
    '/base/kustomization.yaml': 'resources: [web.yaml]\n',
    '/base/web.yaml': web,
    '/app/kustomization.yaml': 'resources: [../base]\npatches:\n- path: patch.yaml\n',
    '/app/patch.yaml': merge,
  });
  const cache = newBuildCache();
  const [plain] = build('/base', snapshot, cache).resources;
  const [patched] = build('/app', snapshot, cache).resources;
  const at = (path: readonly string[]) => [getIn(plain?.node, path), getIn(patched?.node, path)] as const;
  const [volumes, sameVolumes] = at(['spec', 'template', 'spec', 'volumes']);
  expect(volumes).toBeDefined();
  expect(sameVolumes).toBe(volumes);
  const [replicas, otherReplicas] = at(['spec', 'replicas']);
  expect(otherReplicas).not.toBe(replicas);
});

/** The squiggle must stand under what is wrong. */
test.each([
  [
    'patch.no-target',
    'resources: [web.yaml]\npatches:\n- patch: |-\n    kind: Service\n    apiVersion: v1\n    metadata:\n      name: wen\n',
    '7:13',
  ],
  [
    'patch.json-path-missing',
    'resources: [web.yaml]\npatches:\n- target: {name: web}\n  patch: |-\n    - op: add\n      path: /spec/a/b\n      value: 1\n',
    '6:13',
  ],
  [
    'patch.json-unknown-op',
    'resources: [web.yaml]\npatches:\n- target: {name: web}\n  patch: |-\n    - op: set\n      path: /spec\n',
    '5:11',
  ],
  [
    'patch.bad-regex',
    'resources: [web.yaml]\npatches:\n- target:\n    name: "("\n  patch: "[]x"\n',
    undefined,
  ],
  [
    'patch.bad-regex',
    'resources: [web.yaml]\npatches:\n- target:\n    name: "("\n  patch: "- {op: remove, path: /a}"\n',
    '4:11',
  ],
  [
    'patch.kind-mismatch',
    'resources: [web.yaml]\npatches:\n- target: {name: web}\n  patch: |-\n    kind: Deployment\n    metadata: {name: x}\n    spec: [1]\n',
    '7:11',
  ],
])('%s stands where it was made', (code, text, place) => {
  const found = build('/app', memorySnapshot(files(text))).problems.find(problem => problem.code === code);
  const start = found === undefined ? undefined : rangeOf(found.location, text).start;
  expect(start === undefined ? undefined : `${start.line + 1}:${start.character + 1}`).toBe(place);
});

/** A selector that is read wrongly patches the wrong objects. */
describe('label selectors', () => {
  const labels = new Map([
    ['app', 'web'],
    ['example.com/tier', 'db'],
    ['weight', '5'],
    ['empty', ''],
    ['in', 'notin'],
  ]);
  test.each([
    ['', true],
    ['app', true],
    ['!app', false],
    ['app=web', true],
    ['app == web , weight', true],
    ['app!=web', false],
    ['none!=web', true],
    ['app in (web, api)', true],
    ['app notin (api)', true],
    ['empty in ()', true],
    ['empty=', true],
    ['app in (,web)', true],
    ['example.com/tier=db', true],
    ['weight>4,weight<6', true],
    ['app>4', false],
    ['in in (notin)', true],
  ])('%s', (text, expected) => expect(parseLabelSelector(text)?.(labels)).toBe(expected));

  test.each([
    'app=web=x',
    ',',
    'app,',
    '=web',
    'app in web',
    'app in (a b)',
    '!app=web',
    'a/b/c',
    '-a',
    'a=-',
    'w>x',
    'app web',
  ])('%s is none', text => expect(parseLabelSelector(text)).toBeUndefined());
});
