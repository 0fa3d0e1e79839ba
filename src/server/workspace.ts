import type { TextDocument } from 'vscode-languageserver-textdocument';
import { createOpenFiles } from '../language/openFiles.ts';
import type { Workspace } from '../language/workspace.ts';
import { createDiskSnapshot } from '../node/diskSnapshot.ts';
import { pathOf, uriOf } from '../node/fileUri.ts';
import { readDirectory } from '../node/readDirectory.ts';

/** The client's folders, its open documents and the disk below them. */
export interface ServerWorkspace extends Workspace {
  /** Adds and removes folders, as absolute paths. */
  changeFolders(added: readonly string[], removed: readonly string[]): void;
  /** Lets the document's text win over the file; gives its path, `undefined` where it is no file. */
  open(document: TextDocument): string | undefined;
  close(document: TextDocument): string | undefined;
  /** Forgets what is known about a file; gives the known paths it concerned, the path itself included. */
  changedOnDisk(uri: string): readonly string[];
  /** The URI by which the client knows a file: it may write the same one differently. */
  clientUri(uri: string): string;
}

/** A workspace without folders and documents. */
export function createServerWorkspace(): ServerWorkspace {
  const disk = createDiskSnapshot();
  const openFiles = createOpenFiles(disk);
  const folders = new Set<string>();
  const clientUris = new Map<string, string>();

  return {
    get folders() {
      return [...folders];
    },
    snapshot: openFiles,
    async load(needs, signal) {
      await disk.load(needs.flatMap(need => (need.kind === 'entry' ? [need.path] : [])));
      signal.throwIfAborted();
    },
    readDirectory,
    text(uri) {
      const path = pathOf(uri);
      const entry = path === undefined ? undefined : openFiles.entry(path);
      return entry?.kind === 'file' ? entry.file.text : undefined;
    },
    changeFolders(added, removed) {
      for (const path of removed) folders.delete(path);
      for (const path of added) folders.add(path);
    },
    open(document) {
      const path = pathOf(document.uri);
      if (path === undefined) return undefined;
      const uri = uriOf(path);
      clientUris.set(uri, document.uri);
      openFiles.set({ uri, path, text: document.getText() });
      return path;
    },
    close(document) {
      const path = pathOf(document.uri);
      if (path === undefined) return undefined;
      clientUris.delete(uriOf(path));
      openFiles.close(path);
      disk.forget(path);
      return path;
    },
    changedOnDisk(uri) {
      const path = pathOf(uri);
      return path === undefined ? [] : [path, ...disk.forget(path)];
    },
    clientUri: uri => clientUris.get(uri) ?? uri,
  };
}
