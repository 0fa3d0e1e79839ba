import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { openSampleWindow } from './sampleWindow.ts';
import { squiggles } from './squiggles.ts';
import { eventually, openFile, typeAtLine } from './workbench.ts';

/** The texts under the waves of the active editor, once they are these. */
function underlined(page: Page, ...texts: readonly string[]): Promise<unknown> {
  return eventually(
    async () => (await squiggles(page)).map(({ text }) => text),
    found => JSON.stringify(found) === JSON.stringify(texts),
    40_000,
  );
}

/** What the status bar counts, for instance `Errors: 1`. */
function problemCount(page: Page): Promise<string> {
  return page
    .locator('#status\\.problems')
    .getAttribute('aria-label')
    .then(text => text ?? '');
}

describe('a window opened at an overlay, whose base lies outside of it', () => {
  const open = 'overlays/production';

  test('sees at once what others do to the base on disk', async () => {
    const { page, folder } = await openSampleWindow({ open });
    await openFile(page, 'kustomization.yaml');
    const text = await readFile(join(folder, 'base/kustomization.yaml'), 'utf8');
    await underlined(page);
    await rename(join(folder, 'base'), join(folder, 'gone'));
    await underlined(page, '../../base');
    await rename(join(folder, 'gone'), join(folder, 'base'));
    await underlined(page);
    await writeFile(join(folder, 'base/kustomization.yaml'), text.replace('ingress.yaml', 'missing.yaml'));
    await eventually(
      () => problemCount(page),
      text => text === 'Errors: 1',
      40_000,
    );
    await writeFile(join(folder, 'base/kustomization.yaml'), text);
    await eventually(
      () => problemCount(page),
      text => text === 'No Problems',
      40_000,
    );
  });

  test('sees at once what is typed into a file of the base, unsaved', async () => {
    const { page } = await openSampleWindow({ open, file: 'base/kustomization.yaml' });
    await page.locator('.editor-instance .view-line', { hasText: 'ingress.yaml' }).waitFor();
    await typeAtLine(page, 5, '  - missing.yaml\n');
    await underlined(page, 'missing.yaml');
    // The base's mistake is counted once, although two roots run into it.
    expect(await problemCount(page)).toBe('Errors: 1');
  });
});

test('several folders: one mistake is counted once, and goes with the last folder that reads it', async () => {
  const file = 'all.code-workspace';
  const workspaceOf = (...paths: readonly string[]) =>
    JSON.stringify({ folders: paths.map(path => ({ path })) });
  const { page, folder } = await openSampleWindow({
    open: file,
    async prepare(folder) {
      const base = join(folder, 'base/kustomization.yaml');
      await writeFile(base, `${await readFile(base, 'utf8')}  - missing.yaml\n`);
      await writeFile(join(folder, file), workspaceOf('overlays/dev', 'overlays', 'overlays/preview'));
    },
  });
  const counted = (count: number) =>
    eventually(
      () => problemCount(page),
      text => text === `Errors: ${count}`,
      40_000,
    );
  // In the base one, in the preview two.
  await counted(3);
  await writeFile(join(folder, file), workspaceOf('overlays/dev', 'overlays/preview'));
  await counted(3);
  await writeFile(join(folder, file), workspaceOf('overlays/dev'));
  await counted(1);
  await writeFile(join(folder, file), workspaceOf('base', 'overlays/dev'));
  await counted(1);
});
