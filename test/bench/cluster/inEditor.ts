import type { Page } from 'playwright-core';
import type { ControlPlane } from '../../cluster/controlPlane.ts';
import { whenRowIsDrawn } from '../../vscode/inPage.mjs';
import { eventually, expandPath, runCommand, treeRows } from '../../vscode/workbench.ts';
import { openBenchWindow } from '../benchWindow.ts';
import { median, quantile } from '../figures.ts';
import { churnPods } from './churn.ts';
import { pod } from './manyPods.ts';

const clusters = 'Clusters';
/** Events of which the way to the screen is measured. */
const samples = 40;

/**
 * Prints how the tree does in a real VS Code with all pods open, still and under changes. VS Code gathers what a tree
 * tells for 200 ms before it asks for rows.
 */
export async function measureTree(
  controlPlane: ControlPlane,
  size: { readonly pods: number; readonly namespaces: number },
): Promise<void> {
  const window = await openBenchWindow({ kubeconfig: controlPlane.kubeconfigs.admin });
  const { page } = window;
  try {
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
    console.log(
      `tree: blocked while it listed ${await window.longestBlock(opened)} ms (all that runs there)`,
    );
    const still = await delays(controlPlane, page, 'a');
    const stop = new AbortController();
    const churned = Date.now();
    const churning = churnPods(controlPlane, { perSecond: 200, ...size }, stop.signal);
    const moving = await delays(controlPlane, page, 'b');
    stop.abort();
    console.log(`tree: event -> row on the screen, nothing else ${told(still)}`);
    console.log(
      `tree: event -> row on the screen, at ${(await churning).perSecond.toFixed(0)} changes/s ${told(moving)}`,
    );
    console.log(`tree: blocked meanwhile ${await window.longestBlock(churned)} ms (all that runs there)`);
  } finally {
    await window.close();
  }
}

const told = (all: readonly number[]) =>
  `p50 ${median(all)} ms, p99 ${quantile(all, 0.99)} ms (goal <= 50 / 250)`;

/** From the answer of the API server to a new pod until its row is in the page. */
async function delays(controlPlane: ControlPlane, page: Page, prefix: string): Promise<number[]> {
  const all: number[] = [];
  for (let index = 0; index < samples; index += 1) {
    const body = pod(index, 'bench-0', 'node-000') as { metadata: { name: string; labels: object } };
    // Before all others, so that it is on the screen.
    const name = `${prefix}-${String(samples - index).padStart(3, '0')}`;
    body.metadata.name = name;
    body.metadata.labels = { bench: prefix };
    const seen = page.evaluate(whenRowIsDrawn, name);
    await controlPlane.api({ method: 'POST', path: '/api/v1/namespaces/bench-0/pods', body });
    const sent = Date.now();
    all.push(Math.max(0, (await seen) - sent));
  }
  // Whoever measures next finds the pods that were made for all.
  await controlPlane.kubectl(['delete', 'pods', '-n', 'bench-0', '-l', `bench=${prefix}`, '--wait=false']);
  return all;
}
