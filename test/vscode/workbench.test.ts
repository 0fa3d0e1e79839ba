import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openWindow, type Theme, themeSettings, type WindowOptions } from './browser.ts';
import { projectRoot, startServer } from './server.ts';
import { hoverSquiggle, squiggles } from './squiggles.ts';
import {
  chooseRow,
  dialogText,
  eventually,
  filterQuickPick,
  notifications,
  openFile,
  pressDialogButton,
  pressNotificationButton,
  quickPickRows,
  runCommand,
  screenshot,
  treeRows,
} from './workbench.ts';

/** What the other tests stand on: were these drivers wrong, a picture could show one thing and a test another. */
describe('the drivers', () => {
  for (const [version, theme] of [
    ['latest', 'dark'],
    ['oldest', 'light'],
    ['latest', 'high-contrast'],
  ] as const) {
    test(`read rows and underlines of the ${version} VS Code, ${theme}`, async () => {
      const { page } = await openSample(version, theme);
      const rows = await eventually(
        () => treeRows(page, 'sample'),
        texts => texts.length === 3,
      );
      expect(rows).toEqual(['a.txt', 'broken.json', '한글.txt']);
      await openFile(page, 'broken.json');
      const found = await eventually(
        () => squiggles(page),
        marks => marks.length > 0,
      );
      expect(found).toEqual([{ severity: 'error', line: 3, column: 16, text: 'tru' }]);
      expect(await hoverSquiggle(page, found[0]!)).toContain('Value expected');
      await screenshot(
        page,
        join(projectRoot, 'test', 'results', 'vscode', `drivers-${version}-${theme}.png`),
      );
    });
  }

  test('read notifications, dialogs and quick picks, in Korean', async () => {
    const { page } = await openSample('latest', 'dark', { extensions: [await asker()], language: 'ko' });
    await runCommand(page, '묻기');
    await pressDialogButton(page, '예');
    await eventually(
      () => notifications(page),
      messages => messages.includes('대답: 예'),
    );
    await pressNotificationButton(page, '대답: 예', '다시');
    await eventually(
      () => dialogText(page),
      text => text.includes('정말?'),
    );
    await pressDialogButton(page, '예');
    await openFile(page, 'a.txt');
    await runCommand(page, 'Change Language Mode');
    await filterQuickPick(page, 'yaml');
    const rows = await eventually(
      () => quickPickRows(page),
      texts => texts.some(text => text.startsWith('YAML')),
    );
    expect(rows.filter(text => !text.toLowerCase().includes('yaml'))).toEqual([]);
    await chooseRow(page, 'YAML');
    await page.locator('.statusbar-item', { hasText: 'YAML' }).waitFor();
  });
});

/** An extension that asks in a dialog and says the answer in a notification. */
async function asker(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'kubewright-asker-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const manifest = {
    name: 'asker',
    publisher: 'kubewright-tests',
    version: '1.0.0',
    engines: { vscode: '^1.105.0' },
    type: 'module',
    main: './main.js',
    l10n: './l10n',
    contributes: { commands: [{ command: 'asker.ask', title: '%ask%' }] },
  };
  await mkdir(join(folder, 'l10n'));
  await writeFile(join(folder, 'package.json'), JSON.stringify(manifest));
  await writeFile(join(folder, 'package.nls.json'), JSON.stringify({ ask: 'Ask' }));
  await writeFile(join(folder, 'package.nls.ko.json'), JSON.stringify({ ask: '묻기' }));
  const texts = { 'Really?': '정말?', Yes: '예', Again: '다시', 'Answer: {0}': '대답: {0}' };
  await writeFile(join(folder, 'l10n', 'bundle.l10n.ko.json'), JSON.stringify(texts));
  await writeFile(
    join(folder, 'main.js'),
    `import { commands, l10n, window } from 'vscode';
    async function ask() {
      const yes = l10n.t('Yes');
      const answer = await window.showWarningMessage(l10n.t('Really?'), { modal: true }, yes);
      const next = await window.showInformationMessage(l10n.t('Answer: {0}', String(answer)), l10n.t('Again'));
      if (next !== undefined) await ask();
    }
    export const activate = () => commands.registerCommand('asker.ask', ask);`,
  );
  return folder;
}

async function openSample(version: 'latest' | 'oldest', theme: Theme, options: WindowOptions = {}) {
  const parent = await mkdtemp(join(tmpdir(), 'kubewright-drivers-'));
  const folder = join(parent, 'sample');
  await mkdir(folder);
  await writeFile(join(folder, 'broken.json'), '{\n  "name": "shop",\n  "replicas한": tru\n}\n');
  await writeFile(join(folder, 'a.txt'), 'a\n');
  await writeFile(join(folder, '한글.txt'), 'b\n');
  onTestFinished(() => rm(parent, { recursive: true, force: true }));
  const server = await startServer({ version, settings: themeSettings(theme) });
  onTestFinished(() => server.stop());
  const window = await openWindow(server, { folder, theme, ...options });
  onTestFinished(() => window.close());
  return window;
}
