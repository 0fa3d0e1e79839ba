import type { Page } from 'playwright-core';
import { eventuallyRows, openTable } from '../vscode/resourceTable.ts';
import { eventually, expandPath, openFile, runCommand, treeRows, typeAtLine } from '../vscode/workbench.ts';
import { demoContext } from './cluster.ts';
import { demoOverview, showOverview } from './overview.ts';

/** Something to take a picture of. */
export interface Scene {
  readonly name: string;
  /** Brings a new window on the sample workspace to it; resolves when everything in it is there. */
  show(page: Page): Promise<unknown>;
}

const clusters = 'Clusters';

/** The pictures of the README, by their names. */
export const scenes: readonly Scene[] = [
  { name: 'overview', show: page => showOverview(page, demoOverview) },
  { name: 'objects', show: showObjects },
  { name: 'table', show: showTable },
  { name: 'apply', show: showApply },
  // The last one, since the editor brings back what was typed and not saved.
  { name: 'completion', show: showCompletion },
];

/** What a namespace holds, and the log of a pod. */
async function showObjects(page: Page): Promise<void> {
  await runCommand(page, 'View: Show Kubewright');
  await expandPath(page, clusters, [demoContext, 'Workloads'], 60_000);
  await runCommand(page, 'Kubewright: Show Namespaces…');
  const pick = page.locator('.quick-input-widget:visible');
  await pick.locator('.monaco-list-row', { hasText: /^shop/ }).first().click();
  await pick.locator('.monaco-button', { hasText: 'OK' }).click();
  await expandPath(page, clusters, [demoContext, 'Workloads', 'StatefulSets'], 60_000);
  await expandPath(page, clusters, [demoContext, 'Workloads', 'Deployments', 'web'], 60_000);
  await eventually(
    () => treeRows(page, clusters),
    rows => rows.filter(text => text.includes('Running')).length >= 3,
    60_000,
  );
  const pod = page.locator('.pane .monaco-list-row', { hasText: /^web-.*Running/ }).first();
  await pod.hover();
  await pod.locator('.action-label[aria-label^="Show Pod Log"]').click();
  await page.locator('.terminal-wrapper.active .xterm-screen').waitFor();
  // The text of a terminal is drawn, so there is nothing to wait for.
  await page.waitForTimeout(2000);
}

/** All pods, those in trouble first, some of them selected. */
async function showTable(page: Page): Promise<void> {
  await runCommand(page, 'View: Show Kubewright');
  await expandPath(page, clusters, [demoContext], 60_000);
  await runCommand(page, 'View: Toggle Primary Side Bar Visibility');
  const frame = await openTable(page, 'po', 'Pod');
  await eventuallyRows(frame, rows => rows.length > 12);
  await frame.locator('[role=columnheader]', { hasText: 'Ready' }).click();
  const rows = frame.locator('.body [role=row]');
  await rows.nth(0).click();
  await rows.nth(2).click({ modifiers: ['Shift'] });
}

/** What may stand in a list of resources. */
async function showCompletion(page: Page): Promise<void> {
  await openFile(page, 'overlays/dev/kustomization.yaml');
  await typeAtLine(page, 5, '');
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  await page.keyboard.type('- ');
  const suggestion = page.locator('.suggest-widget.visible .monaco-list-row').first();
  for (let attempt = 0; attempt < 10 && !(await suggestion.isVisible()); attempt += 1) {
    await page.keyboard.press('ControlOrMeta+Space');
    await page.waitForTimeout(1500);
  }
  await suggestion.waitFor();
}

/** What an apply says before anything is changed. */
async function showApply(page: Page): Promise<void> {
  await openFile(page, 'overlays/dev/kustomization.yaml');
  await runCommand(page, 'Kubewright: Apply Kustomization');
  await page.locator('.monaco-dialog-box', { hasText: 'Create:' }).waitFor({ timeout: 60_000 });
}
