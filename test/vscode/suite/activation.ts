import * as assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import * as vscode from 'vscode';

describe('the extension', () => {
  const extension = () => {
    const found = vscode.extensions.getExtension('kubewright.kubewright');
    assert.ok(
      found,
      'VS Code did not load the extension under development: see package.json main and engines',
    );
    return found;
  };

  it('activates, its ES module bundle loading in this VS Code', async () => {
    await extension().activate();
    assert.equal(extension().isActive, true);
  });

  it('registers every command that package.json contributes', async () => {
    await extension().activate();
    const registered = new Set(await vscode.commands.getCommands(true));
    const contributed = (extension().packageJSON.contributes?.commands ?? []) as { command: string }[];
    const missing = contributed.map(({ command }) => command).filter(command => !registered.has(command));
    assert.deepEqual(missing, [], 'the palette would offer commands that do nothing');
  });

  it('runs on the Node it was built for', () => {
    console.log(`VS Code ${vscode.version}, Node ${process.versions.node}`);
    const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
    assert.ok(
      major > 22 || (major === 22 && minor >= 19),
      `Node ${process.versions.node} is older than 22.19`,
    );
    if (process.env['KUBEWRIGHT_TEST_EDITOR_VERSION'] === 'oldest') {
      assert.equal(process.versions.node, '22.19.0');
      assert.match(vscode.version, /^1\.105\./);
    }
  });
});
