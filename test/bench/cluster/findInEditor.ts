import type { Page } from 'playwright-core';
import { whenRowIsDrawn } from '../../vscode/inPage.mjs';
import { eventually, filterQuickPick, quickPickRows, runCommand } from '../../vscode/workbench.ts';
import { openBenchWindow } from '../benchWindow.ts';
import { median, quantile } from '../figures.ts';

/** Texts that are typed one after the other, of which each brings one pod to the top that was not on the screen before. */
const samples = 40;

/** Prints how the search does in a real VS Code over a cluster made by `createManyPods`. */
export async function measureFind(kubeconfig: string, pods: number): Promise<void> {
  const window = await openBenchWindow({ kubeconfig });
  const { page } = window;
  try {
    await runCommand(page, 'Kubewright: Find Object…');
    const opened = Date.now();
    await filterQuickPick(page, 'po/');
    await rowsWith(page, 'web-');
    console.log(`find: typed -> first rows of all pods ${Date.now() - opened} ms`);
    await filterQuickPick(page, `po/${nameOf(pods - 1)}`);
    await rowsWith(page, nameOf(pods - 1), 120_000);
    console.log(
      `find: blocked while it listed ${await window.longestBlock(opened)} ms (all that runs there)`,
    );
    // The list is whole then, and told as such a moment later.
    await page.waitForTimeout(5000);
    const typed = Date.now();
    const all: number[] = [];
    for (let index = 0; index < samples; index += 1) {
      const name = nameOf(Math.floor(((index + 0.5) * pods) / samples));
      const seen = page.evaluate(whenRowIsDrawn, name);
      const sent = Date.now();
      await filterQuickPick(page, name);
      all.push((await seen) - sent);
    }
    console.log(
      `find: typed -> row on the screen, ${pods} pods p50 ${median(all)} ms, p99 ${quantile(all, 0.99)} ms`,
    );
    console.log(`find: blocked meanwhile ${await window.longestBlock(typed)} ms (all that runs there)`);
  } finally {
    await window.close();
  }
}

function nameOf(index: number): string {
  return `web-${String(index).padStart(5, '0')}`;
}

async function rowsWith(page: Page, text: string, timeout?: number): Promise<void> {
  await eventually(
    () => quickPickRows(page),
    rows => rows.some(row => row.startsWith(text)),
    timeout,
  );
}
