import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { createNodes } from '../cluster/fakeKubelet.ts';
import { useControlPlane } from '../cluster/shared.ts';
import { makeRepository, startGitServer } from '../git/gitServer.ts';
import { openClusterWindow, picture } from './clusterWindow.ts';
import {
  dialogText,
  eventually,
  notifications,
  openFile,
  pressDialogButton,
  runCommand,
  screenshot,
  typeAtLine,
} from './workbench.ts';

const controlPlane = useControlPlane({ name: 'apply-cluster' });
beforeAll(() => createNodes(controlPlane(), ['node-a']));

/** Runs the command on the active editor and accepts; gives what the dialog said. */
async function apply(page: Parameters<typeof runCommand>[0], shot?: string): Promise<string> {
  await runCommand(page, 'Kubewright: Apply Kustomization');
  const text = await eventually(
    () => dialogText(page),
    dialog => dialog.includes('Apply to'),
  );
  if (shot !== undefined) await screenshot(page, picture(shot));
  await pressDialogButton(page, 'Apply');
  return text;
}

async function image(deployment: string): Promise<string> {
  const answer = await controlPlane().api({
    path: `/apis/apps/v1/namespaces/default/deployments/${deployment}`,
  });
  const object = answer.json<{ spec: { template: { spec: { containers: { image: string }[] } } } }>();
  return object.spec.template.spec.containers[0]?.image ?? '';
}

describe('Compare Kustomization with Cluster', () => {
  test('shows each object as it is and as it would be, and leads from a line to the one that sets it', async () => {
    const { page } = await openClusterWindow({ kubeconfigs: [controlPlane().kubeconfigs.admin] });
    await openFile(page, 'overlays/dev/kustomization.yaml');
    await runCommand(page, 'Kubewright: Compare Kustomization with Cluster');
    await page.locator('.tab.active', { hasText: 'apply-cluster ↔' }).waitFor();
    const editorText = async () =>
      (await page.locator('.view-line').allTextContents()).join('\n').replaceAll('\u00a0', ' ');
    await eventually(editorText, text => text.includes('kind: ConfigMap'));
    await screenshot(page, picture('diff-create'));
    await openFile(page, 'overlays/dev/kustomization.yaml');
    await apply(page);
    await eventually(
      () => notifications(page),
      texts => texts.some(text => text.startsWith('Created: ')),
    );
    await runCommand(page, 'Kubewright: Compare Kustomization with Cluster');
    await eventually(
      () => notifications(page),
      texts => texts.some(text => text.startsWith('apply-cluster has all of overlays/dev')),
    );
    await typeAtLine(page, 11, '');
    await page.keyboard.press('End');
    await page.keyboard.type('7');
    await runCommand(page, 'Kubewright: Compare Kustomization with Cluster');
    const text = await eventually(editorText, shown => shown.includes('frontend:1.9.0-dev.147'));
    expect(text).toContain('frontend:1.9.0-dev.14\n');
    await screenshot(page, picture('diff-change'));
    const changed = page.locator('.modified-in-monaco-diff-editor .view-line', { hasText: 'dev.147' });
    await changed
      .locator('.detected-link')
      .first()
      .click({ modifiers: ['ControlOrMeta'] });
    await page.locator('.tab.active', { hasText: 'kustomization.yaml' }).waitFor();
    await page.locator('.statusbar-item', { hasText: /Ln 11, Col/ }).waitFor();
    await controlPlane().kubectl(['delete', 'deploy,svc,cm,ing,job,cronjob', '--all', '--wait=true']);
  });
});

describe('Apply Kustomization', () => {
  test('creates what the overlay renders, then finds all unchanged, then applies an edit that is not saved', async () => {
    const { page } = await openClusterWindow({ kubeconfigs: [controlPlane().kubeconfigs.admin] });
    await openFile(page, 'overlays/dev/kustomization.yaml');
    const first = await apply(page, 'apply-confirm');
    expect(first).toMatch(
      /Apply to apply-cluster\?.*overlays\/dev\/kustomization\.yaml.*Server: https:\/\/127\.0\.0\.1.*Namespaces: default.*Create: \d+.*Change: 0.*Unchanged: 0/s,
    );
    const count = Number(/Create: (\d+)/.exec(first)?.[1]);
    expect(count).toBeGreaterThan(4);
    await eventually(
      () => notifications(page),
      texts => texts.includes(`Created: ${count}, configured: 0, unchanged: 0 in apply-cluster.`),
    );
    await screenshot(page, picture('apply-result'));
    expect(await image('dev-frontend')).toBe('registry.example.com/shop/frontend:1.9.0-dev.14');
    const { stdout } = await controlPlane().kubectl([
      'get',
      'deploy,svc,cm,ing',
      '-o',
      'json',
      '--show-managed-fields',
    ]);
    const managers = JSON.parse(stdout)
      .items.filter(({ metadata }: { metadata: { name: string } }) => metadata.name.startsWith('dev-'))
      .map((item: { metadata: { managedFields: { manager: string }[] } }) =>
        item.metadata.managedFields.some(({ manager }) => manager === 'kubewright'),
      );
    expect(managers.length).toBe(count);
    expect(managers.every(Boolean)).toBe(true);

    const second = await apply(page);
    expect(second).toMatch(new RegExp(`Create: 0.*Change: 0.*Unchanged: ${count}`, 's'));
    await eventually(
      () => notifications(page),
      texts => texts.includes(`Created: 0, configured: 0, unchanged: ${count} in apply-cluster.`),
    );

    await typeAtLine(page, 11, '');
    await page.keyboard.press('End');
    await page.keyboard.type('0');
    const third = await apply(page);
    expect(third).toContain('Change: 1');
    await eventually(
      () => image('dev-frontend'),
      text => text === 'registry.example.com/shop/frontend:1.9.0-dev.140',
    );
  });

  test('deletes what the kustomization no longer renders, after naming it; a Namespace only after another question', async () => {
    const config = (name: string) => `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}}\n`;
    const { page, folder } = await openClusterWindow({
      kubeconfigs: [controlPlane().kubeconfigs.admin],
      files: {
        'pruned/kustomization.yaml': 'resources:\n- stays.yaml\n- goes.yaml\n- space.yaml\n',
        'pruned/stays.yaml': config('stays'),
        'pruned/goes.yaml': config('goes'),
        'pruned/space.yaml': 'apiVersion: v1\nkind: Namespace\nmetadata: {name: space}\n',
      },
    });
    await openFile(page, 'pruned/kustomization.yaml');
    expect(await apply(page)).toMatch(/Create: 3/);
    await eventually(
      () => notifications(page),
      texts => texts.includes('Created: 3, configured: 0, unchanged: 0 in apply-cluster.'),
    );
    await writeFile(join(folder, 'pruned/kustomization.yaml'), 'resources:\n- stays.yaml\n');
    await eventually(
      () => page.locator('.editor-instance .view-line').allTextContents(),
      lines => lines.length <= 3,
    );
    await runCommand(page, 'Kubewright: Apply Kustomization');
    const guarded = await eventually(
      () => dialogText(page),
      dialog => dialog.includes('takes other things with it'),
    );
    expect(guarded).toContain('Namespace space');
    await screenshot(page, picture('apply-guarded'));
    await pressDialogButton(page, 'Keep Them');
    const asked = await eventually(
      () => dialogText(page),
      dialog => dialog.includes('Apply to'),
    );
    expect(asked).toMatch(/Delete: 1\s+ConfigMap default\/goes/);
    await screenshot(page, picture('apply-prune'));
    await pressDialogButton(page, 'Apply');
    await eventually(
      () => notifications(page),
      texts => texts.some(text => text.endsWith('in apply-cluster. Deleted: 1.')),
    );
    const { stdout } = await controlPlane().kubectl(['get', 'cm,ns', '-o', 'name']);
    expect(stdout).toContain('configmap/stays');
    expect(stdout).not.toContain('configmap/goes');
    expect(stdout).toContain('namespace/space');
  });

  test('leaves a set of another tool alone until the user adopts it, by name', async () => {
    const { page } = await openClusterWindow({
      kubeconfigs: [controlPlane().kubeconfigs.admin],
      files: {
        'theirs/kustomization.yaml': 'resources: [cm.yaml]\n',
        'theirs/cm.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: member}\ndata: {a: b}\n',
      },
    });
    await openFile(page, 'theirs/kustomization.yaml');
    await apply(page);
    await eventually(
      () => notifications(page),
      texts => texts.includes('Created: 1, configured: 0, unchanged: 0 in apply-cluster.'),
    );
    const { stdout } = await controlPlane().kubectl(['get', 'configmaps', '-o', 'name']);
    const parent = stdout.split('\n').find(name => name.includes('theirs')) ?? '';
    const tooling = 'applyset.kubernetes.io/tooling';
    await controlPlane().kubectl(['annotate', parent, '--overwrite', `${tooling}=kubectl/v1.36.2`]);
    const annotations = async () =>
      (await controlPlane().kubectl(['get', parent, '-o', 'jsonpath={.metadata.annotations}'])).stdout;

    const question = async () => {
      await runCommand(page, 'Kubewright: Apply Kustomization');
      return eventually(
        () => dialogText(page),
        dialog => dialog.includes('Adopt it?'),
      );
    };
    expect(await question()).toMatch(/theirs in apply-cluster was made by kubectl\/v1\.36\.2/);
    await screenshot(page, picture('apply-adopt'));
    await pressDialogButton(page, 'Cancel');
    await eventually(
      () => notifications(page),
      texts => texts.some(text => text.includes('cannot be applied')),
    );
    expect(await annotations()).toContain(`"${tooling}":"kubectl/v1.36.2"`);
    await question();
    await pressDialogButton(page, 'Adopt Set');
    await eventually(
      () => dialogText(page),
      dialog => dialog.includes('Apply to'),
    );
    await pressDialogButton(page, 'Apply');
    await eventually(annotations, text => text.includes(`"${tooling}":"kubewright/`));
  });

  test('goes on with the set of a kustomization that was moved, and names the other repository of one that is not its own', async () => {
    const configMap = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: moved}\n';
    const { page } = await openClusterWindow({
      kubeconfigs: [controlPlane().kubeconfigs.admin],
      files: {
        'before/kustomization.yaml': 'resources: [cm.yaml]\n',
        'before/cm.yaml': configMap,
        'after/kustomization.yaml': 'resources: [cm.yaml]\n',
        'after/cm.yaml': configMap.replace('moved}', 'moved, labels: {a: b}}'),
      },
    });
    await openFile(page, 'before/kustomization.yaml');
    await apply(page);
    await eventually(
      () => notifications(page),
      texts => texts.includes('Created: 1, configured: 0, unchanged: 0 in apply-cluster.'),
    );
    const sets = async () =>
      (await controlPlane().kubectl(['get', 'configmaps', '-o', 'name'])).stdout
        .split('\n')
        .filter(name => /kubewright-.*(before|after)|kubewright-(before|after)/.test(name));
    const [parent = '', ...more] = await sets();
    expect(more).toEqual([]);
    const noted = JSON.stringify({ remotes: ['git.example.com/acme/other'] });
    await controlPlane().kubectl(['annotate', parent, `kubewright/repository=${noted}`]);

    await openFile(page, 'after/kustomization.yaml');
    await runCommand(page, 'Kubewright: Apply Kustomization');
    const asked = await eventually(
      () => dialogText(page),
      dialog => dialog.includes('Go on with it?'),
    );
    expect(asked).toContain(`default/${parent.replace('configmap/', '')} in apply-cluster`);
    await screenshot(page, picture('apply-moved'));
    await pressDialogButton(page, 'Go On with That Set');
    const concern = await eventually(
      () => dialogText(page),
      dialog => dialog.includes('Before this changes'),
    );
    expect(concern).toContain('last applied from another repository (git.example.com/acme/other');
    await pressDialogButton(page, 'Go On');
    await eventually(
      () => dialogText(page),
      dialog => dialog.includes('Apply to'),
    );
    await pressDialogButton(page, 'Apply');
    await eventually(
      () => notifications(page),
      texts => texts.includes('Created: 0, configured: 1, unchanged: 0 in apply-cluster.'),
    );
    expect(await sets()).toEqual([parent]);
  });

  test('fetches a remote base where the settings of its folder allow it, and only there', async () => {
    const git = await startGitServer();
    onTestFinished(() => git.stop());
    const library = await makeRepository(join(git.folder, 'org/library'));
    await library.commit({
      'kustomization.yaml': 'resources: [cm.yaml]\n',
      'cm.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: remote}\n',
    });
    const kustomization = (prefix: string) =>
      `namePrefix: ${prefix}-\nresources:\n- ${git.url}/org/library?ref=main\n`;
    const { page } = await openClusterWindow({
      kubeconfigs: [controlPlane().kubeconfigs.admin],
      files: {
        'far/allowed/kustomization.yaml': kustomization('dev-allowed'),
        'far/refused/kustomization.yaml': kustomization('dev-refused'),
        '.vscode/settings.json': JSON.stringify({
          'kubewright.kustomize.folders': { 'far/allowed': { remote: true } },
        }),
      },
    });
    await openFile(page, 'far/refused/kustomization.yaml');
    await runCommand(page, 'Kubewright: Apply Kustomization');
    await eventually(
      () => notifications(page),
      texts => texts.some(text => /refused\/kustomization\.yaml cannot be applied\..*is remote/.test(text)),
    );
    await openFile(page, 'far/allowed/kustomization.yaml');
    expect(await apply(page)).toMatch(/Create: 1/);
    await eventually(
      () => notifications(page),
      texts => texts.includes('Created: 1, configured: 0, unchanged: 0 in apply-cluster.'),
    );
    const { stdout } = await controlPlane().kubectl(['get', 'configmaps', '-o', 'name']);
    expect(stdout).toContain('configmap/dev-allowed-remote');
    expect(stdout).not.toContain('dev-refused-remote');
  });

  test('stops at a mistake, says which one, and changes nothing', async () => {
    const { page } = await openClusterWindow({ kubeconfigs: [controlPlane().kubeconfigs.admin] });
    await openFile(page, 'overlays/preview/kustomization.yaml');
    await runCommand(page, 'Kubewright: Apply Kustomization');
    await eventually(
      () => notifications(page),
      texts => texts.some(text => /overlays\/preview\/kustomization\.yaml cannot be applied\. /.test(text)),
    );
    await screenshot(page, picture('apply-refused'));
    const { stdout } = await controlPlane().kubectl(['get', 'deployments', '-o', 'name']);
    expect(stdout).not.toContain('preview');
  });

  test('changes nothing where the user cancels', async () => {
    const before = (await controlPlane().auditEvents()).length;
    const { page } = await openClusterWindow({ kubeconfigs: [controlPlane().kubeconfigs.admin] });
    await openFile(page, 'base/kustomization.yaml');
    await runCommand(page, 'Kubewright: Apply Kustomization');
    await eventually(
      () => dialogText(page),
      dialog => dialog.includes('Apply to'),
    );
    await pressDialogButton(page, 'Cancel');
    await page.locator('.monaco-dialog-box').waitFor({ state: 'detached' });
    const events = (await controlPlane().auditEvents()).slice(before);
    const written = events.filter(
      ({ verb, requestURI, userAgent }) =>
        verb === 'patch' && !requestURI.includes('dryRun=All') && userAgent === 'kubewright',
    );
    expect(written).toEqual([]);
  });
});
