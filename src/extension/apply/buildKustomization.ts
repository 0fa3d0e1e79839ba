import { workspace } from 'vscode';
import type { BuildResult } from '../../kustomize/build.ts';

/**
 * Builds the kustomization of a directory (absolute path, POSIX separators) as the editor shows it, which is to say
 * with unsaved edits. Rejects with the signal's reason when aborted.
 */
export async function buildKustomization(root: string, signal: AbortSignal): Promise<BuildResult> {
  const [{ build }, { createDiskSnapshot }, { realPath }, { createOpenFiles }] = await Promise.all([
    import('../../kustomize/build.ts'),
    import('../../node/diskSnapshot.ts'),
    import('../../node/realPath.ts'),
    import('../../kustomize/openFiles.ts'),
  ]);
  const disk = createDiskSnapshot();
  const snapshot = createOpenFiles(disk);
  for (const document of workspace.textDocuments) {
    if (!document.isDirty || document.uri.scheme !== 'file') continue;
    snapshot.set({
      uri: document.uri.toString(),
      path: realPath(document.uri.fsPath.replaceAll('\\', '/')),
      text: document.getText(),
    });
  }
  for (;;) {
    signal.throwIfAborted();
    const result = build(root, snapshot);
    const missing = result.needs.flatMap(need => (need.kind === 'entry' ? [need.path] : []));
    if (missing.length === 0) return result;
    await disk.load(missing);
  }
}
