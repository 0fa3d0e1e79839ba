import type { Page } from 'playwright-core';
import { describe, expect, onTestFinished, test } from 'vitest';
import { pod } from '../bench/cluster/manyPods.ts';
import { until } from '../cluster/until.ts';
import { openClusterWindow, picture, showClusters } from './clusterWindow.ts';
import { useShopCluster } from './shopCluster.ts';
import { answerInput, eventually, expandPath, runCommand, screenshot, treeRows } from './workbench.ts';

const controlPlane = useShopCluster();
const clusters = 'Clusters';
const ageText = String.raw`\d+[smhd]`;

async function open(theme: 'dark' | 'light' | 'high-contrast' = 'dark'): Promise<Page> {
  const kubeconfigs = [controlPlane().kubeconfigs.admin];
  const { page } = await openClusterWindow({ kubeconfigs, theme, tall: true });
  await showClusters(page);
  return page;
}

const rowsUntil = (page: Page, ...patterns: RegExp[]) =>
  eventually(
    () => treeRows(page, clusters),
    rows => patterns.every(pattern => rows.some(row => pattern.test(row))),
  );

async function post(path: string, body: unknown): Promise<void> {
  const { status, text } = await controlPlane().api({ method: 'POST', path, body });
  expect([201, 409], text).toContain(status);
}

describe('beside the workloads, the tree shows', () => {
  test('what is in trouble, and how much there is', async () => {
    const page = await open('high-contrast');
    await expandPath(page, clusters, ['shop-cluster', 'Overview']);
    const rows = await rowsUntil(
      page,
      /^Overview in trouble: \d+ · nodes: 3 · pods: \d+$/,
      /^train-ranking-\S+ Unschedulable · 0\/1/,
      new RegExp(`^payments-\\S+ CrashLoopBackOff · 0/1 · restarts: \\d+ · ${ageText}$`),
    );
    expect(rows.filter(row => /^web-/.test(row))).toEqual([]);
    await screenshot(page, picture('clusters-overview'));
  });

  test('the containers of a pod, each with its state', async () => {
    const page = await open();
    const { stdout } = await controlPlane().kubectl([
      ...['get', 'pods', '-n', 'shop', '-l', 'app.kubernetes.io/name=payments', '-o', 'name'],
    ]);
    const name = stdout.trim().replace('pod/', '');
    const set = name.slice(0, name.lastIndexOf('-'));
    await expandPath(page, clusters, [
      'shop-cluster',
      'Workloads',
      'Deployments',
      'shop',
      'payments',
      set,
      name,
    ]);
    const rows = await treeRows(page, clusters);
    expect(rows[rows.findIndex(row => row.startsWith(name)) + 1]).toMatch(
      /^\S+ CrashLoopBackOff · restarts: \d+$/,
    );
    await screenshot(page, picture('clusters-containers'));
  });

  test('events, the latest first', async () => {
    const page = await open();
    await expandPath(page, clusters, ['shop-cluster', 'Events']);
    // Room for the oldest of them.
    await page.locator('.pane .monaco-list-row', { hasText: 'Workloads' }).first().click();
    await page.keyboard.press('ArrowLeft');
    await rowsUntil(page, /^FailedScheduling Pod\/train-ranking\S* · .*nodes are available/);
    await screenshot(page, picture('clusters-events'));
  });

  test('Helm releases with their revisions', async () => {
    for (const [revision, status] of [
      [1, 'superseded'],
      [2, 'deployed'],
    ] as const) {
      await post('/api/v1/namespaces/shop/secrets', {
        apiVersion: 'v1',
        kind: 'Secret',
        type: 'helm.sh/release.v1',
        metadata: {
          name: `sh.helm.release.v1.ingress.v${revision}`,
          labels: { owner: 'helm', name: 'ingress', status, version: String(revision) },
        },
      });
    }
    const page = await open();
    await expandPath(page, clusters, ['shop-cluster', 'Helm Releases', 'ingress']);
    await rowsUntil(
      page,
      new RegExp(`^ingress shop · revision 2 · deployed · ${ageText}$`),
      new RegExp(`^Revision 2 deployed · ${ageText}$`),
      new RegExp(`^Revision 1 superseded · ${ageText}$`),
    );
    await screenshot(page, picture('clusters-helm'));
  });

  test('custom resources by group, as their definitions come and go', async () => {
    const page = await open();
    await expandPath(page, clusters, ['shop-cluster', 'Custom Resources', 'kwok.x-k8s.io']);
    await rowsUntil(page, /^Attaches$/, /^ClusterLogs$/);
    const path = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';
    const group = 'example.test';
    await post(path, {
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      metadata: { name: `parcels.${group}` },
      spec: {
        group,
        scope: 'Namespaced',
        names: { plural: 'parcels', singular: 'parcel', kind: 'Parcel', listKind: 'ParcelList' },
        versions: [
          {
            name: 'v1',
            served: true,
            storage: true,
            schema: {
              openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
            },
            additionalPrinterColumns: [{ name: 'Weight', type: 'integer', jsonPath: '.spec.weight' }],
          },
        ],
      },
    });
    await rowsUntil(page, /^example\.test$/);
    await until('parcels are served', async () => {
      const { status } = await controlPlane().api({
        method: 'POST',
        path: `/apis/${group}/v1/namespaces/shop/parcels`,
        body: {
          apiVersion: `${group}/v1`,
          kind: 'Parcel',
          metadata: { name: 'first' },
          spec: { weight: 42 },
        },
      });
      return status === 201 || status === 409;
    });
    await expandPath(page, clusters, ['shop-cluster', 'Custom Resources', group, 'Parcels', 'shop']);
    await rowsUntil(page, new RegExp(`^first 42 · ${ageText}$`));
    await screenshot(page, picture('clusters-custom-resources'));
    await controlPlane().api({ method: 'DELETE', path: `${path}/parcels.${group}` });
    await eventually(
      () => treeRows(page, clusters),
      rows => !rows.includes(group),
    );
  });
});

describe('what is shown', () => {
  test('is limited to some namespaces, to labels or to a text, and all of it again', async () => {
    const page = await open('light');
    await expandPath(page, clusters, ['shop-cluster', 'Workloads', 'Pods']);
    await runCommand(page, 'Kubewright: Show Namespaces…');
    const pick = page.locator('.quick-input-widget:visible');
    await pick.locator('.monaco-list-row', { hasText: /^shop/ }).first().click();
    await pick.locator('.monaco-button', { hasText: 'OK' }).click();
    let rows = await rowsUntil(page, /^shop-cluster shop · active · kubectl's current$/, /^web 3\/3/);
    expect(rows.filter(row => /^(kube-system|models|shop \d)/.test(row))).toEqual([]);
    await runCommand(page, 'Kubewright: Filter Objects…');
    await answerInput(page, 'app.kubernetes.io/name=catalog');
    rows = await eventually(
      () => treeRows(page, clusters),
      texts => texts.some(text => text.startsWith('catalog')) && !texts.some(text => text.startsWith('web ')),
    );
    expect(rows[0]).toContain('app.kubernetes.io/name=catalog');
    await screenshot(page, picture('clusters-filtered'));
    await runCommand(page, 'Kubewright: Filter Objects…');
    await answerInput(page, 'CrashLoop');
    rows = await eventually(
      () => treeRows(page, clusters),
      texts =>
        texts.some(text => /^payments-\S+ CrashLoopBackOff/.test(text)) &&
        !texts.some(text => /^(web|catalog)-/.test(text)),
    );
    await runCommand(page, 'Kubewright: Show Everything');
    await rowsUntil(page, /^shop-cluster active · kubectl's current$/, /^kube-system \d/);
  });

  test('of a thousand pods is two hundred, and more on a click', async () => {
    await controlPlane().kubectl(['create', 'namespace', 'crowd']);
    onTestFinished(async () => {
      await controlPlane().kubectl(['delete', 'namespace', 'crowd', '--wait=false']);
    });
    const path = '/api/v1/namespaces/crowd/pods';
    await until('pods are admitted', async () => {
      const { status } = await controlPlane().api({
        path: '/api/v1/namespaces/crowd/serviceaccounts/default',
      });
      return status === 200;
    });
    await Promise.all(Array.from({ length: 1000 }, (_, index) => post(path, pod(index, 'crowd', 'node-a'))));
    const page = await open();
    await expandPath(page, clusters, ['shop-cluster', 'Workloads', 'Pods', 'crowd']);
    await rowsUntil(page, /^crowd 1000$/, /^web-00000 /);
    const list = page.locator('.pane', { has: page.locator('h3.title', { hasText: /^Clusters$/i }) });
    const scrollTo = async (text: RegExp) => {
      await list.locator('.monaco-list').first().focus();
      await eventually(
        async () => {
          await page.mouse.wheel(0, 2000);
          return treeRows(page, clusters);
        },
        rows => rows.some(row => text.test(row)),
      );
    };
    await list.locator('.monaco-list-row', { hasText: /^web-00000/ }).hover();
    await scrollTo(/^800 more/);
    await screenshot(page, picture('clusters-many'));
    await list.locator('.monaco-list-row', { hasText: /^800 more/ }).click();
    await scrollTo(/^600 more/);
  });
});
