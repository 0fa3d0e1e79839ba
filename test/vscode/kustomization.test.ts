import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { mistakenOverlay } from '../demo/overview.ts';
import { openSampleWindow } from './sampleWindow.ts';
import { hoverSquiggle, squiggles } from './squiggles.ts';
import { chooseQuickFix, eventually, openFile, typeAtLine } from './workbench.ts';

const field = { severity: 'error', line: 8, column: 1, text: 'namePrefx' } as const;

describe('a kustomization in the editor', () => {
  for (const version of ['latest', 'oldest'] as const) {
    test(`has its mistakes underlined where they are (${version})`, async () => {
      const { page } = await openSampleWindow({ version });
      await openFile(page, mistakenOverlay);
      const marks = await eventually(
        () => squiggles(page),
        found => found.some(({ text }) => text === field.text),
      );
      expect(marks).toContainEqual(field);
      expect(await hoverSquiggle(page, field)).toContain('namePrefix');
    });
  }

  test('says in Korean what is wrong, where the editor is Korean', async () => {
    const { page } = await openSampleWindow({ language: 'ko' });
    await openFile(page, mistakenOverlay);
    await eventually(
      () => squiggles(page),
      marks => marks.some(({ text }) => text === field.text),
    );
    expect(await hoverSquiggle(page, field)).toMatch(/[가-힣].*namePrefix|namePrefix.*[가-힣]/);
  });

  test('is underlined while it is typed, and a quick fix mends it', async () => {
    const { page, folder } = await openSampleWindow();
    await openFile(page, 'overlays/dev/kustomization.yaml');
    await typeAtLine(page, 7, 'nameSufix: -x\n');
    // Half a word is underlined too while it is typed.
    const [typed] = await eventually(
      () => squiggles(page),
      marks => marks.length === 1 && marks[0]?.text === 'nameSufix',
    );
    expect(typed).toMatchObject({ severity: 'error', line: 7, column: 1 });
    await chooseQuickFix(page, 7, /nameSuffix/);
    await eventually(
      () => squiggles(page),
      marks => marks.length === 0,
    );
    await page.keyboard.press('ControlOrMeta+S');
    await eventually(
      () => readFile(join(folder, 'overlays/dev/kustomization.yaml'), 'utf8'),
      text => text.includes('\nnameSuffix: -x\n'),
    );
  });

  test('has a path underlined that leads nowhere', async () => {
    const { page } = await openSampleWindow();
    await openFile(page, 'overlays/dev/kustomization.yaml');
    await typeAtLine(page, 6, '  - missing.yaml\n');
    const [mark] = await eventually(
      () => squiggles(page),
      marks => marks.length === 1 && marks[0]?.text === 'missing.yaml',
    );
    expect(mark).toMatchObject({ severity: 'error', line: 6, column: 5 });
  });
});
