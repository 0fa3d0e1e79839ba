import { Uri, workspace } from 'vscode';
import type { BuildResult } from '../../kustomize/build.ts';
import type { BuildOptions } from '../../kustomize/options.ts';

/**
 * Builds the kustomization of a directory (absolute path, POSIX separators) as the editor shows it, which is to say
 * with unsaved edits and by the settings that count there. Rejects with the signal's reason when aborted, which also
 * ends what is being fetched or rendered.
 */
export async function buildKustomization(root: string, signal: AbortSignal): Promise<BuildResult> {
  const [
    { build },
    { newBuildCache },
    { createDiskSnapshot },
    { createFetchers },
    { realPath },
    { createOpenFiles },
  ] = await Promise.all([
    import('../../kustomize/build.ts'),
    import('../../kustomize/buildCache.ts'),
    import('../../node/diskSnapshot.ts'),
    import('../../node/fetchers.ts'),
    import('../../node/realPath.ts'),
    import('../../kustomize/openFiles.ts'),
  ]);
  const disk = createDiskSnapshot();
  const openFiles = createOpenFiles(disk);
  for (const document of workspace.textDocuments) {
    if (!document.isDirty || document.uri.scheme !== 'file') continue;
    openFiles.set({
      uri: document.uri.toString(),
      path: realPath(document.uri.fsPath.replaceAll('\\', '/')),
      text: document.getText(),
    });
  }
  const options = await buildOptionsOf(root);
  const fetchers = createFetchers(process.env, root);
  const { remote, chart } = fetchers;
  const snapshot = { entry: openFiles.entry, remote, chart };
  const cache = newBuildCache();
  for (;;) {
    signal.throwIfAborted();
    const result = build(root, snapshot, cache, options);
    const { needs } = result;
    if (needs.length === 0) return result;
    await disk.load(needs.flatMap(need => (need.kind === 'entry' ? [need.path] : [])));
    await fetchers.load(needs, signal);
  }
}

/** How the kustomization of a directory (absolute path) is built, by the settings that count there. */
export async function buildOptionsOf(root: string): Promise<BuildOptions> {
  const [{ buildOptionsFrom }, { isFetched }, { realPath }] = await Promise.all([
    import('../../kustomize/buildSettings.ts'),
    import('../../git/cache.ts'),
    import('../../node/realPath.ts'),
  ]);
  const uri = Uri.file(root);
  const folder = workspace.getWorkspaceFolder(uri);
  const base = (folder?.uri ?? uri).fsPath.replaceAll('\\', '/');
  return buildOptionsFrom(workspace.getConfiguration('kubewright', uri).get('kustomize'), {
    path: root.slice(base.length + 1),
    trusted: workspace.isTrusted && !isFetched(realPath(root), process.env),
  });
}
