import * as assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import * as vscode from 'vscode';

/** The first that `look` finds, looking again for a while. */
async function eventually<Found>(look: () => Found | undefined): Promise<Found> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const found = look();
    if (found !== undefined) return found;
    await new Promise(resolve => setTimeout(resolve, 200));
  }
  throw new Error('It was looked for 20 seconds and did not come.');
}

describe('the page of a rule', () => {
  it('is what the link of a finding names, and part of the extension', async () => {
    // A folder of its own: an editor that saves by itself must not change the sample.
    const folder = mkdtempSync(join(tmpdir(), 'kubewright-page-'));
    writeFileSync(
      join(folder, 'kustomization.yaml'),
      'namePrefix: a-\nimages:\n- name: gone\n  newTag: "2"\n',
    );
    const uri = vscode.Uri.file(join(folder, 'kustomization.yaml'));
    const document = await vscode.workspace.openTextDocument(uri);
    const finding = await eventually(() =>
      vscode.languages
        .getDiagnostics(uri)
        .find(({ code }) => typeof code === 'object' && code.value === 'image.no-match'),
    );
    const target = typeof finding.code === 'object' ? finding.code.target : undefined;
    assert.equal(`${target}`, `${vscode.env.uriScheme}://kubewright.kubewright/rules/image.no-match`);
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    const page = vscode.Uri.joinPath(
      vscode.extensions.getExtension('kubewright.kubewright')?.extensionUri ?? uri,
      'media/rules/image.no-match.md',
    );
    assert.ok((await vscode.workspace.fs.stat(page)).size > 0, 'the page is part of the extension');
    rmSync(folder, { recursive: true, force: true });
  });
});
