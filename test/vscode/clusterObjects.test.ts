import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { freePorts } from '../cluster/freePorts.ts';
import { openClusterWindow, picture, showClusters, writeContexts } from './clusterWindow.ts';
import { useShopCluster } from './shopCluster.ts';
import {
  answerInput,
  chooseRow,
  dialogText,
  eventually,
  expandPath,
  filterQuickPick,
  notifications,
  pressDialogButton,
  pressMenuEntry,
  runCommand,
  screenshot,
  treeRows,
} from './workbench.ts';

const controlPlane = useShopCluster();
const clusters = 'Clusters';

const ageText = String.raw`\d+[smhd]`;

/** The row of the view that begins so, once it is there. */
async function rowOf(page: Page, start: RegExp): Promise<ReturnType<Page['locator']>> {
  const row = page.locator('.pane .monaco-list-row', { hasText: start }).first();
  await row.waitFor();
  return row;
}

/** Presses a button in a row of the tree, which shows on hovering. */
async function pressInRow(page: Page, start: RegExp, action: string): Promise<void> {
  const row = await rowOf(page, start);
  await row.hover();
  await row.locator(`.action-label[aria-label^="${action}"]`).click();
}

async function editorText(page: Page): Promise<string> {
  const lines = await page.locator('.editor-instance .view-line').allTextContents();
  return lines.join('\n').replaceAll('\u00a0', ' ');
}

async function terminalText(page: Page): Promise<string> {
  const rows = await page.locator('.terminal-wrapper.active .xterm-rows > div').allTextContents();
  return rows.join('\n').replaceAll('\u00a0', ' ');
}

/** Shows the objects of a kind in the namespace `shop`, and what is below the one that is named. */
async function openShop(page: Page, category: string, kind: string, ...below: string[]): Promise<void> {
  await showClusters(page);
  await expandPath(page, clusters, ['shop-cluster', category, kind, 'shop', ...below]);
}

describe('the objects of a namespace', () => {
  for (const [theme, language] of [
    ['dark', 'en'],
    ['light', 'ko'],
  ] as const) {
    test(`each kind has its rows, with what matters about them (${theme}, ${language})`, async () => {
      const kubeconfigs = [controlPlane().kubeconfigs.admin];
      const { page } = await openClusterWindow({ kubeconfigs, theme, language, tall: true });
      const korean = language === 'ko';
      const view = korean ? '클러스터' : clusters;
      if (korean) {
        await page.locator('.activitybar .action-item [aria-label^="Kubewright"]').first().click();
      } else await showClusters(page);
      const kinds = korean
        ? ['워크로드', '스테이트풀셋', '크론잡', '네트워크', '서비스', '구성', '시크릿', '노드']
        : ['Workloads', 'StatefulSets', 'CronJobs', 'Network', 'Services', 'Config', 'Secrets', 'Nodes'];
      const [work = '', sets = '', crons = '', network = '', services = '', config = '', secrets = ''] =
        kinds;
      await expandPath(page, view, ['shop-cluster', kinds[7] ?? '']);
      for (const path of [
        [work, sets, 'shop', 'db'],
        [work, crons, 'shop'],
        [network, services, 'shop'],
        [config, secrets, 'shop'],
      ]) {
        await expandPath(page, view, ['shop-cluster', ...path]);
      }
      const keys = korean ? '키: 2' : 'keys: 2';
      const expected = [
        new RegExp(`^node-a Ready · \\S+ · ${ageText}$`),
        new RegExp(`^db-0 Running · 1/1 · ${ageText}$`),
        new RegExp(`^nightly-report 30 2 \\* \\* \\* · \\S+ · ${ageText}$`),
        new RegExp(`^catalog ClusterIP · 10\\.\\S+ · 8080/TCP · ${ageText}$`),
        new RegExp(`^db ClusterIP · None · 5432/TCP · ${ageText}$`),
        new RegExp(`^db Opaque · ${keys} · ${ageText}$`),
      ];
      const rows = await eventually(
        () => treeRows(page, view),
        texts => expected.every(pattern => texts.some(text => pattern.test(text))),
      ).catch(async error => {
        throw new Error((await treeRows(page, view)).join('\n'), { cause: error });
      });
      expect(rows.filter(text => text.includes('cGFzc3dvcmQ'))).toEqual([]);
      await screenshot(page, picture(`cluster-kinds-${theme}`));
    });
  }

  test('opens as YAML, follows the cluster, and shows no value of a Secret', async () => {
    const { page } = await openClusterWindow({
      kubeconfigs: [controlPlane().kubeconfigs.admin],
      tall: true,
    });
    await openShop(page, 'Config', 'ConfigMaps');
    await openShop(page, 'Config', 'Secrets');
    await pressInRow(page, /^web-config/, 'Open as YAML');
    await page.locator('.tab.active', { hasText: 'web-config.yaml' }).waitFor();
    await eventually(
      () => editorText(page),
      text => text.includes('kind: ConfigMap'),
    );
    const { kubectl } = controlPlane();
    await kubectl(['patch', 'configmap', '-n', 'shop', 'web-config', '-p', '{"data":{"ADDED":"just now"}}']);
    await eventually(
      () => editorText(page),
      text => text.includes('ADDED: just now'),
    );
    await screenshot(page, picture('object-yaml'));
    await pressInRow(page, /^dbOpaque/, 'Open as YAML');
    const secret = await eventually(
      () => editorText(page),
      text => text.includes('kind: Secret'),
    );
    expect(secret).toContain("'***'");
    const { stdout } = await kubectl(['get', 'secret', '-n', 'shop', 'db', '-o', 'json']);
    for (const value of Object.values(JSON.parse(stdout).data)) expect(secret).not.toContain(value);
    await screenshot(page, picture('object-secret'));
  });
});

describe('logs', () => {
  test('of a pod are followed in a tab, and open as text', async () => {
    const { page } = await openClusterWindow({
      kubeconfigs: [controlPlane().kubeconfigs.admin],
      tall: true,
    });
    await openShop(page, 'Workloads', 'Deployments', 'web');
    await pressInRow(page, /^web-.*Running/, 'Show Pod Log');
    await eventually(
      () => terminalText(page),
      text => text.includes('GET /products/1042 200 6.1 ms'),
    );
    await screenshot(page, picture('pod-log'));
    await runCommand(page, 'Kubewright: Use Namespace');
    await chooseRow(page, 'shop');
    await page.locator('.statusbar-item', { hasText: /^\s*shop\s*$/ }).waitFor();
    await runCommand(page, 'Kubewright: Open Pod Log as Text');
    await page.locator('.quick-input-widget:visible .monaco-list-row', { hasText: /^payments-/ }).click();
    const previous = page.locator('.quick-input-widget:visible .monaco-list-row', {
      hasText: 'before its last restart',
    });
    await previous.first().click();
    await eventually(
      () => editorText(page),
      text => text.includes('fatal: cannot reach the payment provider'),
    );
    await screenshot(page, picture('pod-log-previous'));
  });
});

describe('Forward Port… to a Service', () => {
  test('goes through its target port to a ready pod; one without pods says why not', async () => {
    const { kubectl } = controlPlane();
    await kubectl([
      'create',
      'service',
      'externalname',
      'outside',
      '-n',
      'shop',
      '--external-name',
      'example.test',
    ]);
    const { page } = await openClusterWindow({
      kubeconfigs: [controlPlane().kubeconfigs.admin],
      tall: true,
    });
    await openShop(page, 'Network', 'Services');
    await pressInRow(page, /^outsideExternalName/, 'Forward Port');
    await eventually(
      () => notifications(page),
      texts => texts.some(text => /shop\/outside is of type ExternalName/.test(text)),
    );
    await screenshot(page, picture('forward-external-name'));
    await pressInRow(page, /^webClusterIP/, 'Forward Port');
    await chooseRow(page, '80');
    const [local = 0] = await freePorts(1);
    await page.locator('.quick-input-widget:visible', { hasText: 'Local port' }).waitFor();
    await answerInput(page, String(local));
    await eventually(
      () => treeRows(page, 'Port Forwards'),
      ([row]) => row === `127.0.0.1:${local} → shop/service/web:80 · live · connections: 0 · ↑ 0 B ↓ 0 B`,
    );
    expect(await (await fetch(`http://127.0.0.1:${local}/`)).text()).toContain('It answers');
    await screenshot(page, picture('forward-service'));
  });
});

describe('where commands go', () => {
  test('is chosen per window, shown beside what kubectl has, handed to terminals, and written to no kubeconfig', async () => {
    const { url, certificate, tokens } = controlPlane();
    const server = { server: url, certificate, token: tokens.admin };
    const file = await writeContexts(
      [
        { name: 'production', ...server },
        { name: 'staging', ...server },
      ],
      'production',
    );
    const before = await readFile(file, 'utf8');
    const { page } = await openClusterWindow({ kubeconfigs: [file] });
    await showClusters(page);
    await runCommand(page, 'Kubewright: Use Context');
    await filterQuickPick(page, 'staging');
    await page.keyboard.press('Enter');
    const status = page.locator('.statusbar-item', { hasText: 'staging' });
    await status.waitFor();
    expect(await status.textContent()).toContain('kubectl: production');
    await page.locator('.statusbar-item', { hasText: /^\s*default\s*$/ }).click();
    await chooseRow(page, 'shop');
    await page.locator('.statusbar-item', { hasText: /^\s*shop\s*$/ }).waitFor();
    await screenshot(page, picture('status-bar'));
    await expandPath(page, clusters, ['staging', 'Namespaces']);
    await pressInRow(page, /^models/, 'Open Terminal');
    await page.locator('.terminal-wrapper.active .xterm-rows').waitFor();
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the shell's.
    await page.keyboard.type('echo "${KUBECONFIG##*:}"; grep -E "current|namespace" "${KUBECONFIG%%:*}"\n');
    const text = await eventually(
      () => terminalText(page),
      shown => shown.includes('"namespace": "models"'),
    );
    expect(text).toContain('"current-context": "staging"');
    expect(text.replaceAll('\n', '')).toContain(file);
    await screenshot(page, picture('terminal'));
    expect(await readFile(file, 'utf8')).toBe(before);
  });

  test('is the row when a kustomization is applied from the tree, whatever is active', async () => {
    const { page } = await openClusterWindow({
      kubeconfigs: [controlPlane().kubeconfigs.admin],
      tall: true,
    });
    await showClusters(page);
    await expandPath(page, clusters, ['shop-cluster', 'Namespaces']);
    await pressMenuEntry(page, await rowOf(page, /^notebooks/), 'Apply Kustomization');
    await page.locator('.quick-input-widget:visible .monaco-list-row', { hasText: /^overlays\/dev/ }).click();
    const text = await eventually(
      () => dialogText(page),
      dialog => dialog.includes('Apply to'),
    );
    expect(text).toContain('Namespaces: notebooks');
    await pressDialogButton(page, 'Cancel');
  });
});
