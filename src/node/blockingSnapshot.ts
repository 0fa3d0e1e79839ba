import { readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import type { Entry, Snapshot } from '../kustomize/snapshot.ts';
import { uriOf } from './fileUri.ts';

/** Bigger files are reported as unreadable (`EFBIG`) and never read: no manifest is so big. */
export const maxFileBytes = 64 * 1024 * 1024;

/**
 * The disk, read while the build asks: nothing is ever unknown, so a build needs one call. For processes that
 * build and end, such as the command line; each path is read once and remembered.
 */
export function createBlockingSnapshot(): Snapshot {
  const entries = new Map<string, Entry>();
  return {
    entry(path) {
      let entry = entries.get(path);
      if (entry === undefined) {
        entry = readEntrySync(path);
        entries.set(path, entry);
      }
      return entry;
    },
  };
}

function readEntrySync(path: string): Entry {
  try {
    const status = statSync(path);
    const target = realpathSync.native(path).replaceAll('\\', '/');
    if (status.isDirectory()) return { kind: 'directory', realpath: target, names: readdirSync(path).sort() };
    if (!status.isFile()) return { kind: 'unreadable', reason: 'ENOTSUP' };
    if (status.size > maxFileBytes) return { kind: 'unreadable', reason: 'EFBIG' };
    const bytes = readFileSync(path);
    return {
      kind: 'file',
      realpath: target,
      file: { uri: uriOf(path), path, text: new TextDecoder().decode(bytes) },
      bytes,
    };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'EIO';
    return code === 'ENOENT' || code === 'ENOTDIR'
      ? { kind: 'absent' }
      : { kind: 'unreadable', reason: code };
  }
}
