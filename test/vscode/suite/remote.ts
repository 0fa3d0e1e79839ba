import * as assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import * as vscode from 'vscode';

/** Waits until the diagnostics of a file are what a test is after. */
async function diagnostics(uri: vscode.Uri, accept: (codes: readonly unknown[]) => boolean) {
  const until = Date.now() + 25_000;
  for (;;) {
    const found = vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'kubewright');
    if (accept(found.map(({ code }) => code))) return found;
    if (Date.now() > until) assert.fail(`still ${JSON.stringify(found)}`);
    await new Promise(resolve => setTimeout(resolve, 100));
  }
}

describe('a remote base in the editor', () => {
  it('is noted until the quick fix allows it, then fetched and built', async () => {
    const [folder] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(folder);
    const uri = vscode.Uri.joinPath(folder.uri, 'kustomization.yaml');
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document);
    const [note] = await diagnostics(uri, codes => codes.includes('remote.not-allowed'));
    assert.equal(note?.severity, vscode.DiagnosticSeverity.Information);
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      uri,
      note.range,
    );
    const command = actions.map(action => action.command).find(each => each?.command === 'kubewright.allow');
    assert.ok(command, JSON.stringify(actions));
    await vscode.commands.executeCommand(command.command, ...(command.arguments ?? []));
    assert.equal(vscode.workspace.getConfiguration('kubewright.kustomize', uri).get('remote'), true);
    // What was fetched has no object of the patch's name, which only a whole build can tell.
    await diagnostics(
      uri,
      codes => codes.includes('patch.no-target') && !codes.includes('remote.not-allowed'),
    );
  });
});
