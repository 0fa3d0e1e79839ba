import { posix } from 'node:path';
import type { Entry, Snapshot } from '../../src/kustomize/snapshot.ts';

/** Files of a file system in memory by absolute path; everything about it is known. Counts what was asked. */
export interface MemorySnapshot extends Snapshot {
  write(path: string, text: string): void;
  remove(path: string): void;
  readonly asked: Map<string, number>;
}

export function memorySnapshot(files: Readonly<Record<string, string>>): MemorySnapshot {
  const entries = new Map<string, Entry>();
  const asked = new Map<string, number>();

  function list(directory: string): void {
    const prefix = directory === '/' ? '/' : `${directory}/`;
    const names = new Set<string>();
    for (const [path, entry] of entries) {
      if (entry.kind === 'file' && path.startsWith(prefix))
        names.add(path.slice(prefix.length).split('/')[0] ?? '');
    }
    if (names.size === 0 && directory !== '/') entries.delete(directory);
    else entries.set(directory, { kind: 'directory', realpath: directory, names: [...names].sort() });
  }

  function write(path: string, text: string): void {
    const isNew = !entries.has(path);
    const bytes = new TextEncoder().encode(text);
    entries.set(path, { kind: 'file', realpath: path, file: { uri: `file://${path}`, path, text }, bytes });
    if (isNew)
      for (let at = posix.dirname(path); ; at = posix.dirname(at)) {
        list(at);
        if (at === '/') break;
      }
  }

  for (const [path, text] of Object.entries(files)) write(path, text);
  return {
    entry(path) {
      asked.set(path, (asked.get(path) ?? 0) + 1);
      return entries.get(path) ?? { kind: 'absent' };
    },
    write,
    remove(path) {
      entries.delete(path);
      for (let at = posix.dirname(path); ; at = posix.dirname(at)) {
        list(at);
        if (at === '/') break;
      }
    },
    asked,
  };
}
