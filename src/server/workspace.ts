import { posix } from 'node:path';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { createOpenFiles } from '../kustomize/openFiles.ts';
import type { Workspace } from '../language/workspace.ts';
import { createDiskSnapshot, type DiskChange } from '../node/diskSnapshot.ts';
import { pathOf, uriOf } from '../node/fileUri.ts';
import { createGitIndex } from '../node/gitIndex.ts';
import { createRepositories } from '../node/gitRepository.ts';
import { readDirectory } from '../node/readDirectory.ts';
import { realPath } from '../node/realPath.ts';
import type { ClusterTarget } from './clusterTarget.ts';
import type { Fetching } from './fetching.ts';
import { createFolders } from './folders.ts';
import type { Settings, SettingsFolder } from './settings.ts';

/** The client's folders, its open documents and the disk below them. Files go by their real paths here. */
export interface ServerWorkspace extends Workspace {
  /** Adds and removes folders, by URI; gives the real paths of those that came. */
  changeFolders(added: readonly string[], removed: readonly string[]): readonly string[];
  /** Lets the document's text win over the file; gives its path, `undefined` where it is no file. */
  open(document: TextDocument): string | undefined;
  close(document: TextDocument): string | undefined;
  /** The real paths of the documents that are open. */
  openPaths(): Iterable<string>;
  /**
   * Forgets what is known about files that changed, by URI; gives the paths that may look different now. `listed`
   * where one came or went, so that its directory changed too.
   */
  changedOnDisk(changes: readonly { readonly uri: string; readonly listed: boolean }[]): readonly string[];
  /** Looks again at files of the disk by path; gives those that are not what they were. */
  refresh(paths: readonly string[]): Promise<readonly string[]>;
  /** The URI under which the client knows a file; it may have come by a link or write URIs differently. */
  clientUri(uri: string): string;
  /** The innermost folder that holds a root; the root itself where none does. */
  folderOf(root: string): SettingsFolder;
}

/** What a workspace takes from elsewhere. */
export interface WorkspacePorts {
  readonly fetching: () => Fetching;
  readonly settings: () => Settings;
  readonly cluster: () => ClusterTarget;
}

/** A workspace without folders and documents. */
export function createServerWorkspace({ fetching, settings, cluster }: WorkspacePorts): ServerWorkspace {
  const disk = createDiskSnapshot();
  const openFiles = createOpenFiles(disk);
  const folders = createFolders();
  /** The client's URI by real path. */
  const openUris = new Map<string, string>();

  return {
    get folders() {
      return folders.paths;
    },
    snapshot: {
      entry: openFiles.entry,
      remote: request => fetching().remote(request),
      chart: request => fetching().chart(request),
    },
    buildOptions: root => settings().buildOptions(root),
    async target(root) {
      const { target } = cluster();
      // What somebody wrote down counts more than where they happen to look.
      const version = (await settings().kubernetesVersion(root)) ?? target.version;
      return { version, typeOf: target.typeOf };
    },
    folderOf(root) {
      const path = folders.innermost(root) ?? root;
      return { path, uri: folders.clientUri(path) ?? uriOf(path) };
    },
    async load(needs, signal) {
      await disk.load(needs.flatMap(need => (need.kind === 'entry' ? [need.path] : [])));
      signal.throwIfAborted();
      fetching().request(needs);
    },
    readDirectory,
    isTracked: createGitIndex().isTracked,
    repositoryOf: createRepositories(),
    text(uri) {
      const path = pathOf(uri);
      const entry = path === undefined ? undefined : openFiles.entry(path);
      return entry?.kind === 'file' ? entry.file.text : undefined;
    },
    changeFolders: folders.change,
    open(document) {
      const path = realPathOf(document.uri);
      if (path === undefined) return undefined;
      openUris.set(path, document.uri);
      openFiles.set({ uri: uriOf(path), path, text: document.getText() });
      return path;
    },
    close(document) {
      const path = realPathOf(document.uri);
      if (path === undefined) return undefined;
      openUris.delete(path);
      openFiles.close(path);
      // Without a watcher nobody says what happened to the file meanwhile.
      disk.forget([{ path, listed: false }]);
      return path;
    },
    openPaths: () => openUris.keys(),
    changedOnDisk(changes) {
      const all = changes.flatMap(({ uri, listed }) => spellings(uri).map(path => ({ path, listed })));
      return [...new Set([...all.map(({ path }) => path), ...disk.forget(all)])];
    },
    refresh: disk.refresh,
    clientUri(uri) {
      const path = pathOf(uri);
      if (path === undefined) return uri;
      return openUris.get(path) ?? folders.clientUri(path) ?? uri;
    },
  };
}

function realPathOf(uri: string): string | undefined {
  const path = pathOf(uri);
  return path === undefined ? undefined : realPath(path);
}

/** A path as the client has it, and as builds may: what changed may be a link, or lie behind one. */
function spellings(uri: string): readonly DiskChange['path'][] {
  const path = pathOf(uri);
  if (path === undefined) return [];
  const real = realPath(path);
  if (real === path) return [path];
  return [...new Set([path, real, posix.join(realPath(posix.dirname(path)), posix.basename(path))])];
}
