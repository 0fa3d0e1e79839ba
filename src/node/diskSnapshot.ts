import { readdir, readFile, readlink, realpath, stat } from 'node:fs/promises';
import { posix } from 'node:path';
import type { Entry, Snapshot } from '../kustomize/snapshot.ts';
import { maxFileBytes } from './blockingSnapshot.ts';
import { uriOf } from './fileUri.ts';

/** The disk as far as somebody looked, remembered until told that it changed. */
export interface DiskSnapshot extends Snapshot {
  /** Looks at paths that are not known yet; what cannot be read becomes an entry that says so. */
  load(paths: readonly string[]): Promise<void>;
  /**
   * Forgets what is known about paths that changed, about what lies under them and about links that lead there; of
   * those that came or went also the listing of their directory. Gives the paths that were known.
   */
  forget(changes: readonly DiskChange[]): readonly string[];
  /** Looks again at known paths; gives those where something else is found. What is the same keeps its entry. */
  refresh(paths: readonly string[]): Promise<readonly string[]>;
}

/** A change on disk; `listed` where the path came or went. */
export interface DiskChange {
  readonly path: string;
  readonly listed: boolean;
}

/** A snapshot that knows nothing yet; the caller owns it. */
export function createDiskSnapshot(): DiskSnapshot {
  const entries = new Map<string, Entry>();
  const loading = new Map<string, Promise<void>>();

  function loadOne(path: string): Promise<void> {
    const known = loading.get(path);
    if (known !== undefined) return known;
    const load = readEntry(path).then(entry => {
      // A forget in between has taken this load out of the map: what it read may be old.
      if (loading.get(path) !== load) return;
      loading.delete(path);
      entries.set(path, entry);
    });
    loading.set(path, load);
    return load;
  }

  return {
    entry: path => entries.get(path),
    async load(paths) {
      for (let missing = unknown(paths); missing.length > 0; missing = unknown(missing)) {
        await Promise.all(missing.map(loadOne));
      }
    },
    forget(changes) {
      const isConcerned = concernedBy(changes);
      const forgotten: string[] = [];
      for (const [known, entry] of entries) {
        if (!isConcerned(known, entry)) continue;
        entries.delete(known);
        forgotten.push(known);
      }
      loading.clear();
      return forgotten;
    },
    async refresh(paths) {
      const changed: string[] = [];
      await Promise.all(
        paths.map(async path => {
          const known = entries.get(path);
          if (known === undefined) return;
          const found = await readEntry(path);
          if (entries.get(path) !== known || isSame(known, found)) return;
          entries.set(path, found);
          changed.push(path);
        }),
      );
      return changed;
    },
  };

  function unknown(paths: readonly string[]): string[] {
    return paths.filter(path => !entries.has(path));
  }
}

function isSame(known: Entry, found: Entry): boolean {
  if (known.kind === 'file' && found.kind === 'file') {
    return known.realpath === found.realpath && Buffer.compare(known.bytes, found.bytes) === 0;
  }
  return !('bytes' in known) && !('bytes' in found) && JSON.stringify(known) === JSON.stringify(found);
}

/** One pass over what is known serves many changes: a checkout comes as thousands. */
function concernedBy(changes: readonly DiskChange[]): (known: string, entry: Entry) => boolean {
  const changed = new Set(changes.map(change => change.path));
  const listed = changes.filter(change => change.listed).map(change => change.path);
  const directories = new Set(listed.map(path => posix.dirname(path)));

  function isBelowChanged(path: string): boolean {
    for (let at = path; ; at = posix.dirname(at)) {
      if (changed.has(at)) return true;
      if (at === posix.dirname(at)) return false;
    }
  }

  return (known, entry) => {
    const target = ('realpath' in entry ? entry.realpath : undefined) ?? known;
    if (directories.has(known) || directories.has(target)) return true;
    return isBelowChanged(known) || (target !== known && isBelowChanged(target));
  };
}

async function readEntry(path: string): Promise<Entry> {
  try {
    const status = await stat(path);
    const target = posixPath(await realpath(path));
    if (status.isDirectory())
      return { kind: 'directory', realpath: target, names: (await readdir(path)).sort() };
    if (!status.isFile()) return { kind: 'unreadable', reason: 'ENOTSUP' };
    if (status.size > maxFileBytes) return { kind: 'unreadable', reason: 'EFBIG' };
    const bytes = await readFile(path);
    const text = new TextDecoder().decode(bytes);
    return { kind: 'file', realpath: target, file: { uri: uriOf(target), path: target, text }, bytes };
  } catch (error) {
    const reason = errorCode(error);
    if (reason !== 'ENOENT' && reason !== 'ENOTDIR') return { kind: 'unreadable', reason };
    return { kind: 'absent', realpath: await missingPlace(path) };
  }
}

/** Links that lead to each other end the search. */
const mostLinks = 40;

/** Where a path that leads nowhere would be, with every link on the way followed, dangling ones too. */
async function missingPlace(path: string, links = 0): Promise<string> {
  const real = await realpath(path).catch(() => undefined);
  if (real !== undefined) return posixPath(real);
  const parent = posix.dirname(path);
  if (parent === path || links > mostLinks) return path;
  const target = await readlink(path).catch(() => undefined);
  const above = await missingPlace(parent, links);
  if (target !== undefined) return missingPlace(posix.resolve(above, posixPath(target)), links + 1);
  return posix.join(above, posix.basename(path));
}

function errorCode(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : 'EIO';
}

function posixPath(path: string): string {
  return path.replaceAll('\\', '/');
}
