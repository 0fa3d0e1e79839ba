import { expect, test } from 'vitest';
import { imageNameWithTag } from '../../src/language/rules/image/nameWithTag.ts';
import { imageNoMatch } from '../../src/language/rules/image/noMatch.ts';
import { labelNotString } from '../../src/language/rules/label/notString.ts';
import { rules } from '../../src/language/rules/rules.ts';
import { deprecatedFieldFiles } from '../fixtures/deprecatedFields.ts';
import { analyse } from './checkDiagnostics.ts';
import { fixed } from './fixed.ts';

const path = '/app/kustomization.yaml';

test.each([
  ['  - name: registry.example.com/nginx # all\n', '  - name: nginx # all\n'],
  ['  - {name: "ngimx", newTag: "2"}\n', '  - {name: "nginx", newTag: "2"}\n'],
  ['  - name: entirely-else\n', undefined],
])('%j gets the name that the manifests have', async (entry, after) => {
  const files = { ...deprecatedFieldFiles, [path]: `resources: [web.yaml]\nimages:\n${entry}` };
  const { text, left } = await fixed(files, path, [imageNoMatch]);
  expect(text).toBe(after === undefined ? undefined : `resources: [web.yaml]\nimages:\n${after}`);
  expect(left.length).toBe(after === undefined ? 1 : 0);
});

test.each([
  [
    'images:\n- newName: example/nginx:1.29 # new\n  name: nginx\n',
    'images:\n- newName: example/nginx\n  newTag: "1.29" # new\n  name: nginx\n',
  ],
  [
    'images: [{name: nginx, newName: "example/nginx:1.29"}]\n',
    'images: [{name: nginx, newName: example/nginx, newTag: "1.29"}]\n',
  ],
])('%j gets a field for its tag', async (before, after) => {
  const files = { ...deprecatedFieldFiles, [path]: `resources: [web.yaml]\n${before}` };
  const { text, left } = await fixed(files, path, [imageNameWithTag]);
  expect(text).toBe(`resources: [web.yaml]\n${after}`);
  expect(left).toEqual([]);
});

test('a label that is a number is quoted where it is written', async () => {
  const web = (version: string) =>
    `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n  labels: {version: ${version}, app: a} # both\n`;
  const files = { [path]: 'resources: [web.yaml]\nnamePrefix: a-\n', '/app/web.yaml': web('1.10') };
  const { text, left } = await fixed(files, '/app/web.yaml', [labelNotString]);
  expect(text).toBe(web('"1.10"'));
  expect(left).toEqual([]);
});

const configs =
  'configMapGenerator:\n- {name: app.config, literals: [a=b]}\n- {name: app-config, literals: [a=b]}\n';

/** A rule, the file that it speaks of with what stands in it before and after the fix, and the files around. */
const mended: readonly (readonly [
  code: string,
  file: string,
  before: string,
  after: string,
  others: Readonly<Record<string, string>>,
])[] = [
  [
    'patch.pattern',
    path,
    `${configs}patches:\n- target: {name: app.config}\n  patch: '[{"op": "add", "path": "/data/c", "value": "d"}]'\n`,
    `${configs}patches:\n- target: {name: app\\.config}\n  patch: '[{"op": "add", "path": "/data/c", "value": "d"}]'\n`,
    {},
  ],
  [
    'replacement.pattern',
    path,
    `${configs}replacements:\n- sourceValue: c\n  targets:\n  - select:\n      name: "app.config"\n    fieldPaths: [data.a]\n`,
    `${configs}replacements:\n- sourceValue: c\n  targets:\n  - select:\n      name: app\\.config\n    fieldPaths: [data.a]\n`,
    {},
  ],
  [
    'image.pattern',
    path,
    'resources: [web.yaml, other.yaml]\nimages:\n- name: my.reg/app # ours\n  newTag: "2"\n',
    'resources: [web.yaml, other.yaml]\nimages:\n- name: "my\\\\.reg/app" # ours\n  newTag: "2"\n',
    {
      '/app/other.yaml':
        'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {containers: [{name: a, image: my.reg/app}, {name: b, image: myxreg/app}]}\n',
    },
  ],
  [
    'patch.new-container',
    '/app/patch.yaml',
    'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec: {template: {spec: {containers: [{name: ap, image: nginx:2}]}}}\n',
    'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec: {template: {spec: {containers: [{name: app, image: nginx:2}]}}}\n',
    { [path]: 'resources: [web.yaml]\npatches: [{path: patch.yaml}]\n' },
  ],
  [
    'patch.unknown-field',
    '/app/patch.yaml',
    'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec:\n  replcas: null\n',
    'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec:\n  replicas: null\n',
    { [path]: 'resources: [web.yaml]\npatches: [{path: patch.yaml}]\n' },
  ],
  [
    'replacement.unknown-field',
    '/app/names.yaml',
    'source: {kind: Deployment, name: web}\ntargets:\n- select: {kind: Deployment}\n  fieldPath: [metadata.name]\n',
    'source: {kind: Deployment, name: web}\ntargets:\n- select: {kind: Deployment}\n  fieldPaths: [metadata.name]\n',
    { [path]: 'resources: [web.yaml]\nreplacements: [{path: names.yaml}]\n' },
  ],
  [
    'replacement.unknown-field',
    '/app/names.yaml',
    'source: {kind: Deployment, name: web}\ntargets:\n- select:\n    apiVersion: apps/v1 # all\n    kind: Deployment\n',
    'source: {kind: Deployment, name: web}\ntargets:\n- select:\n    group: apps\n    version: v1 # all\n    kind: Deployment\n',
    { [path]: 'resources: [web.yaml]\nreplacements: [{path: names.yaml}]\n' },
  ],
];

test.each(mended)(
  '%s in %s: %j is mended, and the build stays good',
  async (code, file, before, after, others) => {
    const files = { ...deprecatedFieldFiles, ...others, [file]: before };
    const chosen = rules.filter(rule => rule.code === code);
    expect(await fixed(files, file, chosen)).toEqual({ text: after, left: [] });
    const { analysis } = await analyse({ ...files, [file]: after }, {}, chosen);
    expect(analysis.files().flatMap(uri => analysis.findings(uri))).toEqual([]);
  },
);

test('an apiVersion in the target of a patch, which ends the build, becomes group and version', async () => {
  const text = (target: string) =>
    `resources: [web.yaml]\npatches:\n- target: {${target}, kind: Deployment}\n  patch: '[{"op": "remove", "path": "/spec/replicas"}]'\n`;
  const files = { ...deprecatedFieldFiles, [path]: text('apiVersion: apps/v1') };
  expect(await fixed(files, path, [])).toEqual({ text: text('group: apps, version: v1'), left: [] });
});
