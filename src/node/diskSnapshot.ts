import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import { posix } from 'node:path';
import type { Entry, Snapshot } from '../kustomize/snapshot.ts';
import { maxFileBytes } from './blockingSnapshot.ts';
import { uriOf } from './fileUri.ts';

/** The disk as far as somebody looked, remembered until told that it changed. */
export interface DiskSnapshot extends Snapshot {
  /** Looks at paths that are not known yet; what cannot be read becomes an entry that says so. */
  load(paths: readonly string[]): Promise<void>;
  /**
   * Forgets what is known about a real path that changed, about what lies under it and about links that lead
   * there; with `listed`, because it came or went, also the listing of its directory. Gives the paths that were
   * known.
   */
  forget(path: string, listed: boolean): readonly string[];
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
    forget(path, listed) {
      const directory = listed ? posix.dirname(path) : path;
      const forgotten: string[] = [];
      for (const [known, entry] of entries) {
        const target = 'realpath' in entry ? entry.realpath : known;
        const concerned = [known, target].some(
          at => at === path || at === directory || at.startsWith(`${path}/`),
        );
        if (!concerned) continue;
        entries.delete(known);
        forgotten.push(known);
      }
      loading.clear();
      return forgotten;
    },
  };

  function unknown(paths: readonly string[]): string[] {
    return paths.filter(path => !entries.has(path));
  }
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
    return reason === 'ENOENT' || reason === 'ENOTDIR' ? { kind: 'absent' } : { kind: 'unreadable', reason };
  }
}

function errorCode(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : 'EIO';
}

function posixPath(path: string): string {
  return path.replaceAll('\\', '/');
}
