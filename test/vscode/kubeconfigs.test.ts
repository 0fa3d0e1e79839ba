import { chmod, mkdtemp, readFile, rm, unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { freePorts } from '../cluster/freePorts.ts';
import { httpProxy } from '../cluster/proxies.ts';
import { tcpProxy } from '../cluster/tcpProxy.ts';
import { openClusterWindow, picture, showClusters, writeContexts } from './clusterWindow.ts';
import { useShopCluster } from './shopCluster.ts';
import {
  answerInput,
  chooseRow,
  eventually,
  expandPath,
  pressNotificationButton,
  runCommand,
  screenshot,
  treeRows,
} from './workbench.ts';

const controlPlane = useShopCluster();
const clusters = 'Clusters';

async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'kubewright-extra-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

describe('kubewright.kubeconfigs', () => {
  test('adds files and folders, notices what comes and goes in them, and explains a name that is taken', async () => {
    const { url, certificate, tokens } = controlPlane();
    const folder = await temporaryFolder();
    const copy = async (name: string, context: string, token: string) =>
      writeFile(
        join(folder, name),
        await readFile(await writeContexts([{ name: context, server: url, certificate, token }])),
      );
    await copy('one.yaml', 'from-folder', tokens.admin);
    await writeFile(join(folder, 'ca.crt'), certificate);
    const { page } = await openClusterWindow({
      kubeconfigs: [controlPlane().kubeconfigs.admin],
      settings: { 'kubewright.kubeconfigs': [folder] },
    });
    await showClusters(page);
    const rows = (done: (texts: readonly string[]) => boolean) =>
      eventually(() => treeRows(page, clusters), done);
    await rows(texts => texts.includes('from-folder') && texts[0]?.startsWith('shop-cluster') === true);
    await copy('two.yaml', 'came-later', tokens.admin);
    await rows(texts => texts.includes('came-later'));
    await copy('three.yaml', 'from-folder', 'another');
    const told = await rows(texts => texts.some(text => text.includes('Name taken twice')));
    expect(told.find(text => text.includes('Name taken twice'))).toMatch(
      /from-folder.*one\.yaml comes first/,
    );
    await screenshot(page, picture('kubeconfig-folder'));
    await unlink(join(folder, 'two.yaml'));
    await rows(texts => !texts.includes('came-later'));
    await expandPath(page, clusters, ['from-folder']);
    await rows(texts => texts.includes('shop 3'));
  });
});

test("a context becomes kubectl's too when that is asked for, and what was there comes back", async () => {
  const { url, certificate, tokens } = controlPlane();
  const contexts = ['one', 'two'].map(name => ({ name, server: url, certificate, token: tokens.admin }));
  const file = await writeContexts(contexts, 'one');
  const before = await readFile(file, 'utf8');
  const { page } = await openClusterWindow({ kubeconfigs: [file] });
  await runCommand(page, 'Kubewright: Use Context in kubectl Too');
  await chooseRow(page, 'two');
  const after = await eventually(
    () => readFile(file, 'utf8'),
    text => text !== before,
  );
  expect(after).toBe(before.replace('"current-context": "one"', '"current-context": "two"'));
  await showClusters(page);
  await eventually(
    () => treeRows(page, clusters),
    rows => rows.some(row => row.startsWith('two') && row.includes("kubectl's current")),
  );
  await pressNotificationButton(page, "kubectl's current context now", 'Undo');
  await eventually(
    () => readFile(file, 'utf8'),
    text => text === before,
  );
});

test('a plugin that must ask is answered in a terminal; what it prints is not to be seen there', async () => {
  const { url, certificate, tokens } = controlPlane();
  const plugin = join(await temporaryFolder(), 'ask');
  await writeFile(
    plugin,
    `#!/bin/sh
test -t 0 && test -t 2 || { echo 'no terminal' >&2; exit 1; }
printf 'Password: ' >&2
read -r answer
test "$answer" = open-sesame || { echo 'wrong' >&2; exit 1; }
echo '{"apiVersion":"client.authentication.k8s.io/v1","kind":"ExecCredential","status":{"token":"${tokens.admin}"}}'
`,
  );
  await chmod(plugin, 0o700);
  const exec = { command: plugin, args: [], interactiveMode: 'Always' };
  const file = await writeContexts([{ name: 'asking', server: url, certificate, exec }], 'asking');
  const { page } = await openClusterWindow({ kubeconfigs: [file] });
  await showClusters(page);
  await expandPath(page, clusters, ['asking']);
  const text = async () =>
    (await page.locator('.terminal-wrapper.active .xterm-rows > div').allTextContents()).join('\n');
  await eventually(text, shown => shown.includes('Password:'));
  await screenshot(page, picture('login-terminal'));
  await page.keyboard.type('open-sesame');
  await eventually(text, shown => shown.includes('open-sesame'));
  expect(await text()).not.toContain(tokens.admin);
  await page.keyboard.press('Enter');
  await eventually(
    () => treeRows(page, clusters),
    texts => texts.includes('shop 3'),
  );
});

describe('a server that is not "localhost", for which the editor patches http', () => {
  test('is watched and forwarded to', async () => {
    const { url, certificate, tokens } = controlPlane();
    const front = await tcpProxy(url, { host: '127.0.0.2' });
    onTestFinished(() => front.close());
    const tlsServerName = 'kubernetes.default.svc';
    const context = { name: 'remote', server: front.url, certificate, tlsServerName, token: tokens.admin };
    const { page } = await openClusterWindow({ kubeconfigs: [await writeContexts([context], 'remote')] });
    await showClusters(page);
    await expandPath(page, clusters, ['remote', 'Workloads', 'Deployments', 'shop', 'web']);
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
    await eventually(
      () => treeRows(page, 'Port Forwards'),
      texts => texts.length === 1,
    );
    const answer = await fetch(`http://127.0.0.1:${local}/`);
    expect(await answer.text()).toContain('It answers');
    await runCommand(page, 'Kubewright: Stop Port-Forward');
  });

  test("is reached through the editor's proxy", async () => {
    const { url, certificate, tokens } = controlPlane();
    const proxy = await httpProxy({ to: new URL(url).host });
    const server = 'https://kubernetes.default.svc:6443';
    const file = await writeContexts([{ name: 'behind', server, certificate, token: tokens.admin }]);
    const { page } = await openClusterWindow({
      kubeconfigs: [file],
      settings: { 'http.proxy': `http://127.0.0.1:${proxy.port}` },
    });
    await showClusters(page);
    await expandPath(page, clusters, ['behind']);
    await eventually(
      () => treeRows(page, clusters),
      texts => texts.includes('shop 3'),
    );
    expect(new Set(proxy.asked)).toContain('kubernetes.default.svc:6443');
  });
});
