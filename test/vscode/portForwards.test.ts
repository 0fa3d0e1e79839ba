import { once } from 'node:events';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openClusterWindow, picture, showClusters } from './clusterWindow.ts';
import { useShopCluster } from './shopCluster.ts';
import {
  chooseRow,
  eventually,
  filterQuickPick,
  openFile,
  runCommand,
  screenshot,
  treeRows,
} from './workbench.ts';

const controlPlane = useShopCluster();
const view = 'Port Forwards';

const service = `apiVersion: v1
kind: Service
metadata:
  name: web
  namespace: shop
spec:
  ports:
  - name: http
    port: 80
`;

describe('port-forwards that the workspace declares', () => {
  test('start together, on the next free port where theirs is taken, and write their addresses to a file', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    onTestFinished(() => void taken.close());
    const { port } = taken.address() as AddressInfo;
    const declared = [
      {
        name: 'front',
        target: 'service/web',
        namespace: 'shop',
        ports: [`${port}:80`],
        environmentFile: '.env.forwards',
      },
      { name: 'pods', selector: 'app=nobody-has-it', namespace: 'shop', ports: [':80'] },
    ];
    const { page, folder } = await openClusterWindow({
      kubeconfigs: [controlPlane().kubeconfigs.admin],
      settings: { 'kubewright.portForwards': declared },
      tall: true,
    });
    await showClusters(page);
    await eventually(
      () => treeRows(page, view),
      rows => rows.length === 2 && rows.every(row => row.includes('stopped')),
    );
    await runCommand(page, 'Kubewright: Start Port-Forwards of the Workspace');
    await runCommand(page, 'Notifications: Show Notifications');
    const message = page.locator('.notifications-center.visible .notification-list-item', {
      hasText: `Port ${port} of this machine is in use by`,
    });
    await message.first().hover();
    const button = message.locator('.monaco-button', { hasText: 'Use Port' }).first();
    await button.waitFor();
    await button.click();
    const rows = await eventually(
      () => treeRows(page, view),
      ([first = '', second = '']) => / · live · /.test(first) && second.includes('waiting for a ready pod'),
    );
    await screenshot(page, picture('port-forwards-declared'));
    const [, local] = /^127\.0\.0\.1:(\d+) front/.exec(rows[0] ?? '') ?? [];
    expect(await (await fetch(`http://127.0.0.1:${local}/`)).text()).toContain('It answers');
    const variables = await readFile(join(folder, '.env.forwards'), 'utf8');
    expect(variables).toContain(`FRONT_PORT=${local}\n`);
  });
});

/** By quick open: a click that closes one list does not reach a row of the next. */
async function runTask(page: Page, label: string): Promise<void> {
  await page.keyboard.press('ControlOrMeta+P');
  await filterQuickPick(page, `task ${label}`);
  await chooseRow(page, label);
}

describe('programs that need forwards', () => {
  const node = process.execPath;
  const writes = (name: string) =>
    `require('node:fs').writeFileSync(${JSON.stringify(name)}, process.env.FRONT_ADDRESS ?? process.argv[1] ?? 'nothing')`;
  const tasks = {
    version: '2.0.0',
    inputs: [
      { id: 'front', type: 'command', command: 'kubewright.localPort', args: { name: 'front', port: '80' } },
    ],
    tasks: [
      {
        label: 'with its address',
        type: 'kubewright',
        command: node,
        args: ['-e', writes('own.txt')],
        cwd: 'FOLDER',
        forwards: ['front'],
      },
      {
        label: 'any task',
        type: 'process',
        command: node,
        args: ['-e', writes('any.txt')],
        options: { cwd: 'FOLDER' },
      },
      {
        label: 'with an input',
        type: 'process',
        command: node,
        // biome-ignore lint/suspicious/noTemplateCurlyInString: VS Code fills it in.
        args: ['-e', writes('input.txt'), '${input:front}'],
        options: { cwd: 'FOLDER' },
        problemMatcher: [],
      },
    ],
  };

  test('have them up and know their addresses: tasks of ours, any task, and what asks for a local port', async () => {
    const { page, folder } = await openClusterWindow({
      kubeconfigs: [controlPlane().kubeconfigs.admin],
      settings: {
        'kubewright.portForwards': [
          { name: 'front', target: 'service/web', namespace: 'shop', ports: [':80'] },
        ],
      },
      async prepare(path) {
        await mkdir(join(path, '.vscode'), { recursive: true });
        const text = JSON.stringify(tasks).replaceAll('FOLDER', path);
        await writeFile(join(path, '.vscode/tasks.json'), text);
      },
      tall: true,
    });
    await showClusters(page);
    const written = (name: string) =>
      eventually(
        () => readFile(join(folder, name), 'utf8').catch(() => ''),
        text => text !== '',
      );
    await runTask(page, 'with its address');
    const address = await written('own.txt');
    expect(address).toMatch(/^127\.0\.0\.1:\d+$/);
    expect(await (await fetch(`http://${address}/`)).text()).toContain('It answers');
    await runCommand(page, 'Kubewright: Run with Port-Forwards');
    await chooseRow(page, 'any task');
    expect(await written('any.txt')).toBe(address);
    await runTask(page, 'with an input');
    expect(`127.0.0.1:${await written('input.txt')}`).toBe(address);
  });
});

test('a lens on the port of a Service forwards it', async () => {
  const { page } = await openClusterWindow({
    kubeconfigs: [controlPlane().kubeconfigs.admin],
    files: { 'live/service.yaml': service },
  });
  await showClusters(page);
  await openFile(page, 'service.yaml');
  const lens = page.locator('.codelens-decoration a', { hasText: 'Forward port http' });
  await lens.waitFor();
  await lens.click();
  const [row] = await eventually(
    () => treeRows(page, view),
    ([first = '']) => / → shop\/service\/web:http · live · /.test(first),
  );
  const [, local] = /:(\d+) →/.exec(row ?? '') ?? [];
  expect(await (await fetch(`http://127.0.0.1:${local}/`)).text()).toContain('It answers');
  await screenshot(page, picture('port-forward-lens'));
});
