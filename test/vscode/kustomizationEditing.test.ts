import { describe, expect, test } from 'vitest';
import { openClusterWindow, picture } from './clusterWindow.ts';
import { hoverSquiggle, squiggles } from './squiggles.ts';
import { chooseQuickFix, eventually, openFile, screenshot, typeAtLine } from './workbench.ts';

describe('a kustomization in the editor', () => {
  for (const [theme, language, says, fix] of [
    ['dark', 'en', 'Did you mean `nameSuffix`', /nameSuffix/],
    ['light', 'ko', 'nameSuffix', /nameSuffix/],
  ] as const) {
    test(`underlines exactly an unknown field as it is typed, and the quick fix mends it (${language})`, async () => {
      const { page } = await openClusterWindow({ kubeconfigs: [], theme, language });
      await openFile(page, 'overlays/dev/kustomization.yaml');
      await typeAtLine(page, 8, 'nameSufix: -x');
      // The first letters are underlined too while the word is being typed.
      const found = await eventually(
        () => squiggles(page),
        marks => marks[0]?.text === 'nameSufix',
      );
      expect(found).toEqual([{ severity: 'error', line: 8, column: 1, text: 'nameSufix' }]);
      expect(await hoverSquiggle(page, found[0]!)).toContain(says);
      await screenshot(page, picture(`unknown-field-${theme}-${language}`));
      await chooseQuickFix(page, 8, fix);
      await eventually(
        () => squiggles(page),
        marks => marks.length === 0,
      );
      expect(await page.locator('.view-line', { hasText: 'nameSuffix: -x' }).count()).toBe(1);
    });
  }
});
