import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { openClusterWindow, picture, showClusters } from './clusterWindow.ts';
import { useShopCluster } from './shopCluster.ts';
import {
  chooseRow,
  eventually,
  expandPath,
  openFile,
  pressMenuEntry,
  runCommand,
  screenshot,
} from './workbench.ts';

const controlPlane = useShopCluster();
const clusters = 'Clusters';

const settings = `apiVersion: v1
kind: ConfigMap
metadata:
  name: lens-settings
  namespace: shop
data:
  a: "1"
`;
const deployment = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
`;
const files = {
  'live/settings.yaml': `${settings}---\n${settings.replace('lens-settings', 'not-there')}`,
  'live/base/kustomization.yaml': 'resources:\n- web.yaml\n',
  'live/base/web.yaml': deployment,
  'live/dev/kustomization.yaml': 'resources:\n- ../base\nnamePrefix: dev-\n',
  'live/shop/kustomization.yaml': 'resources:\n- ../base\nnamespace: shop\n',
};

beforeAll(async () => {
  const { code, stderr } = await controlPlane().kubectl(
    ['apply', '--server-side', '--field-manager=kubewright', '-f', '-'],
    { stdin: settings },
  );
  if (code !== 0) throw new Error(stderr);
}, 1_200_000);

/** The lenses of the editor, from top to bottom. */
async function lenses(page: Page): Promise<string[]> {
  const found = await page.locator('.editor-instance .codelens-decoration').all();
  const texts = await Promise.all(
    found.map(async lens => ({
      top: (await lens.boundingBox())?.y ?? 0,
      text: ((await lens.textContent()) ?? '').replaceAll('\u00a0', ' ').trim(),
    })),
  );
  return texts.sort((one, other) => one.top - other.top).map(({ text }) => text);
}

async function lensesWhen(page: Page, isThere: (texts: readonly string[]) => boolean): Promise<string[]> {
  return eventually(() => lenses(page), isThere, 30_000);
}

async function editorText(page: Page, editor = '.editor-instance'): Promise<string> {
  const lines = await page.locator(`${editor} .view-line`).allTextContents();
  return lines.join('\n').replaceAll('\u00a0', ' ');
}

async function pressLens(page: Page, text: string): Promise<void> {
  await page.locator('.editor-instance .codelens-decoration a', { hasText: text }).first().click();
}

describe('above a manifest', () => {
  test('its object is told once the context is open, and its drift when asked for', async () => {
    const { page } = await openClusterWindow({ kubeconfigs: [controlPlane().kubeconfigs.admin], files });
    await openFile(page, 'live/settings.yaml');
    // Nothing is connected to for it.
    await page.waitForTimeout(3000);
    expect(await lenses(page)).toEqual([]);
    await showClusters(page);
    await expandPath(page, clusters, ['shop-cluster']);
    const told = await lensesWhen(page, texts => texts.length === 2 && /no drift/.test(texts[0] ?? ''));
    expect(told[0]).toMatch(/ConfigMap lens-settings: keys: 1.*no drift$/);
    expect(told[1]).toMatch(/ConfigMap not-there: not in the cluster$/);
    await screenshot(page, picture('live-lens'));
    const { kubectl } = controlPlane();
    await kubectl(['patch', 'configmap', '-n', 'shop', 'lens-settings', '-p', '{"data":{"a":"2","b":"3"}}']);
    // It may be another one now, and nobody has asked yet.
    await lensesWhen(page, ([first = '']) => /keys: 2.*compare again$/.test(first));
    await pressLens(page, 'compare again');
    await page.locator('.tab.active', { hasText: 'lens-settings: live in shop-cluster' }).waitFor();
    await eventually(
      () => editorText(page, '.editor.original'),
      text => /a: "2"/.test(text),
    );
    // What others added is theirs, and stays.
    expect(await editorText(page, '.editor.modified')).toMatch(/a: "1"\n\s*b: "3"/);
    await screenshot(page, picture('live-drift'));
    await openFile(page, 'live/settings.yaml');
    await lensesWhen(page, ([first = '']) => /drift: 1 field$/.test(first));
    await pressLens(page, 'ConfigMap lens-settings');
    await page.locator('.tab.active', { hasText: 'lens-settings.yaml' }).waitFor();
    await eventually(
      () => editorText(page),
      text => text.includes('resourceVersion'),
    );
  });

  test('a kind that the cluster gets later is known without a click', async () => {
    const { page } = await openClusterWindow({
      kubeconfigs: [controlPlane().kubeconfigs.admin],
      files: {
        'live/late.yaml':
          'apiVersion: lens.example.test/v1\nkind: Late\nmetadata: {name: one, namespace: shop}\n',
      },
    });
    await showClusters(page);
    await expandPath(page, clusters, ['shop-cluster']);
    await openFile(page, 'live/late.yaml');
    await lensesWhen(page, ([first = '']) => /Late one: the cluster has no such kind$/.test(first));
    // Lenses begin anew as the window settles.
    await page.waitForTimeout(8000);
    const names = { plural: 'lates', singular: 'late', kind: 'Late', listKind: 'LateList' };
    const openAPIV3Schema = { type: 'object', 'x-kubernetes-preserve-unknown-fields': true };
    const versions = [{ name: 'v1', served: true, storage: true, schema: { openAPIV3Schema } }];
    const { status, text } = await controlPlane().api({
      method: 'POST',
      path: '/apis/apiextensions.k8s.io/v1/customresourcedefinitions',
      body: {
        metadata: { name: 'lates.lens.example.test' },
        spec: { group: 'lens.example.test', scope: 'Namespaced', names, versions },
      },
    });
    if (status !== 201) throw new Error(text);
    await lensesWhen(page, ([first = '']) => /Late one: not in the cluster$/.test(first));
  });

  test('of a base, the object of each overlay is told (ko, light)', async () => {
    const { page } = await openClusterWindow({
      kubeconfigs: [controlPlane().kubeconfigs.admin],
      files,
      language: 'ko',
      theme: 'light',
    });
    await openFile(page, 'live/base/web.yaml');
    await page.locator('.activitybar .action-item [aria-label^="Kubewright"]').first().click();
    await expandPath(page, '클러스터', ['shop-cluster']);
    const [told] = await lensesWhen(
      page,
      ([first = '']) => first.includes('live/dev · Deployment dev-web') && first.includes('드리프트 없음'),
    );
    expect(told).toContain('live/dev · Deployment dev-web: 클러스터에 없음');
    expect(told).toContain('live/shop · Deployment web: 3개 중 3개');
    await screenshot(page, picture('live-lens-overlays'));
  });
});

describe('Go to Manifest', () => {
  test('leads from an object of the tree, and from a pod by its owners, to the line that names it', async () => {
    const { page } = await openClusterWindow({
      kubeconfigs: [controlPlane().kubeconfigs.admin],
      files,
      tall: true,
    });
    await showClusters(page);
    await expandPath(page, clusters, ['shop-cluster', 'Workloads', 'Pods']);
    const pod = page.locator('.pane .monaco-list-row', { hasText: /^web-\w+-\w+/ }).first();
    await pod.waitFor();
    await pressMenuEntry(page, pod, 'Go to Manifest');
    await page.locator('.tab.active', { hasText: 'web.yaml' }).waitFor();
    expect(await editorText(page)).toContain('kind: Deployment');
    await page.locator('.statusbar-item', { hasText: 'Ln 4' }).waitFor();
    await runCommand(page, 'Kubewright: Go to Live Object');
    // Two overlays render it.
    await chooseRow(page, 'live/shop');
    await eventually(
      () => editorText(page),
      text => text.includes('resourceVersion'),
    );
    await page.locator('.editor-actions .action-label[aria-label^="Go to Manifest"]').click();
    await page.locator('.statusbar-item', { hasText: 'Ln 4' }).waitFor();
    await screenshot(page, picture('go-to-manifest'));
  });
});
