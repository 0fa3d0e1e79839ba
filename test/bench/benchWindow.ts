import { access, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { openWindow } from '../vscode/browser.ts';
import { projectRoot, startServer } from '../vscode/server.ts';
import { type CpuProfile, type OwnBlock, ownBlocks } from './ownBlocks.ts';

/** A VS Code in whose extension host blocks are watched; whoever opened it closes it. */
export interface BenchWindow {
  readonly page: Page;
  /** The longest block of the extension host since a time, in milliseconds, whoever caused it. */
  longestBlock(since: number): Promise<number>;
  /** The longest blocks during the work that are this extension's, by V8's profiler. */
  ownBlocks(work: () => Promise<void>): Promise<readonly OwnBlock[]>;
  close(): Promise<void>;
}

/** What the window is opened on. */
export interface BenchWindowOptions {
  readonly kubeconfig?: string;
  /** An empty one where none is given. */
  readonly folder?: string;
}

/** By then the profiler has noticed what it is to do: it looks four times a second. */
const noticedMilliseconds = 600;

/** Opens a window with the extension as it was bundled last. */
export async function openBenchWindow({ kubeconfig, folder }: BenchWindowOptions): Promise<BenchWindow> {
  const own = await mkdtemp(join(tmpdir(), 'kubewright-bench-editor-'));
  const loop = join(own, 'loop.log');
  const server = await startServer({
    env: { KUBECONFIG: kubeconfig ?? join(own, 'none'), HOME: own, KUBEWRIGHT_LOOP_WATCH: loop },
    // In the browser there can be one extension under development only.
    installed: { 'kubewright-bench.loop-watch': join(import.meta.dirname, 'loopWatch') },
  });
  const window = await openWindow(server, { folder: folder ?? own, size: { width: 1280, height: 1800 } });
  return {
    page: window.page,
    async longestBlock(since) {
      const lines = (await readFile(loop, 'utf8')).trim().split('\n');
      const blocks = lines.map(line => line.split(' ').map(Number)).filter(([time = 0]) => time > since);
      return Math.max(0, ...blocks.map(([, block = 0]) => block));
    },
    async ownBlocks(work) {
      await writeFile(`${loop}.profile`, '');
      await window.page.waitForTimeout(noticedMilliseconds);
      await work();
      await rm(`${loop}.profile`);
      const written = `${loop}.cpuprofile`;
      while (!(await isThere(written))) await window.page.waitForTimeout(100);
      const profile: CpuProfile = JSON.parse(await readFile(written, 'utf8'));
      await rm(written);
      return ownBlocks(profile, join(projectRoot, 'dist'));
    },
    async close() {
      await window.close();
      await server.stop();
      await rm(own, { recursive: true, force: true });
    },
  };
}

function isThere(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
