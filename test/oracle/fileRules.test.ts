import { expect, test } from 'vitest';
import { fileRuleFixes, filesBeside } from '../language/fileRuleFixes.ts';
import { officialBuild, withFiles } from './official.ts';

/** What a fix takes away must have done nothing for the official tool either: few of these stand in the corpus. */
test.each(fileRuleFixes)(
  'the official build is the same once %s is mended in %j',
  async (_code, text, fixed) => {
    const beside = Object.entries(filesBeside).map(([path, content]) => [
      path.slice('/app/'.length),
      content,
    ]);
    const build = (kustomization: string) => {
      const files = { ...Object.fromEntries(beside), 'kustomization.yaml': kustomization };
      return withFiles(files, officialBuild);
    };
    const before = await build(text);
    expect(before).toHaveProperty('output');
    expect(await build(fixed)).toEqual(before);
  },
);
