import { createHash, randomUUID } from 'node:crypto';
import { realpathSync } from 'node:fs';
import { access, mkdir, readdir, realpath, rename, rm, stat, utimes } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Environment } from './gitCommand.ts';

/** Where fetched things are kept between processes: outside of every workspace, for this user alone. */
export function userCacheFolder(env: Environment): string {
  if (process.platform === 'win32') {
    return join(env['LOCALAPPDATA'] || join(homedir(), 'AppData', 'Local'), 'kubewright', 'remote');
  }
  const home = env['HOME'] || homedir();
  const base = process.platform === 'darwin' ? join(home, 'Library', 'Caches') : join(home, '.cache');
  return join(env['XDG_CACHE_HOME'] || base, 'kubewright', 'remote');
}

/**
 * Whether a path (real, POSIX separators) lies among what was fetched. A fetched file that somebody opens is no file of
 * theirs: nothing that its kustomization asks for is run or fetched.
 */
export function isFetched(path: string, env: Environment): boolean {
  let folder = userCacheFolder(env);
  try {
    folder = realpathSync.native(folder);
  } catch {
    // Nothing was fetched yet.
  }
  return path.startsWith(`${folder.replaceAll('\\', '/')}/`);
}

const day = 24 * 60 * 60 * 1000;
/** What nobody used for so long is fetched again when it is needed. */
const keptMs = 60 * day;

/** Folders that appear whole or not at all. */
export interface Cache {
  /** Real path with POSIX separators. */
  readonly folder: string;
  /** The path of an entry, whether or not it is there. */
  path(kind: 'git' | 'files' | 'charts', ...names: readonly string[]): string;
  /** Whether the entry is there; it then counts as used. */
  has(path: string): Promise<boolean>;
  /** Moves a folder made in `withFolder` to the place of an entry at once. Where somebody else was faster, theirs stays. */
  adopt(folder: string, path: string): Promise<void>;
  /** An empty folder for the time that `use` takes; what is left in it is removed. */
  withFolder<Result>(use: (folder: string) => Promise<Result>): Promise<Result>;
}

/** Opens the cache in a folder, which is made, and removes what is left from long ago. */
export async function openCache(folder: string): Promise<Cache> {
  await mkdir(join(folder, 'tmp'), { recursive: true, mode: 0o700 });
  const root = (await realpath(folder)).replaceAll('\\', '/');
  void prune(root);

  async function withFolder<Result>(use: (folder: string) => Promise<Result>): Promise<Result> {
    const temporary = `${root}/tmp/${randomUUID()}`;
    await mkdir(temporary, { mode: 0o700 });
    try {
      return await use(temporary);
    } finally {
      await rm(temporary, { recursive: true, force: true }).catch(() => undefined);
    }
  }

  return {
    folder: root,
    path: (kind, ...names) => [root, kind, ...names].join('/'),
    async has(path) {
      if (!(await exists(path))) return false;
      const now = new Date();
      await utimes(path, now, now).catch(() => undefined);
      return true;
    },
    async adopt(made, path) {
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      try {
        await rename(made, path);
      } catch (error) {
        if (!(await exists(path))) throw error;
      }
    },
    withFolder,
  };
}

/** A name for a folder that stands for some text. */
export function nameFor(text: string | Uint8Array): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}

async function prune(root: string): Promise<void> {
  const stale = async (path: string, afterMs: number) => {
    const { mtimeMs } = await stat(path);
    if (Date.now() - mtimeMs <= afterMs) return;
    // Whoever is about to use it finds it whole or not at all.
    const doomed = `${root}/tmp/${randomUUID()}`;
    await rename(path, doomed);
    await rm(doomed, { recursive: true, force: true });
  };
  const inside = async (path: string) => (await readdir(path).catch(() => [])).map(name => `${path}/${name}`);
  const entries = [];
  for (const name of await inside(`${root}/git`)) entries.push(...(await inside(name)));
  entries.push(...(await inside(`${root}/files`)), ...(await inside(`${root}/charts`)));
  await Promise.allSettled([
    ...(await inside(`${root}/tmp`)).map(path => stale(path, day)),
    ...entries.map(path => stale(path, keptMs)),
  ]);
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
