import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { useControlPlane } from '../cluster/shared.ts';
import { makeRepository, type Repository } from '../git/gitServer.ts';
import { openClusterWindow, picture, showClusters } from './clusterWindow.ts';
import {
  dialogText,
  eventually,
  expandPath,
  notifications,
  openFile,
  pressDialogButton,
  pressMenuEntry,
  quickPickRows,
  runCommand,
  screenshot,
  treeRows,
} from './workbench.ts';

const controlPlane = useControlPlane({ name: 'shop-cluster', kwok: false });
const view = 'Kustomizations';
const overlay = 'overlays/dev';
const target = 'shop-cluster';

let repository: Repository | undefined;

/** Makes a repository of the workspace, with one commit; all of them are clones of one. */
async function intoRepository(folder: string): Promise<void> {
  repository = await makeRepository(folder);
  await repository.commit({});
  await repository.git('remote', 'add', 'origin', 'https://git.example.com/acme/shop.git');
}

async function image(): Promise<string> {
  const path = '/apis/apps/v1/namespaces/default/deployments/dev-frontend';
  const answer = await controlPlane().api({ path });
  const object = answer.json<{ spec: { template: { spec: { containers: { image: string }[] } } } }>();
  return object.spec.template.spec.containers[0]?.image ?? '';
}

async function newImage(folder: string, tag: string): Promise<string> {
  const file = join(folder, overlay, 'kustomization.yaml');
  const text = await readFile(file, 'utf8');
  await writeFile(file, text.replace(/newTag: 1\.9\.0-dev\.\d+/, `newTag: ${tag}`));
  return (await repository?.commit({})) ?? '';
}

/** Accepts what the dialog says once it is there. */
async function agree(page: Page): Promise<string> {
  const text = await eventually(
    () => dialogText(page),
    dialog => dialog.includes('Apply to'),
  );
  await pressDialogButton(page, 'Apply');
  return text;
}

async function applied(page: Page, start: string): Promise<void> {
  await eventually(
    () => notifications(page),
    texts => texts.some(text => text.startsWith(start)),
    40_000,
  );
  await runCommand(page, 'Notifications: Clear All Notifications');
}

/** It is folded at first, so that clusters have the room; here it gets that of the forwards. */
async function unfold(page: Page, title: RegExp): Promise<void> {
  const header = page.locator('.pane-header', { hasText: title });
  await header.waitFor();
  if ((await header.getAttribute('aria-expanded')) === 'false') await header.click();
  await page.locator('.pane-header[aria-expanded=true]').last().click();
  // The rest goes to whoever is last.
  await page.locator('.pane-header[aria-expanded=true]', { hasText: title }).waitFor();
}

async function show(page: Page): Promise<void> {
  await showClusters(page);
  await unfold(page, /^\s*Kustomizations\s*$/i);
}

async function rowWith(page: Page, text: string): Promise<ReturnType<Page['locator']>> {
  const pane = page.locator('.pane', {
    has: page.locator('.pane-header h3.title', { hasText: /^\s*Kustomizations\s*$/i }),
  });
  const row = pane.locator('.monaco-list-row', { hasText: text }).first();
  await row.waitFor();
  return row;
}

async function choose(page: Page, text: string, item: string): Promise<void> {
  await pressMenuEntry(page, await rowWith(page, text), item);
}

/** The row of the target, once it says this. */
async function targetRow(page: Page, says: RegExp): Promise<string> {
  const rows = await eventually(
    () => treeRows(page, view),
    all => all.some(row => row.startsWith(target) && says.test(row)),
    40_000,
  );
  return rows.find(row => row.startsWith(target)) ?? '';
}

describe('the view Kustomizations', () => {
  test('shows what there is with its problems, where it is applied and how far behind, compares, and rolls back', async () => {
    const { page, folder } = await openClusterWindow({
      kubeconfigs: [controlPlane().kubeconfigs.admin],
      tall: true,
      prepare: intoRepository,
      files: { 'apps/team/upstream/broken/kustomization.yaml': 'resources:\n- missing.yaml\n' },
    });
    await show(page);
    const first = await eventually(
      () => treeRows(page, view),
      rows => rows.some(row => row.startsWith('upstream/broken errors: 1 · apps/team')),
      40_000,
    );
    expect(first.filter(row => /^(Overlays|Standing Alone|Bases)/.test(row))).toEqual([
      'Overlays 4',
      'Standing Alone 1',
      'Bases 1',
    ]);
    expect(first.some(row => row.startsWith(overlay))).toBe(true);
    await screenshot(page, picture('kustomizations-first'));

    await openFile(page, `${overlay}/kustomization.yaml`);
    await runCommand(page, 'Kubewright: Apply Kustomization');
    await agree(page);
    await applied(page, 'Created: ');
    await expandPath(page, view, [overlay]);
    expect(await targetRow(page, /^shop-cluster default · [0-9a-f]{8} · \d+[sm]/)).not.toContain('behind');

    await newImage(folder, '2.0.0');
    await targetRow(page, /1 behind/);
    const row = await rowWith(page, target);
    await row.hover();
    await row.locator('.action-label[aria-label^="Check for Drift"]').click();
    await targetRow(page, /drifted: 1 · 1 behind · default/);
    await eventually(
      () => treeRows(page, view),
      rows => rows.includes(`${overlay} drifted: 1, 1 behind`),
    );
    await page.mouse.move(700, 500);
    await screenshot(page, picture('kustomizations-dark'));

    await choose(page, target, 'Compare with Deployed Revision');
    await page.locator('.tab.active', { hasText: `↔ ${overlay}` }).waitFor();
    const shown = async () => (await page.locator('.view-line').allTextContents()).join('\n');
    await eventually(
      shown,
      text => text.includes('frontend:2.0.0') && text.includes('frontend:1.9.0-dev.14'),
    );
    await screenshot(page, picture('kustomizations-compare'));

    await openFile(page, `${overlay}/kustomization.yaml`);
    await runCommand(page, 'Kubewright: Apply Kustomization');
    await agree(page);
    await applied(page, 'Created: 0, configured: 1');
    expect(await image()).toBe('registry.example.com/shop/frontend:2.0.0');
    await eventually(
      () => targetRow(page, /./),
      text => !text.includes('behind'),
    );

    await choose(page, target, 'Roll Back to Revision');
    const revisions = await eventually(
      () => quickPickRows(page),
      rows => rows.length === 2,
    );
    expect(revisions[0]).toContain('applied last');
    await screenshot(page, picture('kustomizations-roll-back'));
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    expect(await agree(page)).toMatch(/overlays\/dev @ [0-9a-f]{8}/);
    await applied(page, 'Created: 0, configured: 1');
    expect(await image()).toBe('registry.example.com/shop/frontend:1.9.0-dev.14');
    await targetRow(page, /1 behind/);
    expect(await readFile(join(folder, overlay, 'kustomization.yaml'), 'utf8')).toContain('2.0.0');
    expect(await repository?.git('status', '--porcelain')).toBe('');
  });

  for (const [theme, language, title, settings] of [
    ['light', 'ko', 'Kustomization', { 'kubewright.driftCheckMinutes': 0 }],
    ['high-contrast', 'en', 'Kustomizations', {}],
  ] as const) {
    test(`can be read in ${theme} and ${language}, and used by keyboard`, async () => {
      const { page } = await openClusterWindow({
        kubeconfigs: [controlPlane().kubeconfigs.admin],
        theme,
        language,
        settings,
        prepare: intoRepository,
        files: {
          'apps/broken/kustomization.yaml': 'resources:\n- missing.yaml\n',
          'apps/warned/kustomization.yaml': 'resources: []\nimages:\n- name: none\n  newTag: "1"\n',
        },
      });
      await page.keyboard.press('Control+Shift+P');
      await page.locator('.quick-input-widget:visible input').fill('>Kubewright: focus');
      await page.keyboard.press('Escape');
      await page.locator('.activitybar .action-label[aria-label="Kubewright"]').click();
      await unfold(page, new RegExp(`^\\s*${title}\\s*$`, 'i'));
      const clusters = page.locator('.pane .monaco-list-row', { hasText: 'shop-cluster' }).first();
      await clusters.click();
      await page.keyboard.press('ArrowRight');
      await eventually(
        () => treeRows(page, title),
        rows => rows.some(row => row.startsWith('overlays/dev')),
        40_000,
      );
      await page.locator('.pane .monaco-list-row', { hasText: 'overlays/dev' }).first().click();
      await page.locator('.tab.active', { hasText: 'kustomization.yaml' }).waitFor();
      await page.locator('.pane .monaco-list-row', { hasText: 'overlays/dev' }).first().focus();
      await page.keyboard.press('ArrowRight');
      await eventually(
        () => treeRows(page, title),
        rows => rows.some(row => /^shop-cluster .*default · [0-9a-f]{8}/.test(row)),
        40_000,
      );
      await page.keyboard.press('ArrowDown');
      await screenshot(page, picture(`kustomizations-${theme}`));
    });
  }
});
