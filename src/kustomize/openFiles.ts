import { posix } from 'node:path';
import type { SourceFile } from '../yaml/node.ts';
import type { Entry, Snapshot } from './snapshot.ts';

/** A snapshot in which what editors hold wins over what lies below. */
export interface OpenFiles extends Snapshot {
  /** Puts the text of an open document in place of the file; `path` is its real path. */
  set(file: SourceFile): void;
  /** Lets the file below be seen again. */
  close(path: string): void;
}

type FileEntry = Extract<Entry, { kind: 'file' }>;

/**
 * Lays open documents over `below`. They are found by real path, so also through links. Entries keep their
 * identity until what they show changes; a document with the text of its file changes nothing.
 */
export function createOpenFiles(below: Snapshot): OpenFiles {
  const open = new Map<string, FileEntry>();
  const listings = new Map<string, { readonly base: Entry; readonly entry: Entry }>();
  const encoder = new TextEncoder();

  function openEntry(path: string, base: Entry): Entry | undefined {
    const real = base.kind === 'file' || base.kind === 'absent' ? base.realpath : undefined;
    const document = open.get(real ?? path);
    if (document === undefined || base.kind === 'directory') return undefined;
    return base.kind === 'file' && base.file.text === document.file.text ? base : document;
  }

  /** A directory that also lists the documents which are not saved yet; they may make one where none is. */
  function directoryEntry(path: string, base: Entry): Entry {
    if (base.kind !== 'directory' && base.kind !== 'absent') return base;
    const known = listings.get(path);
    if (known?.base === base) return known.entry;
    const realpath = base.kind === 'directory' ? base.realpath : path;
    const names = base.kind === 'directory' ? base.names : [];
    const inside = [...open.keys()].filter(file => posix.dirname(file) === realpath);
    const added = inside.map(file => posix.basename(file)).filter(name => !names.includes(name));
    const entry: Entry =
      added.length === 0 ? base : { kind: 'directory', realpath, names: [...names, ...added].sort() };
    listings.set(path, { base, entry });
    return entry;
  }

  return {
    entry(path) {
      const base = below.entry(path);
      return base && (openEntry(path, base) ?? directoryEntry(path, base));
    },
    set(file) {
      if (!open.has(file.path)) listings.clear();
      const bytes = encoder.encode(file.text);
      open.set(file.path, { kind: 'file', realpath: file.path, file, bytes });
    },
    close(path) {
      open.delete(path);
      listings.clear();
    },
  };
}
