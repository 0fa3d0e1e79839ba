import * as assert from 'node:assert/strict';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { describe, it } from 'mocha';
import * as vscode from 'vscode';

function uriOf(path: string): vscode.Uri {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  assert.ok(folder);
  return vscode.Uri.joinPath(folder.uri, path);
}

async function eventually<Value>(
  look: () => Thenable<Value>,
  accept: (value: Value) => boolean,
): Promise<Value> {
  for (let left = 100; ; left -= 1) {
    const value = await look();
    if (accept(value)) return value;
    if (left === 0) throw new Error(`It never came to that: ${JSON.stringify(value)}`);
    await new Promise(resolve => setTimeout(resolve, 200));
  }
}

async function open(path: string): Promise<vscode.TextEditor> {
  return vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uriOf(path)));
}

describe('a fleet that Flux deploys', () => {
  it('says above a kustomization who deploys it, and opens that object', async () => {
    await open('apps/web/kustomization.yaml');
    const [lens] = await eventually(
      () =>
        vscode.commands.executeCommand<vscode.CodeLens[]>(
          'vscode.executeCodeLensProvider',
          uriOf('apps/web/kustomization.yaml'),
          10,
        ),
      found => found.length > 0,
    );
    assert.equal(lens?.command?.title, 'Deployed by Flux Kustomization apps');
    await vscode.commands.executeCommand(lens.command.command, ...(lens.command.arguments ?? []));
    const shown = await eventually(
      async () => vscode.window.activeTextEditor,
      editor => editor?.document.uri.path.endsWith('/clusters/prod/apps.yaml') === true,
    );
    assert.equal(shown?.document.getText(shown.selection), 'apps');
  });

  it('leads from the path to the kustomization', async () => {
    const links = await eventually(
      () =>
        vscode.commands.executeCommand<vscode.DocumentLink[]>(
          'vscode.executeLinkProvider',
          uriOf('clusters/prod/apps.yaml'),
        ),
      found => found.some(({ target }) => target?.path.endsWith('/apps/web/kustomization.yaml')),
    );
    assert.equal(links.length, 1);
  });

  it('keeps the extension host free while all overlays of a base are looked at again', async function () {
    const editor = await open('base/config.yaml');
    const end = editor.document.lineAt(editor.document.lineCount - 1).range.end;
    const delay = monitorEventLoopDelay({ resolution: 1 });
    delay.enable();
    await editor.edit(builder => builder.insert(end, 'dta: {}\n'));
    await eventually(
      async () => vscode.languages.getDiagnostics(editor.document.uri),
      found => found.some(({ code }) => JSON.stringify(code)?.includes('schema.unknown-field') === true),
    );
    await new Promise(resolve => setTimeout(resolve, 1000));
    delay.disable();
    const blocked = delay.max / 1e6;
    if (this.test) this.test.title += ` (at most ${blocked.toFixed(1)} ms)`;
    // The editor's own work and a busy machine are in it as well.
    assert.ok(blocked < 250, `it was blocked for ${blocked} ms`);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });
});
