import { createFindingStore, type Finding } from './findings.ts';
import type { Judgement } from './judges.ts';
import type { LanguageProblem } from './languageProblem.ts';

/** What building a root gave: its problems, and every path it looked at, absent ones included. */
export interface RootBuild {
  readonly problems: readonly LanguageProblem[];
  readonly reads: ReadonlySet<string>;
  /** For whole builds, see {@link Judgement}; `undefined` for a component and where nothing could be built. */
  readonly judgement?: Judgement | undefined;
  /** Set where there is no kustomization any more: the root is forgotten. */
  readonly gone?: boolean;
}

/** Builds one root to its end, loading what it needs. Rejects with the signal's reason when aborted. */
export type BuildRoot = (root: string, signal: AbortSignal) => Promise<RootBuild>;

/** What an analysis stands on. */
export interface AnalysisPorts {
  readonly build: BuildRoot;
  /** Told of each root's files as soon as they are known: who edits one need not wait for all overlays. */
  onFindings(uris: readonly string[]): void;
  /** Told when the paths that roots look at are others than before; see {@link Analysis.paths}. */
  onPaths?(): void;
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
  /** The roots that looked at a path when they were last built. */
  readersOf(path: string): readonly string[];
  /** Every path that some root looked at when it was last built. */
  paths(): Iterable<string>;
}

/** An analysis without roots; the caller owns it. */
export function createAnalysis({ build, onFindings, onPaths, onFailure, pause }: AnalysisPorts): Analysis {
  const store = createFindingStore();
  const readers = createReaderIndex();
  const pending = new Set<string>();

  async function rebuild(root: string, signal: AbortSignal): Promise<void> {
    try {
      const { problems, reads, judgement, gone } = await build(root, signal);
      if (gone) readers.delete(root);
      else readers.set(root, reads);
      const touched = store.replace(root, problems, judgement);
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
      if (readers.takeChange()) onPaths?.();
    },
    findings: uri => store.of(uri),
    isRead: path => !readers.of(path)[Symbol.iterator]().next().done,
    roots: () => readers.roots(),
    readersOf: path => [...readers.of(path)],
    paths: () => readers.paths(),
  };
}

/** Which roots looked at a path when they were last built. */
function createReaderIndex() {
  const readsOf = new Map<string, ReadonlySet<string>>();
  const readersOf = new Map<string, Set<string>>();
  let isChanged = false;

  function remove(root: string): void {
    for (const path of readsOf.get(root) ?? []) {
      const readers = readersOf.get(path);
      readers?.delete(root);
      if (readers?.size !== 0) continue;
      readersOf.delete(path);
      isChanged = true;
    }
    readsOf.delete(root);
  }

  return {
    delete: remove,
    set(root: string, reads: ReadonlySet<string>): void {
      const before = readsOf.get(root);
      // Most edits change no path that is looked at.
      if (before?.size === reads.size && [...reads].every(path => before.has(path))) return;
      remove(root);
      readsOf.set(root, reads);
      for (const path of reads) {
        const readers = readersOf.get(path) ?? new Set();
        if (readers.size === 0) isChanged = true;
        readers.add(root);
        readersOf.set(path, readers);
      }
    },
    of: (path: string): Iterable<string> => readersOf.get(path) ?? [],
    roots: (): string[] => [...readsOf.keys()],
    paths: (): Iterable<string> => readersOf.keys(),
    /** Whether paths came or went since the last call. */
    takeChange(): boolean {
      const was = isChanged;
      isChanged = false;
      return was;
    },
  };
}

/** The roots whose directory holds a changed file, then the others. */
function nearestFirst(roots: ReadonlySet<string>, changed: readonly string[]): string[] {
  const near = new Set([...roots].filter(root => changed.some(path => path.startsWith(`${root}/`))));
  return [...near, ...[...roots].filter(root => !near.has(root))];
}
