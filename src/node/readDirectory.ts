import type { Dirent } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { DirectoryEntry } from '../language/workspace.ts';

/** The entries of a directory on disk, sorted by name; empty where it cannot be read. Links are followed once. */
export async function readDirectory(path: string): Promise<readonly DirectoryEntry[]> {
  const found = await readdir(path, { withFileTypes: true }).catch((): Dirent[] => []);
  const entries = await Promise.all(found.map(entry => describe(path, entry)));
  return entries
    .filter(entry => entry !== undefined)
    .sort((left, right) => (left.name < right.name ? -1 : 1));
}

async function describe(directory: string, entry: Dirent): Promise<DirectoryEntry | undefined> {
  const { name } = entry;
  if (entry.isFile()) return { name, kind: 'file', link: false };
  if (entry.isDirectory()) return { name, kind: 'directory', link: false };
  if (!entry.isSymbolicLink()) return undefined;
  const target = await stat(join(directory, name)).catch(() => undefined);
  if (target === undefined) return undefined;
  if (target.isFile()) return { name, kind: 'file', link: true };
  return target.isDirectory() ? { name, kind: 'directory', link: true } : undefined;
}
