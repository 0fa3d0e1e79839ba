import type { Page } from 'playwright-core';
import { middleOfText, readSquiggles, type Squiggle } from './inPage.mjs';

const activeEditor = '.editor-group-container.active .editor-instance';

/**
 * The underlines visible in the active editor, from top to bottom. What they cover is measured in pixels against the
 * drawn characters, so that a range that is drawn wrong is seen to be wrong.
 */
export async function squiggles(page: Page): Promise<Squiggle[]> {
  const found = await page.locator(activeEditor).first().evaluate(readSquiggles);
  return found.sort((a, b) => a.line - b.line || a.column - b.column);
}

/** The text of the hover over the middle of an underline: what its problem says. */
export async function hoverSquiggle(page: Page, squiggle: Squiggle): Promise<string> {
  const box = await page.locator(activeEditor).first().evaluate(middleOfText, squiggle);
  if (box === undefined) throw new Error(`Line ${squiggle.line} is not on the screen.`);
  await page.mouse.move(box.x, box.y + 40);
  await page.mouse.move(box.x, box.y, { steps: 5 });
  const hover = page
    .locator('.monaco-hover:visible .hover-row, .monaco-hover:visible .monaco-hover-content')
    .first();
  await hover.waitFor();
  return (await hover.textContent()) ?? '';
}
