import { readdir, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';

/** A file that may hold a kubeconfig. */
export interface NamedFile {
  readonly file: string;
  /** False for what only lies in a folder that was named: it may be anything else as well. */
  readonly certain: boolean;
}

/** What there is to read, and to watch. */
export interface NamedFiles {
  /** Each once, in the order in which they are merged. */
  readonly files: readonly NamedFile[];
  readonly folders: readonly string[];
}

/** Nobody writes kubeconfigs of that size. */
const mostBytes = 4 * 1024 * 1024;

/**
 * The files of KUBECONFIG, or `~/.kube/config`, then `extra` files and what lies directly in `extra` folders, by name.
 * Absent files are among them, for they may come.
 */
export async function namedFiles(
  environment: NodeJS.ProcessEnv,
  extra: readonly string[],
): Promise<NamedFiles> {
  const list = environment['KUBECONFIG'] ?? '';
  const home = environment['HOME'] ?? environment['USERPROFILE'] ?? homedir();
  const files = new Map<string, boolean>();
  // Of nothing but separators kubectl makes no file at all.
  const listed = list === '' ? [join(home, '.kube', 'config')] : list.split(delimiter);
  for (const file of listed) if (file !== '') files.set(file, true);
  const folders = new Set<string>();
  for (const path of extra) {
    const kind = await stat(path).catch(() => undefined);
    if (kind?.isDirectory()) {
      folders.add(path);
      for (const file of await filesIn(path)) if (!files.has(file)) files.set(file, false);
    } else if (!files.has(path)) {
      files.set(path, true);
    }
  }
  return {
    files: [...files].map(([file, certain]) => ({ file, certain })),
    folders: [...folders],
  };
}

async function filesIn(folder: string): Promise<string[]> {
  const names = (await readdir(folder).catch(() => [])).filter(name => !name.startsWith('.')).sort();
  const files: string[] = [];
  for (const name of names) {
    const file = join(folder, name);
    const found = await stat(file).catch(() => undefined);
    if (found?.isFile() && found.size <= mostBytes) files.push(file);
  }
  return files;
}
