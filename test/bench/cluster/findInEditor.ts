import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { openWindow } from '../../vscode/browser.ts';
import { whenRowIsDrawn } from '../../vscode/inPage.mjs';
import { projectRoot, startServer } from '../../vscode/server.ts';
import { eventually, filterQuickPick, quickPickRows, runCommand } from '../../vscode/workbench.ts';
import { median, quantile } from '../figures.ts';

/** Texts that are typed one after the other, of which each brings one pod to the top that was not on the screen before. */
const samples = 40;

/** Prints how the search does in a real VS Code over a cluster made by `createManyPods`. */
export async function measureFind(kubeconfig: string, pods: number): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'kubewright-bench-find-'));
  const loop = join(folder, 'loop.log');
  const server = await startServer({
    env: { KUBECONFIG: kubeconfig, HOME: folder, KUBEWRIGHT_LOOP_WATCH: loop },
  });
  const extensions = [projectRoot, join(import.meta.dirname, 'loopWatch')];
  const window = await openWindow(server, { folder, extensions });
  try {
    const { page } = window;
    await runCommand(page, 'View: Show Kubewright');
    await runCommand(page, 'Kubewright: Find Object…');
    const opened = Date.now();
    await filterQuickPick(page, 'po/');
    await rowsWith(page, 'web-');
    console.log(`find: typed -> first rows of all pods ${Date.now() - opened} ms`);
    await filterQuickPick(page, `po/${nameOf(pods - 1)}`);
    await rowsWith(page, nameOf(pods - 1), 120_000);
    console.log(`find: blocked while it listed ${await longest(loop, opened)} ms (all that runs there)`);
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
    console.log(`find: blocked meanwhile ${await longest(loop, typed)} ms (all that runs there)`);
  } finally {
    await window.close();
    await server.stop();
    await rm(folder, { recursive: true, force: true });
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

/** The longest block of the extension host since then. */
async function longest(file: string, since: number): Promise<number> {
  const lines = (await readFile(file, 'utf8')).trim().split('\n');
  const blocks = lines.map(line => line.split(' ').map(Number)).filter(([time = 0]) => time > since);
  return Math.max(...blocks.map(([, block = 0]) => block));
}
