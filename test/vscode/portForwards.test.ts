import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openClusterWindow, picture, showClusters } from './clusterWindow.ts';
import { useShopCluster } from './shopCluster.ts';
import { eventually, openFile, runCommand, screenshot, treeRows } from './workbench.ts';

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
