import type { Page } from 'playwright-core';
import type { Squiggle } from '../vscode/inPage.mjs';
import { squiggles } from '../vscode/squiggles.ts';
import { eventually, expandPath, openFile, treeRows } from '../vscode/workbench.ts';
import { demoContext } from './cluster.ts';

/** What the overview shows: the mistakes in an overlay, and a cluster's live pods. */
export interface Overview {
  readonly squiggles: readonly Squiggle[];
  /** The rows of the view *Clusters*. */
  readonly rows: readonly string[];
}

/** The overlay of the sample workspace that has mistakes. */
export const mistakenOverlay = 'overlays/preview/kustomization.yaml';

export interface OverviewOptions {
  /** The title of the view *Clusters* in the language of the window. */
  readonly view: string;
  /** The rows to open in the view *Clusters*, from the context down; none where the cluster is not the sample's. */
  readonly rows: readonly string[];
  /** A row of this kind is waited for. */
  readonly liveRow: RegExp;
  /** Milliseconds for each thing to appear. */
  readonly timeout: number;
}

/** The overview of the sample workspace with the demo cluster beside it. */
export const demoOverview: OverviewOptions = {
  view: 'Clusters',
  rows: [demoContext, 'Workloads', 'Deployments', 'shop', 'web'],
  liveRow: /Running/,
  timeout: 60_000,
};

/**
 * Brings a window on the sample workspace to the overview and waits until everything in it is there.
 * Rejects with what was seen last where something does not come in time.
 */
export async function showOverview(page: Page, options: OverviewOptions): Promise<Overview> {
  await openFile(page, mistakenOverlay);
  const marks = await eventually(
    () => squiggles(page),
    found => found.length === 2,
    options.timeout,
  );
  await page
    .locator('.activitybar .action-item', { has: page.locator('[aria-label^="Kubewright"]') })
    .click();
  await expandPath(page, options.view, options.rows, options.timeout);
  const rows = await eventually(
    () => treeRows(page, options.view),
    texts => texts.some(text => options.liveRow.test(text)),
    options.timeout,
  );
  return { squiggles: marks, rows };
}
