import { once } from 'node:events';
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
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
  notifications,
  openFile,
  pressNotificationButton,
  quickPickRows,
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
        ports: [`${port}:80`, `${port + 1}:80`],
        environmentFile: '.env.forwards',
      },
      {
        name: 'pods',
        selector: 'app=nobody-has-it',
        namespace: 'shop',
        ports: [':80'],
        environmentFile: '.env',
      },
    ];
    const { page, folder } = await openClusterWindow({
      kubeconfigs: [controlPlane().kubeconfigs.admin],
      settings: { 'kubewright.portForwards': declared },
      files: { '.env': 'SECRET=mine\n' },
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
    const offered = Number(/\d+/.exec((await button.textContent()) ?? '')?.[0]);
    // The next one is the forward's own.
    expect(offered).toBeGreaterThan(port + 1);
    await button.click();
    const rows = await eventually(
      () => treeRows(page, view),
      ([first = '', second = '']) => / · live · /.test(first) && second.includes('waiting for a ready pod'),
    );
    await screenshot(page, picture('port-forwards-declared'));
    expect(rows[0]).toContain(`127.0.0.1:${offered}, 127.0.0.1:${port + 1} front`);
    expect(await (await fetch(`http://127.0.0.1:${offered}/`)).text()).toContain('It answers');
    const variables = await readFile(join(folder, '.env.forwards'), 'utf8');
    expect(variables).toContain(`FRONT_PORT=${offered}\n`);
    if (process.platform !== 'win32')
      expect((await stat(join(folder, '.env.forwards'))).mode & 0o777).toBe(0o600);
    const foreign = (await notifications(page)).filter(text => text.includes('left as it is'));
    expect(foreign).toHaveLength(1);
    // What was told to be left alone is so when the forward ends, too.
    await runCommand(page, 'Kubewright: Stop Port-Forward');
    await chooseRow(page, /^\S+/.exec(rows[1] ?? '')?.[0] ?? '');
    await eventually(
      () => treeRows(page, view),
      ([, second = '']) => second.includes('stopped'),
    );
    expect(await readFile(join(folder, '.env'), 'utf8')).toBe('SECRET=mine\n');
  });

  test('ask before other machines are let in, say why they do not start, and run on while they are edited', async () => {
    const front = { name: 'front', target: 'service/web', namespace: 'shop', ports: [':80'] };
    const list = (...declared: object[]) => JSON.stringify({ 'kubewright.portForwards': declared });
    const { page, folder } = await openClusterWindow({
      kubeconfigs: [controlPlane().kubeconfigs.admin],
      files: {
        '.vscode/settings.json': list(
          { ...front, addresses: ['0.0.0.0'], autostart: true },
          { ...front, name: 'elsewhere', context: 'nowhere' },
          { ...front, name: 'wrong', ports: ['80:80:80'] },
        ),
      },
      tall: true,
    });
    const settings = join(folder, '.vscode/settings.json');
    await showClusters(page);
    const listed = await eventually(
      () => treeRows(page, view),
      rows => rows.length === 3,
    );
    expect(listed[0]).toContain('kubewright.portForwards[2] is left out: 80:80:80 is no port');
    expect(listed[1]).toContain('open to other machines on 0.0.0.0 · connecting');
    await pressNotificationButton(page, 'is declared to listen on 0.0.0.0', 'Let Other Machines In');
    await eventually(
      () => treeRows(page, view),
      ([, second = '']) => / · open to other machines on 0\.0\.0\.0 · live · /.test(second),
    );
    await screenshot(page, picture('port-forwards-open'));
    await runCommand(page, 'Kubewright: Start Port-Forwards of the Workspace');
    const [, open] = await eventually(
      () => treeRows(page, view),
      ([, , third = '']) => third.includes('failed: No kubeconfig has the context nowhere'),
    );
    const address = (row: string | undefined) => /^\S*:\d+/.exec(row ?? '')?.[0];
    await writeFile(
      settings,
      list({ ...front, addresses: ['0.0.0.0'], openPath: '/admin', name: 'renamed' }),
    );
    const [renamed] = await eventually(
      () => treeRows(page, view),
      ([first = '']) => first.includes('renamed') && first.includes('live'),
    );
    expect(address(renamed)).toBe(address(open));
    // Where it listens is another matter.
    await writeFile(settings, list({ ...front, name: 'renamed' }));
    const [closed] = await eventually(
      () => treeRows(page, view),
      ([first = '']) => first.includes('127.0.0.1') && first.includes('live'),
    );
    expect(closed).not.toContain('open to other machines');
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
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is a program.
  const told = '`${process.env.FRONT_ADDRESS} ${process.stdout.isTTY} ${process.env.KUBEWRIGHT_FORWARDS}`';
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
        args: ['-e', `require('node:fs').writeFileSync('own.txt', ${told})`],
        cwd: 'FOLDER',
        forwards: ['front'],
        group: { kind: 'build', isDefault: true },
        problemMatcher: [],
      },
      {
        label: 'with a typo',
        type: 'kubewright',
        command: node,
        args: ['-e', writes('typo.txt')],
        cwd: 'FOLDER',
        forwards: ['frnt'],
        problemMatcher: [],
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
    await runCommand(page, 'Kubewright: Run with Port-Forwards');
    await eventually(
      () => quickPickRows(page),
      rows => rows.some(row => row.startsWith('with its address')),
    );
    await page.keyboard.press('Escape');
    expect(await treeRows(page, view)).toEqual([expect.stringContaining('stopped')]);
    await runTask(page, 'with a typo');
    await eventually(
      () => notifications(page),
      all => all.some(text => text.includes('No port-forward named frnt is declared')),
    );
    expect(await treeRows(page, view)).toEqual([expect.stringContaining('stopped')]);
    await runTask(page, 'with its address');
    const [address = '', ...others] = (await written('own.txt')).split(' ');
    expect(address).toMatch(/^127\.0\.0\.1:\d+$/);
    // Programs show colours and ask questions in a terminal only.
    expect(others).toEqual(['true', 'front']);
    await expect(readFile(join(folder, 'typo.txt'))).rejects.toThrow('ENOENT');
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
