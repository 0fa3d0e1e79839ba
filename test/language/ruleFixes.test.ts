import { expect, test } from 'vitest';
import { imageNameWithTag } from '../../src/language/rules/image/nameWithTag.ts';
import { imageNoMatch } from '../../src/language/rules/image/noMatch.ts';
import { labelNotString } from '../../src/language/rules/label/notString.ts';
import { deprecatedFieldFiles } from '../fixtures/deprecatedFields.ts';
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
