import { expect, test } from 'vitest';
import { deprecatedField } from '../../src/language/rules/kustomization/deprecatedField.ts';
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
