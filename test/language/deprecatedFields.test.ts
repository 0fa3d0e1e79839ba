import { expect, test } from 'vitest';
import { deprecatedField } from '../../src/language/rules/deprecated/deprecatedField.ts';
import { imageNameWithTag } from '../../src/language/rules/images/nameWithTag.ts';
import { labelNotString } from '../../src/language/rules/labels/notString.ts';
import { deprecatedFieldCases, deprecatedFieldFiles } from '../fixtures/deprecatedFields.ts';
import { fixed } from './fixed.ts';

const path = '/app/kustomization.yaml';

test.each(deprecatedFieldCases)('$what', async ({ before, after, others }) => {
  const files = { ...deprecatedFieldFiles, ...others, [path]: before };
  const { text, left } = await fixed(files, path, [deprecatedField]);
  expect(text).toBe(after);
  expect(left.length).toBe(after === undefined ? 1 : 0);
});

const labelled = 'commonLabels:\n  a: b\n';
const lacking = 'components:\n- ../app\nresources:\n- https://example.com/more?ref=v1\n';

test('what the directory itself proves no consumer that lacks something can undo', async () => {
  const before = `resources:\n- web.yaml\n${labelled}`;
  const overlay = 'resources:\n- ../app\n- https://example.com/more?ref=v1\n';
  const files = { ...deprecatedFieldFiles, [path]: before, '/overlay/kustomization.yaml': overlay };
  expect((await fixed(files, path, [deprecatedField])).text).toContain('includeSelectors: true');
});

test('a component is offered nothing where a consumer does not render: nobody knows what it makes of it', async () => {
  const component = `kind: Component\napiVersion: kustomize.config.k8s.io/v1alpha1\n${labelled}`;
  const whole = 'resources:\n- ../base\ncomponents:\n- ../app\n';
  const files = { ...deprecatedFieldFiles, [path]: component, '/one/kustomization.yaml': whole };
  expect((await fixed(files, path, [deprecatedField])).text).toContain('includeSelectors: true');
  const more = { ...files, '/two/kustomization.yaml': lacking };
  expect((await fixed(more, path, [deprecatedField])).text).toBeUndefined();
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
