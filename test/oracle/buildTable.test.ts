import { expect, test } from 'vitest';
import { buildTable } from '../fixtures/buildTable.ts';
import { builtinPluginTable } from '../fixtures/builtinPluginTable.ts';
import { configurationTable } from '../fixtures/configurationTable.ts';
import { unreadKeyTable } from '../fixtures/unreadKeyTable.ts';
import { officialBuild, ourBuild, withFiles } from './official.ts';

const table = [...buildTable, ...builtinPluginTable, ...configurationTable, ...unreadKeyTable];

/** A build that works for one of two people, or gives them different objects, is what a team loses a day over. */
test.each(table)('%s', async (_, files) => {
  await withFiles(files, async directory => {
    const official = await officialBuild(directory);
    const ours = ourBuild(directory);
    if ('output' in official) expect(ours).toEqual({ output: official.output });
    else expect(ours, official.error.slice(0, 500)).toHaveProperty('codes');
  });
});
