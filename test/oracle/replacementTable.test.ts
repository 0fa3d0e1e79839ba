import { expect, test } from 'vitest';
import { replacementTable } from '../fixtures/replacementTable.ts';
import { officialBuild, withFiles } from './official.ts';

/** The table that our own tests go by must say what the official binary does. */
test.each(replacementTable)('$name', async ({ resources, kustomization, printed }) => {
  const files = { 'kustomization.yaml': `resources: [a.yaml]\n${kustomization}`, 'a.yaml': resources };
  const official = await withFiles(files, officialBuild);
  expect('output' in official ? official.output : undefined).toBe(printed);
});
