import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { createNodes } from '../cluster/fakeKubelet.ts';
import { useControlPlane } from '../cluster/shared.ts';
import { openClusterWindow, picture } from './clusterWindow.ts';
import {
  answerInput,
  dialogText,
  eventually,
  notifications,
  openFile,
  pressDialogButton,
  pressNotificationButton,
  quickPickRows,
  runCommand,
  screenshot,
} from './workbench.ts';

const controlPlane = useControlPlane({ name: 'apply-cluster' });
beforeAll(() => createNodes(controlPlane(), ['node-a']));

const statusBar = (page: Page, text: RegExp) => page.locator('.statusbar-item', { hasText: text }).waitFor();

async function editorText(page: Page): Promise<string> {
  const lines = await page.locator('.editor-instance .view-line').allTextContents();
  return lines.join('\n').replaceAll('\u00a0', ' ');
}

async function dialog(page: Page, text: string): Promise<string> {
  return eventually(
    () => dialogText(page),
    shown => shown.includes(text),
  );
}

async function data(name: string): Promise<unknown> {
  const answer = await controlPlane().api({ path: `/api/v1/namespaces/default/configmaps/${name}` });
  return answer.status === 404 ? undefined : answer.json<{ data: unknown }>().data;
}

const configMap = (name: string, lines: string) =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\ndata:\n${lines}`;

describe('Apply Manifests', () => {
  test('asks field by field what others own, leaves what is not checked, and takes it out of the source on request', async () => {
    await controlPlane().api({
      method: 'PATCH',
      path: '/api/v1/namespaces/default/configmaps/shared?fieldManager=operator',
      contentType: 'application/apply-patch+yaml',
      body: configMap('shared', '  theirs: "1"\n  mine: "1"\n'),
    });
    const { page, folder } = await openClusterWindow({
      kubeconfigs: [controlPlane().kubeconfigs.admin],
      files: { 'plain/shared.yaml': configMap('shared', '  theirs: "2"\n  mine: "2"\n  free: "2"\n') },
    });
    await openFile(page, 'plain/shared.yaml');
    await runCommand(page, 'Kubewright: Apply Manifests');
    const rows = await eventually(
      () => quickPickRows(page),
      shown => shown.some(row => row.includes('data.mine')),
    );
    expect(rows.join('\n')).toMatch(/data\.mine.*ConfigMap default\/shared.*operator set 1; here it is 2/s);
    await page.locator('.quick-input-widget:visible .monaco-list-row', { hasText: 'data.mine' }).click();
    await screenshot(page, picture('apply-conflicts'));
    await page.keyboard.press('Enter');
    const asked = await dialog(page, 'Apply to');
    expect(asked).toMatch(
      /plain\/shared\.yaml.*Change: 1.*Fields taken over from others: 1.*Fields left to others: 1/s,
    );
    await pressDialogButton(page, 'Apply');
    await eventually(
      () => data('shared'),
      value => JSON.stringify(value) === '{"free":"2","mine":"2","theirs":"1"}',
    );
    await eventually(
      () => notifications(page),
      texts => texts.some(text => text.startsWith('Left to others this time: data.theirs.')),
    );
    await pressNotificationButton(page, 'Left to others this time', 'Remove Them Here');
    await eventually(
      () => editorText(page),
      text => text.includes('mine') && !text.includes('theirs'),
    );
    expect(await readFile(join(folder, 'plain/shared.yaml'), 'utf8')).toContain('theirs');
  });

  test('applies what is selected and nothing else', async () => {
    const { page } = await openClusterWindow({
      kubeconfigs: [controlPlane().kubeconfigs.admin],
      files: {
        'plain/two.yaml': `${configMap('first', '  a: "1"\n')}---\n${configMap('second', '  a: "1"\n')}`,
      },
    });
    await openFile(page, 'plain/two.yaml');
    await page.locator('.editor-instance .view-line', { hasText: 'second' }).click();
    await page.keyboard.press('End');
    // From the separator to the end of the second document.
    for (let line = 0; line < 3; line += 1) await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Home');
    await page.keyboard.press('ControlOrMeta+Shift+End');
    await runCommand(page, 'Kubewright: Apply Manifests');
    expect(await dialog(page, 'Apply to')).toMatch(/selection of plain\/two\.yaml.*Create: 1/s);
    await pressDialogButton(page, 'Apply');
    await eventually(
      () => data('second'),
      value => value !== undefined,
    );
    expect(await data('first')).toBeUndefined();
  });
});

describe('before anything is changed', () => {
  test('a root that is bound elsewhere, a protected context and an owner are named, and the name of the context is typed', async () => {
    const label = '  labels: {kustomize.toolkit.fluxcd.io/name: apps}\n';
    const text = configMap('owned', '  a: "1"\n').replace('\ndata:', `\n${label}data:`);
    await controlPlane().kubectl(['apply', '--server-side', '--field-manager=kubewright', '-f', '-'], {
      stdin: text,
    });
    const { page } = await openClusterWindow({
      kubeconfigs: [controlPlane().kubeconfigs.admin],
      settings: {
        'kubewright.protectedContexts': ['apply-*'],
        'kubewright.targets': { owned: { contexts: 'production', namespace: 'default' } },
      },
      files: {
        // What a repository says takes nothing away from what the user protects.
        '.vscode/settings.json': JSON.stringify({ 'kubewright.protectedContexts': [] }),
        'owned/kustomization.yaml': 'resources:\n- a.yaml\n',
        'owned/a.yaml': text.replace('"1"', '"2"'),
      },
    });
    await openFile(page, 'owned/kustomization.yaml');
    await runCommand(page, 'Kubewright: Apply Kustomization');
    const rows = await eventually(
      () => quickPickRows(page),
      shown => shown.some(row => row.includes('not where this is bound to')),
    );
    expect(rows).toHaveLength(1);
    await page.keyboard.press('Enter');
    const concerns = await dialog(page, 'Before this changes apply-cluster');
    expect(concerns).toContain('Flux (apps) looks after ConfigMap default/owned and will revert');
    expect(concerns).toContain('bound to production');
    expect(concerns).toContain('apply-cluster is a protected context');
    await screenshot(page, picture('apply-concerns'));
    await pressDialogButton(page, 'Go On');
    await answerInput(page, 'apply-cluster');
    await dialog(page, 'Apply to');
    expect(await data('owned')).toEqual({ a: '1' });
    await pressDialogButton(page, 'Apply');
    await eventually(
      () => data('owned'),
      value => JSON.stringify(value) === '{"a":"2"}',
    );
  });
});

describe('after an apply', () => {
  test('it is followed until it is ready, with the reason why it is not; the status bar leads to the report', async () => {
    const deployment = (selector: string) => `apiVersion: apps/v1
kind: Deployment
metadata: {name: followed}
spec:
  selector: {matchLabels: {app: followed}}
  template:
    metadata: {labels: {app: followed}}
    spec:
      ${selector}
      containers: [{name: web, image: web}]
`;
    const { page } = await openClusterWindow({
      kubeconfigs: [controlPlane().kubeconfigs.admin],
      files: {
        'followed/kustomization.yaml': 'resources:\n- a.yaml\n',
        'followed/a.yaml': deployment('nodeSelector: {disk: none}'),
        'ready/kustomization.yaml': 'resources:\n- a.yaml\nnamePrefix: ready-\n',
        'ready/a.yaml': deployment('terminationGracePeriodSeconds: 1'),
      },
    });
    await openFile(page, 'followed/kustomization.yaml');
    await runCommand(page, 'Kubewright: Apply Kustomization');
    await dialog(page, 'Apply to');
    await pressDialogButton(page, 'Apply');
    await statusBar(page, /0 of 1 ready/);
    await eventually(
      () => notifications(page),
      texts => texts.some(text => /0 of 1 ready.*Unschedulable/.test(text)),
      40_000,
    );
    await screenshot(page, picture('apply-waiting'));
    await page.locator('.statusbar-item[id$="applyReport"]', { hasText: /0 of 1 ready/ }).click();
    const report = await eventually(
      () => editorText(page),
      text => /Deployment default\/followed: .*Unschedulable/.test(text),
      40_000,
    );
    expect(report).toContain('Deployment default/followed: created');
    const created = page.locator('.view-line', { hasText: 'followed: created' });
    await created.locator('.detected-link').first().waitFor();
    await screenshot(page, picture('apply-report'));

    await openFile(page, 'ready/kustomization.yaml');
    await runCommand(page, 'Kubewright: Apply Kustomization');
    await dialog(page, 'Apply to');
    await pressDialogButton(page, 'Apply');
    await statusBar(page, /Ready in apply-cluster/);

    await openFile(page, 'ready/kustomization.yaml');
    await runCommand(page, 'Kubewright: Delete What Was Applied');
    expect(await dialog(page, 'Delete from')).toMatch(/Delete: 2\s+Deployment default\/ready-followed/);
    await screenshot(page, picture('apply-delete'));
    await pressDialogButton(page, 'Delete');
    await statusBar(page, /Deleted 2 from apply-cluster/);
    const path = '/apis/apps/v1/namespaces/default/deployments/ready-followed';
    expect((await controlPlane().api({ path })).status).toBe(404);
  });
});
