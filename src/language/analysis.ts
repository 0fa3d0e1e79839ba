import { createFindingStore, type Finding } from './findings.ts';
import type { LanguageProblem } from './languageProblem.ts';

/** What building a root gave: its problems, and every path it looked at, absent ones included. */
export interface RootBuild {
  readonly problems: readonly LanguageProblem[];
  readonly reads: Iterable<string>;
}

/** Builds one root to its end, loading what it needs. Rejects only with the signal's reason. */
export type BuildRoot = (root: string, signal: AbortSignal) => Promise<RootBuild>;

/** Told as soon as it is known, so that the file being edited need not wait for all overlays. */
export type FindingsListener = (uris: readonly string[]) => void;

/** The findings of all known roots, kept up to date by the paths that changed. */
export interface Analysis {
  /**
   * Builds the roots that looked at one of `changed` and those in `added`, and forgets `removed`. Roots beside
   * the changed files come first. Rejects with the signal's reason when aborted; what was not built then is
   * built by the next call.
   */
  update(change: Change, signal: AbortSignal): Promise<void>;
  findings(uri: string): readonly Finding[];
  /** All roots that were built and not removed since. */
  roots(): readonly string[];
  /** Roots that looked at a path when last built. */
  rootsReading(path: string): readonly string[];
}

/** What happened since the last call. Paths are absolute; roots are directories. */
export interface Change {
  readonly changed: readonly string[];
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

/** An analysis without roots; the caller owns it. */
export function createAnalysis(build: BuildRoot, listener: FindingsListener): Analysis {
  const store = createFindingStore();
  const readsOf = new Map<string, ReadonlySet<string>>();
  const readersOf = new Map<string, Set<string>>();
  const pending = new Set<string>();

  function setReads(root: string, reads: ReadonlySet<string>): void {
    for (const path of readsOf.get(root) ?? []) {
      const readers = readersOf.get(path);
      readers?.delete(root);
      if (readers?.size === 0) readersOf.delete(path);
    }
    if (reads.size === 0) readsOf.delete(root);
    else readsOf.set(root, reads);
    for (const path of reads) {
      const readers = readersOf.get(path) ?? new Set();
      readers.add(root);
      readersOf.set(path, readers);
    }
  }

  return {
    async update({ changed, added, removed }, signal) {
      for (const root of removed) {
        pending.delete(root);
        setReads(root, new Set());
        listener(store.replace(root, []));
      }
      for (const path of changed) for (const root of readersOf.get(path) ?? []) pending.add(root);
      for (const root of added) pending.add(root);
      for (const root of nearestFirst(pending, changed)) {
        signal.throwIfAborted();
        const { problems, reads } = await build(root, signal);
        pending.delete(root);
        setReads(root, new Set(reads));
        const touched = store.replace(root, problems);
        if (touched.length > 0) listener(touched);
      }
    },
    findings: uri => store.of(uri),
    roots: () => [...readsOf.keys()],
    rootsReading: path => [...(readersOf.get(path) ?? [])].sort(),
  };
}

/** The roots whose directory holds a changed file, then the others. */
function nearestFirst(roots: ReadonlySet<string>, changed: readonly string[]): string[] {
  const near = (root: string) => changed.some(path => path.startsWith(`${root}/`));
  return [...roots].sort((left, right) => Number(near(right)) - Number(near(left)));
}
