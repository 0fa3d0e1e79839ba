import { posix } from 'node:path';
import { type Disposable, workspace } from 'vscode';
import { type CommitDistance, commitDistance } from '../../git/commitsBetween.ts';
import { watchFiles } from '../watchFiles.ts';
import type { KustomizationPlace } from './places.ts';

/** How far what is deployed is from what is checked out; `unknown-commit` where the repository lacks that commit. */
export type Distance = CommitDistance | 'unknown-commit';

/** Asks git in the background, and remembers until something else is checked out. */
export interface Distances extends Disposable {
  /** `undefined` until it is known, and where it cannot be; asks for it then. */
  of(place: KustomizationPlace, commit: string): Distance | undefined;
}

/** What distances stand on. */
export interface DistancePorts {
  /** The files (absolute paths) that a kustomization reads. */
  readonly filesOf: (place: KustomizationPlace) => Promise<readonly string[]>;
  readonly onChange: () => void;
  readonly onFailure: (error: unknown) => void;
}

/** Git is asked about so many at the same time. */
const width = 2;

/** Nothing is asked yet; the caller disposes it. */
export function createDistances({ filesOf, onChange, onFailure }: DistancePorts): Distances {
  const known = new Map<string, Distance | undefined>();
  const waiting: (() => Promise<void>)[] = [];
  const watched = new Map<string, Disposable>();
  const closed = new AbortController();
  let running = 0;

  function next(): void {
    if (running >= width || closed.signal.aborted) return;
    const work = waiting.shift();
    if (work === undefined) return;
    running += 1;
    void work()
      .catch(error => {
        if (!closed.signal.aborted) onFailure(error);
      })
      .finally(() => {
        running -= 1;
        next();
      });
  }

  function forget(top: string): void {
    for (const key of known.keys()) if (key.startsWith(`${top}\n`)) known.delete(key);
    onChange();
  }

  return {
    of(place, commit) {
      const { repository, directory } = place;
      if (repository === undefined || !workspace.isTrusted) return undefined;
      const { top, git } = repository;
      const key = [top, directory, commit].join('\n');
      if (known.has(key)) return known.get(key);
      known.set(key, undefined);
      // The log of HEAD tells of commits and of what is checked out.
      const files = [posix.join(git, 'HEAD'), posix.join(git, 'logs/HEAD')];
      if (!watched.has(top))
        watched.set(
          top,
          watchFiles(files, () => forget(top)),
        );
      waiting.push(async () => {
        const paths = [directory, ...(await filesOf(place))];
        const local = { top, env: process.env, signal: closed.signal };
        const distance = await commitDistance(local, commit, paths);
        known.set(key, distance ?? 'unknown-commit');
        onChange();
      });
      next();
      return undefined;
    },
    dispose() {
      closed.abort();
      for (const watcher of watched.values()) watcher.dispose();
      known.clear();
    },
  };
}
