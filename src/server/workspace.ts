import type { TextDocument } from 'vscode-languageserver-textdocument';
import { isWithin } from '../kustomize/load/paths.ts';
import { createOpenFiles } from '../kustomize/openFiles.ts';
import type { Workspace } from '../language/workspace.ts';
import { createDiskSnapshot } from '../node/diskSnapshot.ts';
import { pathOf, uriOf } from '../node/fileUri.ts';
import { readDirectory } from '../node/readDirectory.ts';
import { realPath } from '../node/realPath.ts';
import type { Fetching } from './fetching.ts';
import type { Settings, SettingsFolder } from './settings.ts';

/** The client's folders, its open documents and the disk below them. Files go by their real paths here. */
export interface ServerWorkspace extends Workspace {
  /** Adds and removes folders, by URI. */
  changeFolders(added: readonly string[], removed: readonly string[]): void;
  /** Lets the document's text win over the file; gives its path, `undefined` where it is no file. */
  open(document: TextDocument): string | undefined;
  close(document: TextDocument): string | undefined;
  /**
   * Forgets what is known about a file; gives the paths that may look different now. `listed` where it came or
   * went, so that its directory changed too.
   */
  changedOnDisk(uri: string, listed: boolean): readonly string[];
  /** The URI under which the client knows a file; it may have come by a link or write URIs differently. */
  clientUri(uri: string): string;
  /** The innermost folder that holds a root; the root itself where none does. */
  folderOf(root: string): SettingsFolder;
}

/** What a workspace takes from elsewhere. */
export interface WorkspacePorts {
  readonly fetching: () => Fetching;
  readonly settings: () => Settings;
}

/** A workspace without folders and documents. */
export function createServerWorkspace({ fetching, settings }: WorkspacePorts): ServerWorkspace {
  const disk = createDiskSnapshot();
  const openFiles = createOpenFiles(disk);
  /** Real path to the client's path. */
  const folders = new Map<string, string>();
  const openUris = new Map<string, string>();

  return {
    get folders() {
      return [...folders.keys()];
    },
    snapshot: {
      entry: openFiles.entry,
      remote: request => fetching().remote(request),
      chart: request => fetching().chart(request),
    },
    buildOptions: root => settings().buildOptions(root),
    folderOf(root) {
      const holding = [...folders.keys()].filter(folder => isWithin(root, folder));
      const path = holding.sort((left, right) => right.length - left.length)[0] ?? root;
      return { path, uri: uriOf(folders.get(path) ?? path) };
    },
    async load(needs, signal) {
      await disk.load(needs.flatMap(need => (need.kind === 'entry' ? [need.path] : [])));
      signal.throwIfAborted();
      fetching().request(needs);
    },
    readDirectory,
    text(uri) {
      const path = pathOf(uri);
      const entry = path === undefined ? undefined : openFiles.entry(path);
      return entry?.kind === 'file' ? entry.file.text : undefined;
    },
    changeFolders(added, removed) {
      for (const path of removed.flatMap(toPath)) folders.delete(realPath(path));
      for (const path of added.flatMap(toPath)) folders.set(realPath(path), path);
    },
    open(document) {
      const path = toPath(document.uri).map(realPath)[0];
      if (path === undefined) return undefined;
      openUris.set(uriOf(path), document.uri);
      openFiles.set({ uri: uriOf(path), path, text: document.getText() });
      return path;
    },
    close(document) {
      const path = toPath(document.uri).map(realPath)[0];
      if (path === undefined) return undefined;
      openUris.delete(uriOf(path));
      openFiles.close(path);
      // Without a watcher nobody says what happened to the file meanwhile.
      disk.forget(path, false);
      return path;
    },
    changedOnDisk: (uri, listed) =>
      toPath(uri).flatMap(path => [path, realPath(path), ...disk.forget(realPath(path), listed)]),
    clientUri(uri) {
      const open = openUris.get(uri);
      if (open !== undefined) return open;
      const path = pathOf(uri) ?? '';
      const folder = [...folders.keys()].find(real => path.startsWith(`${real}/`));
      return folder === undefined ? uri : uriOf(`${folders.get(folder)}${path.slice(folder.length)}`);
    },
  };
}

function toPath(uri: string): string[] {
  const path = pathOf(uri);
  return path === undefined ? [] : [path];
}
