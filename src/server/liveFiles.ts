import { posix } from 'node:path';
import { FileChangeType } from 'vscode-languageserver/node';
import { isWithin } from '../kustomize/load/paths.ts';
import { mayDeploy } from '../language/deployments/deploymentIndex.ts';
import { isManifestPath } from '../language/manifestFile.ts';
import { findRoots, isRootFile, isSkipped } from '../language/roots.ts';
import { pathOf, uriOf } from '../node/fileUri.ts';
import { realPath } from '../node/realPath.ts';
import type { Session } from './session.ts';

/** Keeps the analysis up to date with what is typed in the editor and with what happens on disk. */
export function followFiles(session: Session): void {
  const { connection, documents, workspace, queue, publisher, closed } = session;
  documents.onDidChangeContent(({ document }) => {
    if (document.version > 1) session.lastEdit = Date.now();
    const path = workspace.open(document);
    if (path === undefined) return;
    const manifests = isManifestPath(path) && mayDeploy(document.getText()) ? [path] : [];
    queue.push({ changed: [path], added: [...rootsAt([path]), ...manifests] });
  });
  documents.onDidOpen(({ document }) => {
    const path = workspace.open(document);
    if (path !== undefined) publisher.rename(uriOf(path));
  });
  documents.onDidClose(({ document }) => {
    const path = workspace.close(document);
    if (path === undefined) return;
    publisher.rename(uriOf(path));
    const removed = rootsAt([path]).filter(root => !isOurs(root, workspace));
    queue.push({ changed: [path], removed });
  });
  connection.onDidChangeWatchedFiles(async ({ changes }) => {
    const changed = workspace.changedOnDisk(
      changes.map(({ uri, type }) => ({ uri, listed: type !== FileChangeType.Changed })),
    );
    const isSearched = (path: string) =>
      workspace.folders.some(folder => isWithin(path, folder) && !isSkipped(path.slice(folder.length)));
    queue.push({ changed, added: rootsAt(changed).filter(isSearched) });
    // A directory that came, by a rename or a checkout, may be all that is told of what lies in it.
    const came = changes.filter(({ type }) => type === FileChangeType.Created).map(({ uri }) => pathOf(uri));
    const folders = came
      .filter(path => path !== undefined)
      .map(realPath)
      .filter(isSearched);
    if (folders.length === 0) return;
    const added = await findRoots({ folders, readDirectory: workspace.readDirectory }, closed.signal);
    if (added.length > 0) queue.push({ added });
  });
}

/** Looks again at everything outside of the folders that some build read. */
export async function lookOutside({ workspace, analysis, queue, closed }: Session): Promise<void> {
  const isOutside = (path: string) => !workspace.folders.some(folder => isWithin(path, folder));
  const changed = await workspace.refresh([...analysis.paths()].filter(isOutside));
  if (changed.length > 0 && !closed.signal.aborted) queue.push({ changed });
}

/** Whether a root is looked at for its own sake: it lies in a folder, or its kustomization is open. */
export function isOurs(root: string, workspace: Session['workspace']): boolean {
  if (workspace.folders.some(folder => isWithin(root, folder))) return true;
  return rootsAt([...workspace.openPaths()]).includes(root);
}

/** The directories whose kustomization, by its right or a wrong name, is among `paths`. */
function rootsAt(paths: readonly string[]): string[] {
  return paths.filter(isRootFile).map(path => posix.dirname(path));
}
