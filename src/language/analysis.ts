import { createFindingStore, type Finding } from './findings.ts';
import type { LanguageProblem } from './languageProblem.ts';

/** What building a root gave: its problems, and every path it looked at, absent ones included. */
export interface RootBuild {
  readonly problems: readonly LanguageProblem[];
  readonly reads: ReadonlySet<string>;
}

/** Builds one root to its end, loading what it needs. Rejects with the signal's reason when aborted. */
export type BuildRoot = (root: string, signal: AbortSignal) => Promise<RootBuild>;

/** What an analysis stands on. */
export interface AnalysisPorts {
  readonly build: BuildRoot;
  /** Told of each root's files as soon as they are known: who edits one need not wait for all overlays. */
  onFindings(uris: readonly string[]): void;
  /** A build that threw, which is a defect of ours; its root keeps the findings it had. */
  onFailure(root: string, error: unknown): void;
  /** Lets waiting events be handled; called between builds. */
  pause(): Promise<void>;
}

/** What happened since the last call. Paths are absolute; roots are directories. */
export interface Change {
  readonly changed: readonly string[];
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

/** The findings of all known roots, kept up to date by the paths that changed. */
export interface Analysis {
  /**
   * Builds the roots that looked at one of `changed` and those in `added`, and forgets `removed`. Roots beside
   * the changed files come first. Rejects with the signal's reason when aborted; what was not built then is
   * built by the next call.
   */
  update(change: Change, signal: AbortSignal): Promise<void>;
  findings(uri: string): readonly Finding[];
  /** Whether any root looked at a path, or asked for what a key stands for, when it was last built. */
  isRead(path: string): boolean;
  /** All roots that were built and not removed since. */
  roots(): readonly string[];
}

/** An analysis without roots; the caller owns it. */
export function createAnalysis({ build, onFindings, onFailure, pause }: AnalysisPorts): Analysis {
  const store = createFindingStore();
  const readers = createReaderIndex();
  const pending = new Set<string>();

  async function rebuild(root: string, signal: AbortSignal): Promise<void> {
    try {
      const { problems, reads } = await build(root, signal);
      readers.set(root, reads);
      const touched = store.replace(root, problems);
      if (touched.length > 0) onFindings(touched);
    } catch (error) {
      signal.throwIfAborted();
      onFailure(root, error);
    }
    pending.delete(root);
  }

  return {
    async update({ changed, added, removed }, signal) {
      for (const root of removed) {
        pending.delete(root);
        readers.delete(root);
        onFindings(store.replace(root, []));
      }
      for (const path of changed) for (const root of readers.of(path)) pending.add(root);
      for (const root of added) pending.add(root);
      for (const root of nearestFirst(pending, changed)) {
        signal.throwIfAborted();
        await rebuild(root, signal);
        await pause();
      }
    },
    findings: uri => store.of(uri),
    isRead: path => !readers.of(path)[Symbol.iterator]().next().done,
    roots: () => readers.roots(),
  };
}

/** Which roots looked at a path when they were last built. */
function createReaderIndex() {
  const readsOf = new Map<string, ReadonlySet<string>>();
  const readersOf = new Map<string, Set<string>>();

  function remove(root: string): void {
    for (const path of readsOf.get(root) ?? []) {
      const readers = readersOf.get(path);
      readers?.delete(root);
      if (readers?.size === 0) readersOf.delete(path);
    }
    readsOf.delete(root);
  }

  return {
    delete: remove,
    set(root: string, reads: ReadonlySet<string>): void {
      remove(root);
      readsOf.set(root, reads);
      for (const path of reads) {
        const readers = readersOf.get(path) ?? new Set();
        readers.add(root);
        readersOf.set(path, readers);
      }
    },
    of: (path: string): Iterable<string> => readersOf.get(path) ?? [],
    roots: (): string[] => [...readsOf.keys()],
  };
}

/** The roots whose directory holds a changed file, then the others. */
function nearestFirst(roots: ReadonlySet<string>, changed: readonly string[]): string[] {
  const near = new Set([...roots].filter(root => changed.some(path => path.startsWith(`${root}/`))));
  return [...near, ...[...roots].filter(root => !near.has(root))];
}
