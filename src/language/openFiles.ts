import { posix } from 'node:path';
import type { Entry, Snapshot } from '../kustomize/snapshot.ts';
import type { SourceFile } from '../yaml/node.ts';

/** A snapshot in which what editors hold wins over what lies below. */
export interface OpenFiles extends Snapshot {
  /** Puts the text of an open document in place of the file, or of nothing where there is no file. */
  set(file: SourceFile): void;
  /** Lets the file below be seen again. */
  close(path: string): void;
}

/** Lays open documents over `below`; entries keep their identity until one of both changes. */
export function createOpenFiles(below: Snapshot): OpenFiles {
  const open = new Map<
    string,
    { readonly file: SourceFile; entry: Entry | undefined; base: Entry | undefined }
  >();
  const listings = new Map<string, { readonly base: Entry | undefined; readonly entry: Entry }>();
  const encoder = new TextEncoder();

  function openEntry(path: string): Entry | undefined {
    const document = open.get(path);
    if (document === undefined) return undefined;
    const base = below.entry(path);
    // The load restriction goes by the real path, which only the file system knows.
    if (base === undefined) return undefined;
    if (document.entry === undefined || document.base !== base) {
      const realpath = 'realpath' in base ? base.realpath : path;
      document.base = base;
      document.entry = {
        kind: 'file',
        realpath,
        file: document.file,
        bytes: encoder.encode(document.file.text),
      };
    }
    return document.entry;
  }

  /** A directory that also lists the documents which are not saved yet. */
  function directoryEntry(path: string, base: Entry | undefined): Entry | undefined {
    if (base?.kind !== 'directory' && base?.kind !== 'absent') return base;
    const known = listings.get(path);
    if (known?.base === base && known !== undefined) return known.entry;
    const written = base.kind === 'directory' ? base.names : [];
    const names = [...open.keys()]
      .filter(file => posix.dirname(file) === path)
      .map(file => posix.basename(file));
    const added = names.filter(name => !written.includes(name));
    if (added.length === 0) return base;
    const realpath = base.kind === 'directory' ? base.realpath : path;
    const entry: Entry = { kind: 'directory', realpath, names: [...written, ...added].sort() };
    listings.set(path, { base, entry });
    return entry;
  }

  return {
    entry: path => openEntry(path) ?? directoryEntry(path, below.entry(path)),
    set(file) {
      if (!open.has(file.path)) listings.clear();
      open.set(file.path, { file, entry: undefined, base: undefined });
    },
    close(path) {
      open.delete(path);
      listings.clear();
    },
  };
}
