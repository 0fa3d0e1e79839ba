import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { openWindow } from '../../vscode/browser.ts';
import { startServer } from '../../vscode/server.ts';
import { runCommand } from '../../vscode/workbench.ts';

/** A VS Code on a cluster, in whose extension host blocks are watched; whoever opened it closes it. */
export interface BenchWindow {
  readonly page: Page;
  /** The longest block of the extension host since a time, in milliseconds, whoever caused it. */
  longestBlock(since: number): Promise<number>;
  close(): Promise<void>;
}

/** Shows the extension's views on an empty folder. */
export async function openBenchWindow(kubeconfig: string): Promise<BenchWindow> {
  const folder = await mkdtemp(join(tmpdir(), 'kubewright-bench-editor-'));
  const loop = join(folder, 'loop.log');
  const server = await startServer({
    env: { KUBECONFIG: kubeconfig, HOME: folder, KUBEWRIGHT_LOOP_WATCH: loop },
    // In the browser there can be one extension under development only.
    installed: { 'kubewright-bench.loop-watch': join(import.meta.dirname, 'loopWatch') },
  });
  const window = await openWindow(server, { folder, size: { width: 1280, height: 1800 } });
  await runCommand(window.page, 'View: Show Kubewright');
  return {
    page: window.page,
    async longestBlock(since) {
      const lines = (await readFile(loop, 'utf8')).trim().split('\n');
      const blocks = lines.map(line => line.split(' ').map(Number)).filter(([time = 0]) => time > since);
      return Math.max(0, ...blocks.map(([, block = 0]) => block));
    },
    async close() {
      await window.close();
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
