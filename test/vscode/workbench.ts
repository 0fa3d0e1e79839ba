import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { type PageRow, readRows } from './inPage.mjs';

const quickInput = '.quick-input-widget:visible';

/** Types at the start of a line of the active editor; 1-based. */
export async function typeAtLine(page: Page, line: number, text: string): Promise<void> {
  await goToLine(page, line);
  await page.keyboard.type(text);
}

/** Opens the quick fixes at the start of a line, again until there are some, and chooses the first whose title matches. */
export async function chooseQuickFix(page: Page, line: number, title: RegExp): Promise<void> {
  const fix = page.locator('.action-widget .monaco-list-row', { hasText: title }).first();
  const end = Date.now() + 30_000;
  for (;;) {
    await goToLine(page, line);
    await page.keyboard.press('ControlOrMeta+.');
    try {
      await fix.click({ timeout: 3000 });
      return;
    } catch (error) {
      if (Date.now() > end) throw error;
      await page.keyboard.press('Escape');
    }
  }
}

async function goToLine(page: Page, line: number): Promise<void> {
  await page.keyboard.press('ControlOrMeta+P');
  await filterQuickPick(page, `:${line}`);
  await page.keyboard.press('Enter');
  await page.locator(quickInput).waitFor({ state: 'detached' });
}

/** Types into VS Code's quick open and chooses a file; the path is relative to the workspace. */
export async function openFile(page: Page, path: string): Promise<void> {
  const name = path.slice(path.lastIndexOf('/') + 1);
  await chooseFromQuickOpen(page, path, name);
  await page.locator('.tab.active', { hasText: name }).waitFor();
  await page.locator('.editor-instance .view-line').first().waitFor();
}

/** Runs a command by its title in the command palette, for instance `View: Show Explorer`; waits until it is there. */
export async function runCommand(page: Page, title: string): Promise<void> {
  await chooseFromQuickOpen(page, `>${title}`, title);
}

/** The list is made when quick open appears and does not grow with late extensions, so it is opened anew. */
async function chooseFromQuickOpen(page: Page, text: string, label: string): Promise<void> {
  const end = Date.now() + 30_000;
  for (;;) {
    await page.keyboard.press('ControlOrMeta+P');
    await filterQuickPick(page, text);
    try {
      await rowOf(page, label).click({ timeout: 2000 });
      return;
    } catch (error) {
      if (Date.now() > end) throw error;
      await page.keyboard.press('Escape');
    }
  }
}

/** Types into the open quick pick, which filters its rows. */
export async function filterQuickPick(page: Page, text: string): Promise<void> {
  await page.locator(`${quickInput} input[type="text"]`).fill(text);
}

/** The texts of the rows of the open quick pick that are on the screen: label, then description and detail where there are any. */
export async function quickPickRows(page: Page): Promise<string[]> {
  const rows = page.locator(`${quickInput} .monaco-list-row`);
  await rows.first().waitFor();
  return inOrder(await rows.evaluateAll(readRows));
}

/** Chooses the row of the open quick pick whose label is this text. */
export async function chooseRow(page: Page, label: string): Promise<void> {
  await rowOf(page, label).click();
}

/** Types into the open input box and accepts it. */
export async function answerInput(page: Page, text: string): Promise<void> {
  await page.locator(`${quickInput} input`).fill(text);
  await page.keyboard.press('Enter');
}

/** The visible rows of a view in the sidebar or panel, from top to bottom: label and description joined by a space. */
export async function treeRows(page: Page, viewTitle: string): Promise<string[]> {
  return inOrder(await viewRows(page, viewTitle).evaluateAll(readRows));
}

/**
 * Opens rows of a view one below the other, from the top row named first; waits for each to appear. A row that is
 * open already stays so. Only the twistie is pressed, so that no command of a row runs.
 */
export async function expandPath(
  page: Page,
  viewTitle: string,
  labels: readonly string[],
  timeout = 20_000,
): Promise<void> {
  let above = -1;
  for (const label of labels) {
    const opened = await eventually(
      async () => {
        const rows = await viewRows(page, viewTitle).evaluateAll(readRows);
        const row = rows
          .sort((a, b) => a.index - b.index)
          .find(candidate => candidate.index > above && candidate.label === label);
        if (row?.expanded === false) await twistieOf(page, viewTitle, row.index).click({ timeout: 2000 });
        return {
          opened: row?.expanded === true ? row.index : undefined,
          label,
          rows: rows.map(seen => seen.text),
        };
      },
      state => state.opened !== undefined,
      timeout,
    );
    above = opened.opened ?? above;
  }
}

/** The messages of all notifications, newest first; opens the notification list to read them. */
export async function notifications(page: Page): Promise<string[]> {
  await runCommand(page, 'Notifications: Show Notifications');
  await page.locator('.notifications-center.visible').waitFor();
  const messages = await page
    .locator('.notifications-center .notification-list-item-message')
    .allTextContents();
  await page.keyboard.press('Escape');
  return messages;
}

/** Presses a button of the notification with this message, for instance to follow what an error offers. */
export async function pressNotificationButton(page: Page, message: string, button: string): Promise<void> {
  await runCommand(page, 'Notifications: Show Notifications');
  const item = page.locator('.notifications-center.visible .notification-list-item', { hasText: message });
  await item.first().hover();
  await item
    .locator('.monaco-button', { hasText: exactly(button) })
    .first()
    .click();
}

/** The message and detail of the modal dialog, once it is there. */
export async function dialogText(page: Page): Promise<string> {
  const texts = await page.locator('.monaco-dialog-box .dialog-message-container').allTextContents();
  return texts.join(' ').trim();
}

/**
 * Presses an entry of the menu of a place until the menu takes it: one that opened less than 100 ms ago takes no press,
 * and is pressed again; one of a row that was drawn anew meanwhile has all entries disabled, and is opened again.
 */
export async function pressMenuEntry(page: Page, place: Locator, label: string): Promise<void> {
  const menu = page.locator('.monaco-menu');
  const entry = menu.locator('.action-item:not(.disabled) .action-label', { hasText: label }).first();
  await eventually(
    async () => {
      if (!(await menu.first().isVisible())) await place.click({ button: 'right' });
      try {
        await entry.click({ timeout: 2000 });
      } catch {
        await page.keyboard.press('Escape');
        return false;
      }
      return menu
        .first()
        .waitFor({ state: 'hidden', timeout: 1000 })
        .then(
          () => true,
          () => false,
        );
    },
    isPressed => isPressed,
    40_000,
  );
}

/** Presses a button of the modal dialog, which waits for it to appear. */
export async function pressDialogButton(page: Page, button: string): Promise<void> {
  await page.locator('.monaco-dialog-box .monaco-button', { hasText: exactly(button) }).click();
}

/** Writes a picture of the window, making the folder where needed. */
export async function screenshot(page: Page, file: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await page.screenshot({ path: file });
}

/** Waits until `read` gives something that `isThere` accepts; rejects with the last value otherwise. */
export async function eventually<T>(
  read: () => Promise<T>,
  isThere: (value: T) => boolean,
  timeout = 20_000,
): Promise<T> {
  const end = Date.now() + timeout;
  for (;;) {
    const value = await read();
    if (isThere(value)) return value;
    if (Date.now() > end) {
      throw new Error(`Not there within ${timeout / 1000} s; last seen: ${JSON.stringify(value)}`);
    }
    await new Promise(resolve => setTimeout(resolve, 100));
  }
}

function rowOf(page: Page, label: string) {
  const name = page.locator('.label-name', { hasText: exactly(label) });
  return page.locator(`${quickInput} .monaco-list-row`).filter({ has: name }).first();
}

function twistieOf(page: Page, viewTitle: string, index: number) {
  const row = viewRows(page, viewTitle).and(page.locator(`[data-index="${index}"]`));
  return row.locator('.monaco-tl-twistie');
}

function viewRows(page: Page, viewTitle: string) {
  return page
    .locator('.pane', { has: page.locator('.pane-header h3.title', { hasText: exactly(viewTitle) }) })
    .locator('.monaco-list-row');
}

function exactly(text: string): RegExp {
  return new RegExp(`^\\s*${text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}\\s*$`, 'i');
}

/** Rows are recycled, so the order of the elements is not that of the screen. */
function inOrder(rows: readonly PageRow[]): string[] {
  return [...rows].sort((a, b) => a.index - b.index).map(row => row.text);
}
