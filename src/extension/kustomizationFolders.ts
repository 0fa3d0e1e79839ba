import { commands, Uri } from 'vscode';

/**
 * Tells the editor which folders hold a kustomization (`kubewright.kustomizationFolders`), so that their menus offer
 * to apply it and no others do. The language server knows them, by URI: nobody searches the workspace twice.
 */
export async function markKustomizationFolders(directories: readonly string[]): Promise<void> {
  const folders = directories.map(uri => Uri.parse(uri, true).fsPath);
  await commands.executeCommand('setContext', 'kubewright.kustomizationFolders', folders);
}
