import type { FrameLocator, Locator, Page } from 'playwright-core';
import { describe, expect, onTestFinished, test } from 'vitest';
import { tcpProxy } from '../cluster/tcpProxy.ts';
import { openClusterWindow, picture, showClusters, writeContexts } from './clusterWindow.ts';
import {
  columnNames,
  eventuallyRows,
  filterTable,
  openTable,
  selectedNames,
  tablePage,
  tableRows,
} from './resourceTable.ts';
import { useShopCluster } from './shopCluster.ts';
import {
  answerInput,
  dialogText,
  eventually,
  expandPath,
  pressDialogButton,
  pressMenuEntry,
  quickPickRows,
  runCommand,
  screenshot,
} from './workbench.ts';

const controlPlane = useShopCluster();

const admin = () => [controlPlane().kubeconfigs.admin];

function names(rows: readonly (readonly string[])[], column = 1): string[] {
  return rows.map(cells => cells[column] ?? '');
}

async function countText(frame: FrameLocator): Promise<string> {
  return (await frame.locator('#toolbar .count').textContent()) ?? '';
}

/** What a screen reader gets to hear. */
async function announced(frame: FrameLocator): Promise<string> {
  return (await frame.locator('#announcer').textContent()) ?? '';
}

/** Makes ConfigMaps that a test may take away. */
async function createMaps(names: readonly string[]): Promise<void> {
  for (const name of names) {
    await controlPlane().kubectl(['create', 'configmap', name, '-n', 'shop', '--from-literal=a=b']);
  }
  onTestFinished(async () => {
    await controlPlane().kubectl(['delete', 'configmap', '-n', 'shop', '--ignore-not-found', ...names]);
  });
}

function header(frame: FrameLocator, name: string): Locator {
  return frame.locator('[role=columnheader]', { hasText: new RegExp(`^${name}[▴▾]?$`) });
}

async function clickHeader(frame: FrameLocator, name: string): Promise<void> {
  await header(frame, name).click();
}

/** In the window's pixels. */
async function columnBox(frame: FrameLocator, name: string) {
  const box = await header(frame, name).boundingBox();
  if (box === null) throw new Error(`${name} is not to be seen`);
  return box;
}

describe('a table of pods', () => {
  for (const theme of ['dark', 'light', 'high-contrast'] as const) {
    test(`has the server's columns and follows the cluster (${theme})`, async () => {
      const { page } = await openClusterWindow({ kubeconfigs: admin(), theme });
      const frame = await openTable(page, 'po', 'Pod');
      const rows = await eventuallyRows(
        frame,
        all => all.filter(cells => cells[1]?.startsWith('web-')).length === 3,
      );
      expect(await columnNames(frame)).toEqual(['Namespace', 'Name', 'Ready', 'Status', 'Restarts', 'Age']);
      const web = rows.find(cells => cells[1]?.startsWith('web-'));
      expect(web?.slice(0, 1)).toEqual(['shop']);
      expect(web?.slice(2, 5)).toEqual(['1/1', 'Running', '0']);
      expect(web?.[5]).toMatch(/^\d+[smhd](\d+[smh])?$/);
      await frame.locator('.body [role=row]').nth(1).click();
      await page.keyboard.press('Shift+ArrowDown');
      await screenshot(page, picture(`table-${theme}`));
      await controlPlane().kubectl(['scale', '-n', 'shop', 'deployment/web', '--replicas=4']);
      onTestFinished(async () => {
        await controlPlane().kubectl(['scale', '-n', 'shop', 'deployment/web', '--replicas=3']);
      });
      await eventuallyRows(
        frame,
        all => all.filter(cells => cells[1]?.startsWith('web-') && cells[3] === 'Running').length === 4,
      );
    });
  }

  test('is in Korean where the editor is', async () => {
    const { page } = await openClusterWindow({ kubeconfigs: admin(), language: 'ko' });
    const frame = await openTable(page, 'deploy', 'Deployment', 'Kubewright: 표로 열기');
    await eventually(
      () => countText(frame),
      text => /^오브젝트: \d+개$/.test(text),
    );
    expect((await columnNames(frame))[0]).toBe('네임스페이스');
    await screenshot(page, picture('table-korean'));
  });
});

describe('rows', () => {
  test('are sorted by a click on a column, filtered by what is typed, and counted', async () => {
    const { page } = await openClusterWindow({ kubeconfigs: admin() });
    const frame = await openTable(page, 'deploy', 'Deployment');
    const rows = await eventuallyRows(frame, all => all.length > 2);
    await clickHeader(frame, 'Name');
    const byName = names(rows).sort();
    await eventuallyRows(frame, all => names(all).join() === byName.join());
    await clickHeader(frame, 'Name');
    await eventuallyRows(frame, all => names(all).join() === byName.toReversed().join());
    const header = frame.locator('[role=columnheader][aria-sort=descending]');
    expect(await header.textContent()).toContain('Name');
    await filterTable(frame, 'web ns:shop');
    const filtered = await eventuallyRows(frame, all => all.length === 1);
    expect(names(filtered)).toEqual(['web']);
    expect(await countText(frame)).toBe(`1 of ${rows.length}`);
    await eventually(
      () => announced(frame),
      text => text === `1 of ${rows.length}`,
    );
    expect(await frame.locator('[role=grid]').getAttribute('aria-rowcount')).toBe('2');
    await filterTable(frame, 'no such thing');
    await frame.getByText('No row matches the filter.').waitFor();
    await filterTable(frame, 'label:app.kubernetes.io/name=web');
    await eventuallyRows(frame, all => all.length > 0 && names(all).every(name => name === 'web'));
  });

  test('are selected and opened by the keyboard alone', async () => {
    const { page } = await openClusterWindow({ kubeconfigs: admin() });
    const frame = await openTable(page, 'deploy', 'Deployment');
    const all = names(await eventuallyRows(frame, rows => rows.length > 2));
    await frame.locator('vscode-textfield input').focus();
    await page.keyboard.press('ArrowDown');
    await eventually(
      () => selectedNames(frame),
      selected => selected.join() === all[0],
    );
    await page.keyboard.press('Shift+ArrowDown');
    await page.keyboard.press('Shift+ArrowDown');
    await eventually(
      () => selectedNames(frame),
      selected => selected.length === 3,
    );
    await page.keyboard.press('Home');
    await page.keyboard.press('Control+ArrowDown');
    await page.keyboard.press(' ');
    await eventually(
      () => selectedNames(frame),
      selected => selected.length === 2,
    );
    await page.keyboard.press('ControlOrMeta+a');
    await eventually(
      () => selectedNames(frame),
      selected => selected.length === all.length,
    );
    await page.keyboard.press('End');
    await eventually(
      () => selectedNames(frame),
      selected => selected.join() === all.at(-1),
    );
    const focused = frame.locator('.body [role=row]:focus');
    expect(await focused.getAttribute('aria-rowindex')).toBe(String(all.length + 1));
    await page.keyboard.press('Enter');
    await page.locator('.tab.active', { hasText: `${all.at(-1)}.yaml` }).waitFor();
  });

  test('have a menu that follows what can be done, and give names for kubectl', async () => {
    const { page } = await openClusterWindow({ kubeconfigs: admin() });
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    const frame = await openTable(page, 'deploy', 'Deployment');
    await eventuallyRows(frame, rows => names(rows).includes('web'));
    const web = frame.locator('.body [role=row]', { hasText: /^shop\s*web/ });
    await web.click({ button: 'right' });
    const menu = page.locator('.monaco-menu .action-label');
    await menu.first().waitFor();
    const labels = (await menu.allTextContents()).filter(text => text !== '');
    expect(labels).toEqual(['Open as YAML', 'Forward Port…', 'Copy Names', 'Copy for kubectl', 'Delete…']);
    await screenshot(page, picture('table-menu'));
    await pressMenuEntry(page, web, 'Copy for kubectl');
    await eventually(
      () => page.evaluate('navigator.clipboard.readText()') as Promise<string>,
      text => text === '-n shop deployments.apps/web',
    );
  });
});

test('rows are in the document as on the screen, wherever one has scrolled to', async () => {
  const many = Array.from({ length: 150 }, (_, index) => ({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: `many-${String(index).padStart(3, '0')}`, namespace: 'shop' },
  }));
  const list = JSON.stringify({ apiVersion: 'v1', kind: 'List', items: many });
  await controlPlane().kubectl(['create', '-f', '-'], { stdin: list });
  onTestFinished(async () => {
    await controlPlane().kubectl(['delete', '-f', '-', '--ignore-not-found'], { stdin: list });
  });
  const { page } = await openClusterWindow({ kubeconfigs: admin() });
  const frame = await openTable(page, 'cm', 'ConfigMap');
  await filterTable(frame, 'many-');
  await eventuallyRows(frame, rows => names(rows)[0] === 'many-000');
  await frame.locator('.body [role=row]').first().click();
  const focused = frame.locator('.body [role=row][tabindex="0"]');
  const reach = (name: string) =>
    eventually(
      () => focused.locator('.name').textContent(),
      text => text === name,
    );
  await page.keyboard.press('End');
  await reach('many-149');
  await eventuallyRows(frame, rows => names(rows).at(-1) === 'many-149');
  // Upwards rows come in front of those that are there.
  for (let press = 0; press < 3; press += 1) {
    await page.keyboard.press('PageUp');
    expect((await tableRows(frame)).length).toBeGreaterThan(10);
  }
  await page.keyboard.press('Home');
  await reach('many-000');
  await eventuallyRows(frame, rows => names(rows)[0] === 'many-000');
  // The order turned round below the row that has the keyboard, which keeps it.
  await clickHeader(frame, 'Name');
  await clickHeader(frame, 'Name');
  await eventuallyRows(frame, rows => names(rows).includes('many-149'));
});

describe('Delete…', () => {
  test('names context, namespace and objects, and deletes these and no others', async () => {
    await createMaps(['doomed-a', 'doomed-b', 'kept']);
    const { page } = await openClusterWindow({ kubeconfigs: admin() });
    const frame = await openTable(page, 'cm', 'ConfigMap');
    await filterTable(frame, 'doomed');
    await eventuallyRows(frame, rows => rows.length === 2);
    await frame.locator('.body [role=row]').first().click();
    await page.keyboard.press('ControlOrMeta+a');
    await frame.locator('[data-action=delete]').click();
    await page.locator('.monaco-dialog-box').waitFor();
    const text = await dialogText(page);
    expect(text).toContain('Delete from shop-cluster? Objects: 2');
    expect(text).toContain('Namespaces: shop');
    expect(text).toContain('ConfigMap doomed-a');
    await screenshot(page, picture('table-delete'));
    await pressDialogButton(page, 'Cancel');
    expect(names(await tableRows(frame)).length).toBe(2);
    await frame.locator('[data-action=delete]').click();
    await pressDialogButton(page, 'Delete');
    await eventuallyRows(frame, rows => rows.length === 0);
    const { stdout } = await controlPlane().kubectl(['get', 'configmap', '-n', 'shop', '-o', 'name']);
    expect(stdout).not.toContain('doomed');
    expect(stdout).toContain('configmap/kept');
  });
});

test('Delete… in a protected context wants its name typed, and asks once more about what others are lost with', async () => {
  await controlPlane().kubectl(['create', 'namespace', 'precious']);
  onTestFinished(async () => {
    await controlPlane().kubectl(['delete', 'namespace', 'precious', '--ignore-not-found', '--wait=false']);
  });
  const { page } = await openClusterWindow({
    kubeconfigs: admin(),
    settings: { 'kubewright.protectedContexts': ['shop-*'] },
  });
  const frame = await openTable(page, 'ns', 'Namespace');
  await filterTable(frame, 'precious');
  await eventuallyRows(frame, rows => rows.length === 1);
  const phase = async () => {
    const { stdout } = await controlPlane().kubectl([
      'get',
      'ns',
      'precious',
      '-o',
      'jsonpath={.status.phase}',
    ]);
    return stdout;
  };
  const remove = async () => {
    await frame.locator('.body [role=row]').first().click();
    await frame.locator('[data-action=delete]').click();
    await pressDialogButton(page, 'Delete');
    await page.locator('.monaco-dialog-box', { hasText: 'Everything that belongs to these' }).waitFor();
    await pressDialogButton(page, 'Delete All of It');
    await page.locator('.quick-input-widget', { hasText: 'is protected' }).waitFor();
  };
  await remove();
  await page.keyboard.press('Escape');
  expect(await phase()).toBe('Active');
  await remove();
  await answerInput(page, 'shop-cluster');
  await eventually(phase, value => value !== 'Active');
});

test('what the user may not do is not offered', async () => {
  const { url, certificate, tokens, kubectl } = controlPlane();
  await kubectl(['create', 'rolebinding', 'looks', '-n', 'shop', '--clusterrole=view', '--user=nobody']);
  onTestFinished(async () => {
    await kubectl(['delete', 'rolebinding', 'looks', '-n', 'shop']);
  });
  const guest = { name: 'guest', server: url, certificate, token: tokens.nobody, namespace: 'shop' };
  const file = await writeContexts([guest], 'guest');
  const { page } = await openClusterWindow({ kubeconfigs: [file] });
  const frame = await openTable(page, 'po', 'Pod');
  const rows = await eventuallyRows(frame, all => all.length > 2);
  expect(rows.length).toBeGreaterThan(2);
  await frame.locator('.body [role=row]').first().click();
  const shown = () => frame.locator('#toolbar [data-action]:visible').allTextContents();
  const offered = await eventually(shown, texts => !texts.some(text => /Delete|Forward/.test(text)));
  expect(offered.join()).toMatch(/YAML.*Log/);
  expect(await frame.locator('#toolbar .scope').textContent()).toBe('only shop, the rest may not be listed');
  await screenshot(page, picture('table-guest'));
});

describe('columns', () => {
  test('can be added by a JSONPath, are kept, and never show what Secrets hold', async () => {
    const { page } = await openClusterWindow({ kubeconfigs: admin() });
    const frame = await openTable(page, 'deploy', 'Deployment');
    await eventuallyRows(frame, rows => names(rows).includes('web'));
    await addColumn(page, frame, '.spec.strategy.type', 'Strategy');
    await eventually(
      () => columnNames(frame),
      columns => columns.includes('Strategy'),
    );
    const rows = await eventuallyRows(frame, all => all.some(cells => cells.at(-1) === 'RollingUpdate'));
    expect(names(rows)).toContain('web');
    await screenshot(page, picture('table-columns'));
    // The editor writes down which tabs are open every five seconds.
    await new Promise(resolve => setTimeout(resolve, 6000));
    await page.reload();
    const again = tablePage(page);
    await eventuallyRows(again, all => all.some(cells => cells.at(-1) === 'RollingUpdate'));
    expect(await page.locator('.tab.active').textContent()).toContain('Deployment · shop-cluster');
    const secrets = await openTable(page, 'secret', 'Secret');
    await eventuallyRows(secrets, all => all.length > 0);
    await openColumns(page, secrets);
    await page.locator('.quick-input-widget:visible .action-label[aria-label^="Add Column"]').click();
    await page.locator('.quick-input-widget:visible', { hasText: 'JSONPath' }).waitFor();
    await page.locator('.quick-input-widget:visible input').first().fill('.data.password');
    await page.locator('.quick-input-widget:visible', { hasText: 'Of Secrets only metadata' }).waitFor();
    await screenshot(page, picture('table-secret-column'));
  });

  test('of wide screens are hidden until they are chosen', async () => {
    const { page } = await openClusterWindow({ kubeconfigs: admin() });
    const frame = await openTable(page, 'po', 'Pod');
    await eventuallyRows(frame, rows => rows.length > 0);
    await openColumns(page, frame);
    expect((await quickPickRows(page)).join('\n')).toContain('Node');
    await screenshot(page, picture('table-column-choice'));
    await page
      .locator('.quick-input-widget:visible .monaco-list-row', { hasText: /^Node/ })
      .first()
      .locator('.label-name')
      .first()
      .click();
    await page.keyboard.press('Enter');
    await eventually(
      () => columnNames(frame),
      columns => columns.includes('Node'),
    );
    await eventuallyRows(frame, rows => rows.some(cells => cells.includes('node-a')));
  });
});

describe('the width of a column', () => {
  test('is what its edge is dragged to, also by the keyboard, and is kept until a double click', async () => {
    const { page } = await openClusterWindow({ kubeconfigs: admin() });
    const frame = await openTable(page, 'deploy', 'Deployment');
    await eventuallyRows(frame, rows => names(rows).includes('web'));
    const width = async () => Math.round((await columnBox(tablePage(page), 'Name')).width);
    const natural = await width();
    const { x, y, width: wide, height } = await columnBox(frame, 'Name');
    await page.mouse.move(x + wide - 3, y + height / 2);
    await page.mouse.down();
    await page.mouse.move(x + wide + 97, y + height / 2, { steps: 5 });
    await page.mouse.up();
    await eventually(width, now => Math.abs(now - natural - 100) <= 2);
    expect(await frame.locator('[aria-sort=ascending], [aria-sort=descending]').count()).toBe(0);
    await header(frame, 'Name').focus();
    await page.keyboard.press('Shift+ArrowLeft');
    await eventually(width, now => Math.abs(now - natural - 84) <= 2);
    await screenshot(page, picture('table-widths'));
    await runCommand(page, 'View: Close Editor');
    const again = await openTable(page, 'deploy', 'Deployment');
    await eventuallyRows(again, rows => names(rows).includes('web'));
    expect(Math.abs((await width()) - natural - 84)).toBeLessThanOrEqual(2);
    await header(again, 'Name').locator('.grip').dblclick();
    await eventually(width, now => now === natural);
  });
});

describe('the state of a table', () => {
  test('says that rows may be out of date once the cluster is out of reach, and recovers', async () => {
    const { url, certificate, tokens } = controlPlane();
    const proxy = await tcpProxy(url);
    onTestFinished(() => proxy.close());
    const server = proxy.url;
    const file = await writeContexts([{ name: 'far', server, certificate, token: tokens.admin }], 'far');
    const { page } = await openClusterWindow({ kubeconfigs: [file] });
    const frame = await openTable(page, 'deploy', 'Deployment');
    await eventuallyRows(frame, rows => names(rows).includes('web'));
    await frame.locator('.body [role=row]', { hasText: 'web' }).first().click();
    await eventually(
      () => selectedNames(frame),
      selected => selected.join() === 'web',
    );
    const banner = frame.locator('[role=alert]');
    expect(await banner.isVisible()).toBe(false);
    proxy.close();
    await banner.waitFor({ timeout: 60_000 });
    expect(await banner.textContent()).toContain('What is shown may be out of date.');
    expect(await frame.locator('body.stale').count()).toBe(1);
    expect(names(await tableRows(frame))).toContain('web');
    await screenshot(page, picture('table-stale'));
    const mended = await tcpProxy(url, { port: Number(new URL(server).port) });
    onTestFinished(() => mended.close());
    await banner.getByText('Connect Again').click();
    await frame.locator('.state.live').waitFor();
    await eventually(
      () => selectedNames(frame),
      selected => selected.join() === 'web',
    );
    expect(await banner.isVisible()).toBe(false);
    expect(await frame.locator('body.stale').count()).toBe(0);
  });

  test('is of the same table where it is opened twice, and of a kind of the tree by its icon', async () => {
    const { page } = await openClusterWindow({ kubeconfigs: admin() });
    await showClusters(page);
    await expandPath(page, 'Clusters', ['shop-cluster', 'Workloads']);
    const row = page.locator('.pane .monaco-list-row', { hasText: 'StatefulSets' }).first();
    await row.hover();
    await row.locator('.action-label[aria-label^="Open as Table"]').click();
    const frame = tablePage(page);
    await eventuallyRows(frame, rows => names(rows).includes('db'));
    await openTable(page, 'sts', 'StatefulSet');
    expect(await page.locator('.tab', { hasText: 'StatefulSet · shop-cluster' }).count()).toBe(1);
    await runCommand(page, 'View: Close Editor');
  });
});

async function openColumns(page: Page, frame: FrameLocator): Promise<void> {
  await frame.locator('[data-action=columns]').click();
  await page.locator('.quick-input-widget:visible .monaco-list-row').first().waitFor();
}

async function addColumn(page: Page, frame: FrameLocator, path: string, title: string): Promise<void> {
  await openColumns(page, frame);
  await page.locator('.quick-input-widget:visible .action-label[aria-label^="Add Column"]').click();
  await page.locator('.quick-input-widget:visible', { hasText: 'JSONPath' }).waitFor();
  await answerInput(page, path);
  await page.locator('.quick-input-widget:visible', { hasText: 'Title of the column' }).waitFor();
  await answerInput(page, title);
}
