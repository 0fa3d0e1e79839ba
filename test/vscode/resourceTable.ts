import type { FrameLocator, Page } from 'playwright-core';
import { chooseRow, eventually, filterQuickPick, runCommand } from './workbench.ts';

/** The page of the table that is shown: VS Code puts a webview's page into two frames. */
export function tablePage(page: Page): FrameLocator {
  return page
    .frameLocator('iframe.webview.ready:visible, iframe.webview:visible')
    .first()
    .frameLocator('#active-frame');
}

/** Opens a kind of the active context by its name or short name, as a user of the palette does. */
export async function openTable(
  page: Page,
  typed: string,
  kind: string,
  command = 'Kubewright: Open as Table',
): Promise<FrameLocator> {
  await runCommand(page, command);
  await page.locator('.quick-input-widget:visible .monaco-list-row').first().waitFor();
  await filterQuickPick(page, typed);
  await chooseRow(page, kind);
  const frame = tablePage(page);
  await frame.locator('[role=grid][aria-busy=false]').waitFor();
  return frame;
}

/**
 * What stands in the rows that are on the screen, from top to bottom, each as its cells. Throws where they are in another
 * order for a screen reader, which goes by the document.
 */
export async function tableRows(frame: FrameLocator): Promise<readonly (readonly string[])[]> {
  const rows = frame.locator('.body [role=row]');
  const read = await rows.evaluateAll(elements =>
    elements.map(element => ({
      index: Number(element.getAttribute('aria-rowindex')),
      cells: [...element.children].map(cell => cell.textContent ?? ''),
    })),
  );
  const indexes = read.map(({ index }) => index);
  if (indexes.some((index, place) => index <= (indexes[place - 1] ?? 0))) {
    throw new Error(`Rows are in the document as ${indexes.join(' ')}`);
  }
  return read.map(({ cells }) => cells);
}

/** The names of the columns, in their order. */
export function columnNames(frame: FrameLocator): Promise<string[]> {
  return frame.locator('[role=columnheader] > span:first-child').allTextContents();
}

/** The names of the rows that are selected. */
export function selectedNames(frame: FrameLocator): Promise<string[]> {
  return frame.locator('.body [role=row][aria-selected=true] .name').allTextContents();
}

/** Waits for rows that are as they should be. */
export function eventuallyRows(
  frame: FrameLocator,
  isThere: (rows: readonly (readonly string[])[]) => boolean,
): Promise<readonly (readonly string[])[]> {
  return eventually(() => tableRows(frame), isThere);
}

/** Types into the filter, in the place of what is there. */
export async function filterTable(frame: FrameLocator, text: string): Promise<void> {
  await frame.locator('vscode-textfield input').fill(text);
}
