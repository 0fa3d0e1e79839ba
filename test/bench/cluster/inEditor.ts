import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type { ControlPlane } from '../../cluster/controlPlane.ts';
import { openWindow } from '../../vscode/browser.ts';
import { whenRowIsDrawn } from '../../vscode/inPage.mjs';
import { projectRoot, startServer } from '../../vscode/server.ts';
import { eventually, expandPath, runCommand, treeRows } from '../../vscode/workbench.ts';
import { median, quantile } from '../figures.ts';
import { churnPods } from './churn.ts';
import { pod } from './manyPods.ts';

const clusters = 'Clusters';
/** Events of which the way to the screen is measured. */
const samples = 40;

/** Prints how the tree does in a real VS Code with all pods open, still and under 500 changes a second. */
export async function measureTree(
  controlPlane: ControlPlane,
  size: { readonly pods: number; readonly namespaces: number },
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'kubewright-bench-editor-'));
  const loop = join(folder, 'loop.log');
  const server = await startServer({
    env: { KUBECONFIG: controlPlane.kubeconfigs.admin, HOME: folder, KUBEWRIGHT_LOOP_WATCH: loop },
  });
  const extensions = [projectRoot, join(import.meta.dirname, 'loopWatch')];
  const window = await openWindow(server, { folder, extensions, size: { width: 1280, height: 1800 } });
  try {
    const { page } = window;
    await runCommand(page, 'View: Show Kubewright');
    await expandPath(page, clusters, ['bench-cluster', 'Workloads']);
    const opened = Date.now();
    await expandPath(page, clusters, ['bench-cluster', 'Workloads', 'Pods', 'bench-0']);
    await eventually(
      () => treeRows(page, clusters),
      rows => rows.some(row => row.startsWith('web-')),
    );
    console.log(`tree: Pods opened -> rows on the screen ${Date.now() - opened} ms`);
    const all = `bench-0 ${Math.ceil(size.pods / size.namespaces)}`;
    await eventually(
      () => treeRows(page, clusters),
      rows => rows.includes(all),
      120_000,
    );
    console.log(`tree: blocked while it listed ${await longest(loop, opened)} ms (all that runs there)`);
    const still = await delays(controlPlane, page, 'a');
    const stop = new AbortController();
    const churned = Date.now();
    const churning = churnPods(controlPlane, { perSecond: 500, ...size }, stop.signal);
    const moving = await delays(controlPlane, page, 'b');
    stop.abort();
    console.log(`tree: event -> row on the screen, nothing else ${told(still)}`);
    console.log(
      `tree: event -> row on the screen, at ${(await churning).toFixed(0)} changes/s ${told(moving)}`,
    );
    console.log(`tree: blocked meanwhile ${await longest(loop, churned)} ms (all that runs there)`);
  } finally {
    await window.close();
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

const told = (all: readonly number[]) =>
  `p50 ${median(all)} ms, p99 ${quantile(all, 0.99)} ms (goal <= 50 / 250)`;

/** From the answer of the API server to a new pod until its row is in the page. */
async function delays(controlPlane: ControlPlane, page: Page, prefix: string): Promise<number[]> {
  const all: number[] = [];
  for (let index = 0; index < samples; index += 1) {
    const body = pod(index, 'bench-0', 'node-000') as { metadata: { name: string } };
    // Before all others, so that it is on the screen.
    const name = `${prefix}-${String(samples - index).padStart(3, '0')}`;
    body.metadata.name = name;
    const seen = page.evaluate(whenRowIsDrawn, name);
    await controlPlane.api({ method: 'POST', path: '/api/v1/namespaces/bench-0/pods', body });
    const sent = Date.now();
    all.push(Math.max(0, (await seen) - sent));
  }
  return all;
}

/** The longest block of the extension host since then. */
async function longest(file: string, since: number): Promise<number> {
  const lines = (await readFile(file, 'utf8')).trim().split('\n');
  const blocks = lines.map(line => line.split(' ').map(Number)).filter(([time = 0]) => time > since);
  return Math.max(...blocks.map(([, block = 0]) => block));
}
