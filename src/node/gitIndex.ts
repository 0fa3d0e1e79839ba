import { readFileSync, statSync } from 'node:fs';
import { posix } from 'node:path';
import { workingTreeOf } from './gitRepository.ts';

/** What git has of the files on disk, as far as its index says; no program is run. */
export interface GitIndex {
  /**
   * Whether git holds the file at an absolute path as it is. False where there is no repository, where its index cannot
   * be read, and where the repository lets a filter such as git-crypt change files on their way in.
   */
  isTracked(path: string): boolean;
}

/** Reads the index of a repository when it is first asked for and again whenever it has changed. */
export function createGitIndex(): GitIndex {
  const indexes = new Map<string, { readonly version: string; readonly names: ReadonlySet<string> }>();

  function namesIn(file: string): ReadonlySet<string> {
    const { mtimeMs, size } = statSync(file);
    const version = `${mtimeMs} ${size}`;
    const known = indexes.get(file);
    if (known?.version === version) return known.names;
    const names = readIndex(readFileSync(file)) ?? new Set<string>();
    indexes.set(file, { version, names });
    return names;
  }

  return {
    isTracked(path) {
      try {
        const repository = workingTreeOf(path);
        if (repository === undefined || hasFilter(repository.top)) return false;
        return namesIn(posix.join(repository.git, 'index')).has(posix.relative(repository.top, path));
      } catch {
        // An index that cannot be read says nothing.
        return false;
      }
    },
  };
}

function hasFilter(top: string): boolean {
  const file = posix.join(top, '.gitattributes');
  if (statSync(file, { throwIfNoEntry: false }) === undefined) return false;
  return /\bfilter=(?!lfs\b)/.test(readFileSync(file, 'utf8'));
}

/** Bytes of an entry before its flags: times, device, mode, owner, size and a SHA-1. */
const beforeFlags = 60;

/** The paths in an index of version 2, 3 or 4 (gitformat-index); `undefined` where it is another file. */
export function readIndex(bytes: Buffer): ReadonlySet<string> | undefined {
  if (bytes.length < 12 || bytes.toString('latin1', 0, 4) !== 'DIRC') return undefined;
  const version = bytes.readUInt32BE(4);
  if (version < 2 || version > 4) return undefined;
  const names = new Set<string>();
  let name = Buffer.alloc(0);
  let at = 12;
  for (let left = bytes.readUInt32BE(8); left > 0; left -= 1) {
    if (at + beforeFlags + 2 > bytes.length) return undefined;
    const flags = bytes.readUInt16BE(at + beforeFlags);
    const isExtended = (flags & 0x4000) !== 0;
    let start = at + beforeFlags + (isExtended ? 4 : 2);
    let kept = Buffer.alloc(0);
    if (version === 4) {
      const dropped = readOffset(bytes, start);
      start = dropped.end;
      kept = name.subarray(0, name.length - dropped.value);
    }
    const end = bytes.indexOf(0, start);
    if (end < 0) return undefined;
    name = Buffer.concat([kept, bytes.subarray(start, end)]);
    // Also what tells the longer hashes of another object format.
    if ((flags & 0xfff) !== Math.min(name.length, 0xfff)) return undefined;
    names.add(name.toString('utf8'));
    at = version === 4 ? end + 1 : at + (Math.floor((end - at) / 8) + 1) * 8;
  }
  return names;
}

/** A number in the variable width that packs use for offsets. */
function readOffset(bytes: Buffer, start: number): { readonly value: number; readonly end: number } {
  let at = start;
  let byte = bytes[at++] ?? 0;
  let value = byte & 0x7f;
  while ((byte & 0x80) !== 0) {
    byte = bytes[at++] ?? 0;
    value = (value + 1) * 128 + (byte & 0x7f);
  }
  return { value, end: at };
}
