import { access, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { teamNamespace } from '../cluster/bootstrapObjects.ts';
import { freePorts } from '../cluster/freePorts.ts';
import { openClusterWindow, picture, showClusters, writeContexts } from './clusterWindow.ts';
import { useShopCluster } from './shopCluster.ts';
import {
  answerInput,
  chooseRow,
  eventually,
  expandPath,
  runCommand,
  screenshot,
  treeRows,
} from './workbench.ts';

const controlPlane = useShopCluster();
const clusters = 'Clusters';

const ageText = String.raw`\d+[smhd]`;
const matches = (pattern: string) => expect.stringMatching(new RegExp(`^${pattern}$`));

describe('the view Clusters', () => {
  for (const theme of ['dark', 'light'] as const) {
    test(`shows what a cluster has down to the pods, and follows a change without a click (${theme})`, async () => {
      const { page } = await openClusterWindow({ kubeconfigs: [controlPlane().kubeconfigs.admin], theme });
      await showClusters(page);
      await expandPath(page, clusters, ['shop-cluster', 'Workloads', 'Deployments', 'shop', 'web']);
      const rows = await eventually(
        () => treeRows(page, clusters),
        texts => texts.filter(text => text.includes('Running')).length >= 3,
      );
      const web = rows.findIndex(row => row.startsWith('web '));
      expect(rows[0]).toBe("shop-cluster active · kubectl's current");
      expect(rows.slice(rows.indexOf('shop 3'), web + 5)).toEqual([
        'shop 3',
        matches(`catalog 2/2 · ${ageText}`),
        matches(`payments 0/1 · ${ageText}`),
        matches(`web 3/3 · ${ageText}`),
        matches(`web-\\S+ 3/3 · ${ageText}`),
        ...Array.from({ length: 3 }, () => matches(`web-\\S+ Running · 1/1 · ${ageText}`)),
      ]);
      await screenshot(page, picture(`clusters-${theme}`));
      await controlPlane().kubectl(['scale', '-n', 'shop', 'deployment/web', '--replicas=4']);
      onTestFinished(async () => {
        await controlPlane().kubectl(['scale', '-n', 'shop', 'deployment/web', '--replicas=3']);
      });
      await eventually(
        () => treeRows(page, clusters),
        texts =>
          texts.some(text => text.startsWith('web 4/4')) &&
          texts.filter(text => /^web-\S+ Running/.test(text)).length === 4,
      );
    });
  }

  test('has one list and one watch for each kind, however many rows look at it', async () => {
    const before = (await controlPlane().auditEvents()).length;
    const { page } = await openClusterWindow({
      kubeconfigs: [controlPlane().kubeconfigs.admin],
      tall: true,
    });
    await showClusters(page);
    await expandPath(page, clusters, ['shop-cluster', 'Workloads', 'Deployments', 'models']);
    await expandPath(page, clusters, ['shop-cluster', 'Workloads', 'Deployments', 'shop', 'web']);
    await eventually(
      () => treeRows(page, clusters),
      texts => texts.some(text => text.includes('Running')),
    );
    // Any second list would be made by now: a watch that ends is followed by one at once.
    await new Promise(resolve => setTimeout(resolve, 8000));
    const events = (await controlPlane().auditEvents()).slice(before);
    const own = events.filter(({ userAgent }) => !/kubewright-test|kubectl/.test(userAgent ?? ''));
    const count = (verb: string) =>
      Object.fromEntries(
        ['namespaces', 'deployments', 'replicasets', 'pods'].map(resource => [
          resource,
          own.filter(event => event.verb === verb && event.objectRef?.resource === resource).length,
        ]),
      );
    const one = { namespaces: 1, deployments: 1, replicasets: 1, pods: 1 };
    expect(count('watch')).toEqual(one);
    expect(count('list')).toEqual(one);
  });

  test('gives a user who may not list namespaces the namespace of the context', async () => {
    const { url, certificate, tokens } = controlPlane();
    const file = await writeContexts([
      { name: 'team', server: url, certificate, token: tokens.namespaced, namespace: teamNamespace },
    ]);
    const { page } = await openClusterWindow({ kubeconfigs: [file], tall: true });
    await showClusters(page);
    await expandPath(page, clusters, ['team', 'Workloads', 'Deployments']);
    await expandPath(page, clusters, ['team', 'Namespaces']);
    const rows = await eventually(
      () => treeRows(page, clusters),
      texts => texts.some(text => text.startsWith('No Deployments')),
    );
    expect(rows).toEqual([
      'team',
      ...['Overview', 'Nodes', 'Namespaces'],
      teamNamespace,
      'This user may not list namespaces. Choose one by name…',
      ...['Workloads', `Deployments only ${teamNamespace}, the rest may not be listed`, 'No Deployments'],
      ...['StatefulSets', 'DaemonSets', 'Jobs', 'CronJobs', 'ReplicaSets', 'Pods'],
      ...['HorizontalPodAutoscalers', 'PodDisruptionBudgets'],
      ...['Network', 'Config', 'Storage', 'Access', 'Custom Resources', 'Helm Releases', 'Events'],
    ]);
  });

  test('says of each context that fails what happened and what to do, and recovers with its file', async () => {
    const { url, certificate, tokens } = controlPlane();
    const contexts = [
      { name: 'good', server: url, certificate, token: tokens.admin },
      { name: 'refused', server: 'https://127.0.0.1:1', token: 'none' },
      { name: 'stranger', server: url, certificate, token: 'not-a-token' },
      { name: 'orphan', server: url, certificate, userName: 'nobody-knows' },
    ];
    const file = await writeContexts(contexts, 'good');
    const broken = join(file, '..', 'broken');
    await writeFile(broken, 'contexts: [');
    const { page } = await openClusterWindow({ kubeconfigs: [file, broken], tall: true });
    await showClusters(page);
    await expandPath(page, clusters, ['stranger']);
    await expandPath(page, clusters, ['refused']);
    const rows = await eventually(
      () => treeRows(page, clusters),
      texts =>
        texts.some(text => text.startsWith('Connection refused ')) &&
        texts.some(text => text.startsWith('Not signed in ')),
    );
    const row = (start: string) => rows.find(text => text.startsWith(start));
    expect(row('Broken kubeconfig')).toMatch(/not valid YAML.*Correct it/);
    expect(row('orphan')).toMatch(/names the user nobody-knows.*add the user/);
    expect(row('Connection refused')).toMatch(/127\.0\.0\.1:1 .*refuses connections\. Check/);
    expect(row('Not signed in')).toMatch(/does not accept the credentials\. Log in again/);
    await eventually(
      () => treeRows(page, clusters),
      texts => texts.includes('refused Connection refused, trying again'),
    );
    await screenshot(page, picture('clusters-failures'));
    const mended = (await readFile(file, 'utf8'))
      .replace('not-a-token', tokens.admin)
      .replace('nobody-knows', 'good');
    await writeFile(file, mended);
    await writeFile(broken, '');
    await eventually(
      () => treeRows(page, clusters),
      texts =>
        texts.some(text => text.startsWith('shop ')) &&
        texts.includes('orphan') &&
        !texts.some(text => text.startsWith('Not signed in') || text.startsWith('Broken')),
    );
    await screenshot(page, picture('clusters-mended'));
  });

  test('runs nothing that a kubeconfig names in a workspace that is not trusted', async () => {
    const file = await writeContexts([{ name: 'exec', server: 'https://127.0.0.1:1' }], 'exec');
    const trace = join(file, '..', 'it-ran');
    const config = JSON.parse(await readFile(file, 'utf8'));
    config.users[0].user.exec = {
      apiVersion: 'client.authentication.k8s.io/v1',
      interactiveMode: 'Never',
      command: 'touch',
      args: [trace],
    };
    await writeFile(file, JSON.stringify(config));
    const { page } = await openClusterWindow({ kubeconfigs: [file], workspaceTrust: true });
    await showClusters(page);
    const welcome = page.locator('.pane', { hasText: 'trusted workspace' }).first();
    await welcome.waitFor();
    expect(await treeRows(page, clusters)).toEqual([]);
    await screenshot(page, picture('clusters-untrusted'));
    await runCommand(page, 'Workspaces: Manage Workspace Trust');
    const run = () =>
      access(trace).then(
        () => true,
        () => false,
      );
    expect(await run()).toBe(false);
    await page
      .locator('.workspace-trust-editor .monaco-button', { hasText: /^Trust$/ })
      .first()
      .click();
    await page.locator('.statusbar-item', { hasText: 'exec' }).waitFor();
    await page.reload();
    await expandPath(page, clusters, ['exec']);
    await eventually(run, yes => yes);
  });
});

describe('Forward Port…', () => {
  test('leads a port of this machine to a program behind a pod, and lists it until it is stopped', async () => {
    const { page } = await openClusterWindow({ kubeconfigs: [controlPlane().kubeconfigs.admin] });
    await showClusters(page);
    await expandPath(page, clusters, ['shop-cluster', 'Workloads', 'Deployments', 'shop', 'web']);
    await eventually(
      () => treeRows(page, clusters),
      texts => texts.some(text => text.includes('Running')),
    );
    const pod = page.locator('.monaco-list-row', { hasText: /web-.*Running/ }).first();
    await pod.hover();
    await pod.locator('.action-label[aria-label^="Forward Port"]').click();
    await chooseRow(page, '8080');
    const [local = 0] = await freePorts(1);
    await page.locator('.quick-input-widget:visible', { hasText: 'Local port' }).waitFor();
    await answerInput(page, String(local));
    const live = new RegExp(
      `^127\\.0\\.0\\.1:${local} → shop/web-\\S+:8080 · live · connections: 0 · ↑ 0 B ↓ 0 B$`,
    );
    await eventually(
      () => treeRows(page, 'Port Forwards'),
      ([row = '']) => live.test(row),
    );
    const answer = await fetch(`http://127.0.0.1:${local}/`);
    expect(await answer.text()).toContain('It answers');
    await screenshot(page, picture('port-forward'));
    await runCommand(page, 'Kubewright: Stop Port-Forward');
    await chooseRow(page, `127.0.0.1:${local}`);
    await eventually(
      () => treeRows(page, 'Port Forwards'),
      texts => texts.length === 0,
    );
    await expect(fetch(`http://127.0.0.1:${local}/`)).rejects.toThrow();
  });
});
