import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { openClusterWindow, picture, showClusters, writeContexts } from './clusterWindow.ts';
import { useShopCluster } from './shopCluster.ts';
import {
  chooseRow,
  eventually,
  expandPath,
  filterQuickPick,
  quickPickRows,
  runCommand,
  screenshot,
} from './workbench.ts';

const controlPlane = useShopCluster();
const find = 'Kubewright: Find Object…';

/** The rows of the search once they are as expected. */
async function foundRows(page: Page, isThere: (rows: readonly string[]) => boolean): Promise<string[]> {
  return eventually(() => quickPickRows(page), isThere);
}

async function editorText(page: Page): Promise<string> {
  const lines = await page.locator('.editor-instance .view-line').allTextContents();
  return lines.join('\n').replaceAll('\u00a0', ' ');
}

describe('Find Object…', () => {
  for (const [theme, language] of [
    ['dark', 'en'],
    ['light', 'ko'],
  ] as const) {
    test(`finds by name, kind and namespace, and opens what was chosen (${theme}, ${language})`, async () => {
      const { page } = await openClusterWindow({
        kubeconfigs: [controlPlane().kubeconfigs.admin],
        theme,
        language,
      });
      await runCommand(page, language === 'ko' ? 'Kubewright: 오브젝트 찾기…' : find);
      // Without a word what is broken is on top: the pods of payments crash.
      await foundRows(page, rows => rows.some(row => row.startsWith('payments-')));
      await screenshot(page, picture(`find-object-${theme}`));
      await filterQuickPick(page, 'cat');
      const rows = await foundRows(page, ([first = '']) => first.startsWith('catalog'));
      expect(rows[0]).toMatch(/^catalog shop · Deployment · shop-cluster — \d\/\d/);
      await filterQuickPick(page, 'po/web');
      await foundRows(page, all => all.length === 3 && all.every(row => /^web-\S+ shop · Pod/.test(row)));
      await screenshot(page, picture(`find-object-pods-${theme}`));
      await filterQuickPick(page, 'cm/shop/web-config');
      await foundRows(page, ([first = '']) => first.startsWith('web-config shop · ConfigMap'));
      await page.keyboard.press('Enter');
      await page.locator('.tab.active', { hasText: 'web-config.yaml' }).waitFor();
      await eventually(
        () => editorText(page),
        text => text.includes('kind: ConfigMap'),
      );
    });
  }

  test('colons choose a kind, a namespace and a context, as in k9s; nothing is connected to before it is chosen', async () => {
    const { url, certificate, tokens } = controlPlane();
    const server = { server: url, certificate, token: tokens.admin };
    const file = await writeContexts(
      [
        { name: 'production', ...server },
        { name: 'staging', ...server },
      ],
      'production',
    );
    const { page } = await openClusterWindow({ kubeconfigs: [file] });
    await runCommand(page, find);
    await filterQuickPick(page, ':dep');
    await foundRows(page, ([first = '']) => first.startsWith('deploy/ Deployment'));
    await screenshot(page, picture('find-object-kinds'));
    await page.keyboard.press('Enter');
    const deployments = await foundRows(page, rows => rows.some(row => row.startsWith('web ')));
    expect(deployments.filter(row => !/ · Deployment · production/.test(row))).toEqual([]);
    await filterQuickPick(page, ':ns mod');
    await foundRows(page, ([first = '']) => first === 'models production');
    await page.keyboard.press('Enter');
    await foundRows(page, rows => rows.length > 2 && rows.every(row => row.includes(' models · ')));
    await screenshot(page, picture('find-object-namespace'));
    await filterQuickPick(page, ':ctx');
    await foundRows(
      page,
      rows => rows.length === 2 && / · open$/.test(rows[0] ?? '') && !/ · open$/.test(rows[1] ?? ''),
    );
    await chooseRow(page, 'staging');
    await filterQuickPick(page, 'web');
    const rows = await foundRows(page, all => all.some(row => row.includes(' · staging — ')));
    expect(rows.filter(row => row.includes('production'))).toEqual([]);
  });

  test('a user of one namespace finds what is there, and kinds of its own groups by their names', async () => {
    const { page } = await openClusterWindow({ kubeconfigs: [controlPlane().kubeconfigs.namespaced] });
    await showClusters(page);
    await runCommand(page, find);
    await filterQuickPick(page, 'kube-root-ca');
    await foundRows(page, rows => rows.some(row => row.startsWith('kube-root-ca.crt ')));
  });

  test('a row shows the log of its pod', async () => {
    const { page } = await openClusterWindow({ kubeconfigs: [controlPlane().kubeconfigs.admin] });
    await showClusters(page);
    await expandPath(page, 'Clusters', ['shop-cluster']);
    await page.locator('.pane-header', { hasText: /Clusters/i }).hover();
    await page.locator('.pane-header .action-label[aria-label^="Find Object"]').click();
    await filterQuickPick(page, 'po/catalog');
    await foundRows(page, ([first = '']) => first.startsWith('catalog-'));
    const row = page.locator('.quick-input-widget:visible .monaco-list-row').first();
    await row.hover();
    await row.locator('.action-label[aria-label^="Show Pod Log"]').click();
    await chooseRow(page, 'All containers');
    await page.locator('.terminal-wrapper.active .xterm-rows').waitFor();
  });
});
