import { expect, test } from 'vitest';
import { documentTable } from '../fixtures/documentTable.ts';
import { officialBuild, ourBuild, withFiles } from './official.ts';

/** What one reader accepts and the other refuses is a build that works for one of two people. */
test.each(documentTable)('%s', async (_, text) => {
  await withFiles({ 'kustomization.yaml': 'resources: [a.yaml]\n', 'a.yaml': text }, async directory => {
    const official = await officialBuild(directory);
    const ours = ourBuild(directory);
    if ('output' in official) expect(ours).toEqual({ output: official.output });
    else expect(ours, official.error).toHaveProperty('codes');
  });
});
