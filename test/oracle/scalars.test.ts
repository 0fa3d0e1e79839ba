import { expect, test } from 'vitest';
import { scalarTable } from '../fixtures/scalarTable.ts';
import { officialBuild, ourBuild, withFiles } from './official.ts';

/** The table that the parser and the printer are tested with must say what the official binary does. */
test('the table of scalars holds for the official binary and for ours', async () => {
  for (const { written, printed } of scalarTable) {
    const files = {
      'kustomization.yaml': 'resources: [a.yaml]\n',
      'a.yaml': `apiVersion: v1\nkind: X\nmetadata: {name: a}\nspec:\n  x: ${written}\n`,
    };
    await withFiles(files, async directory => {
      const official = await officialBuild(directory);
      const ours = ourBuild(directory);
      const expected = `apiVersion: v1\nkind: X\nmetadata:\n  name: a\nspec:\n  x: ${printed}\n`;
      if (printed === 'refused') {
        expect(official, written).toHaveProperty('error');
        expect(ours, written).toEqual({ codes: ['resource.bad-number'] });
      } else {
        expect(official, written).toEqual({ output: expected });
        expect(ours, written).toEqual({ output: expected });
      }
    });
  }
});
