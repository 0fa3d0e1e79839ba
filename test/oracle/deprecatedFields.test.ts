import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { deprecatedField } from '../../src/language/rules/deprecated/deprecatedField.ts';
import { deprecatedFieldCases, deprecatedFieldFiles } from '../fixtures/deprecatedFields.ts';
import { fixed } from '../language/fixed.ts';
import { officialBuild, withFiles } from './official.ts';

const path = '/app/kustomization.yaml';

/** Who takes the quick fix must deploy the same bytes as before. */
describe('the official tool builds the same without the deprecated field', () => {
  const offered = deprecatedFieldCases.filter(({ after }) => after !== undefined);
  test.each(offered)('$what', async ({ before, others }) => {
    const files: Record<string, string> = { ...deprecatedFieldFiles, ...others, [path]: before };
    const { text } = await fixed(files, path, [deprecatedField]);
    const build = (kustomization: string | undefined) => {
      if (kustomization === undefined) throw new Error('no fix was offered');
      return withFiles({ ...files, [path]: kustomization }, directory =>
        officialBuild(
          join(directory, others?.['/overlay/kustomization.yaml'] === undefined ? 'app' : 'overlay'),
        ),
      );
    };
    const [old, now] = [await build(before), await build(text)];
    expect(old).toHaveProperty('output');
    expect(now).toEqual(old);
  });
});
