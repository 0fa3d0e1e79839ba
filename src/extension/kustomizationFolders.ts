import { commands, Disposable, Uri, workspace } from 'vscode';
import { isKustomization, kustomizationGlob } from './languageServer.ts';

const settleMilliseconds = 300;

/**
 * Tells the editor which folders hold a kustomization (`kubewright.kustomizationFolders`), so that their menus offer
 * to apply it and no others do. The caller disposes it.
 */
export function markKustomizationFolders(): Disposable {
  const watcher = workspace.createFileSystemWatcher(kustomizationGlob, false, true, false);
  let timer: NodeJS.Timeout | undefined;

  async function look(): Promise<void> {
    const found = (await workspace.findFiles(kustomizationGlob)).filter(isKustomization);
    const folders = [...new Set(found.map(uri => Uri.joinPath(uri, '..').fsPath))];
    await commands.executeCommand('setContext', 'kubewright.kustomizationFolders', folders);
  }

  /** Many files come and go at once where a branch is switched. */
  function update(): void {
    clearTimeout(timer);
    timer = setTimeout(look, settleMilliseconds);
  }

  update();
  return Disposable.from(
    watcher,
    watcher.onDidCreate(update),
    watcher.onDidDelete(update),
    workspace.onDidChangeWorkspaceFolders(update),
    { dispose: () => clearTimeout(timer) },
  );
}
