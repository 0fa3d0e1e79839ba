import { type CustomTypes, isKindKey } from './customTypes.ts';
import type { DeploymentIndex } from './deployments/deploymentIndex.ts';
import { createFindingStore, type Finding } from './findings.ts';
import { createKnownRoots, type KnownRoot } from './knownRoots.ts';
import type { BuildRoot, RootBuild } from './rootBuild.ts';

/** What an analysis stands on. */
export interface AnalysisPorts {
  readonly build: BuildRoot;
  /** The definitions that builds find, each of which concerns the roots with objects of its kind. */
  readonly types?: CustomTypes;
  /** Follows what Flux and Argo CD deploy; left out where nobody asks for that. */
  readonly deployments?: DeploymentIndex;
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
  /** The URIs of the files that may have findings. */
  files(): readonly string[];
  /** All roots that were built and not removed since. */
  roots(): readonly string[];
  /** The roots that looked at a path when they were last built. */
  readersOf(path: string): readonly string[];
  /** What a root is to the others, as last read, and the URIs of the files that its last build took in. */
  known(root: string): KnownRoot | undefined;
  /** Another number whenever the roots or what they are to each other changed. */
  readonly rolesVersion: number;
  /** Every path that some root looked at when it was last built. */
  paths(): Iterable<string>;
}

/** An analysis without roots; the caller owns it. */
export function createAnalysis(ports: AnalysisPorts): Analysis {
  const { build, types, deployments, onFindings, onPaths, onFailure, pause } = ports;
  const store = createFindingStore();
  const readers = createReaderIndex();
  const known = createKnownRoots();
  const pending = new Set<string>();
  /** Manifests that were looked at in this turn, so that nobody tries one for ever that cannot be read. */
  const tried = new Set<string>();
  /** The last builds of roots with objects that deploy. */
  const deploying = new Map<string, RootBuild>();

  function take(root: string, built: RootBuild): void {
    const { problems, reads, judgement, gone } = built;
    known.take(root, built);
    const looked = deployments?.of(root);
    if (gone) readers.delete(root);
    else readers.set(root, looked === undefined ? reads : new Set([...reads, ...looked.paths]));
    const all = looked === undefined ? problems : [...problems, ...looked.problems];
    const touched = store.replace(root, all, judgement);
    if (touched.length > 0) onFindings(touched);
  }

  function forget(root: string): void {
    pending.delete(root);
    readers.delete(root);
    deploying.delete(root);
    known.delete(root);
    deployments?.replace(root, []);
    onFindings(store.replace(root, []));
  }

  /** Looks at manifests that are deployed without a kustomization, unless somebody did before. */
  function alsoLookAt(manifests: readonly string[]): void {
    for (const manifest of manifests) {
      if (readers.has(manifest) || tried.has(manifest)) continue;
      tried.add(manifest);
      pending.add(manifest);
    }
  }

  async function rebuild(root: string, signal: AbortSignal): Promise<void> {
    try {
      const built = await build(root, signal);
      const { objects = [], manifests = [] } = built;
      if (objects.length === 0) deploying.delete(root);
      else deploying.set(root, built);
      deployments?.replace(root, objects);
      if (deployments !== undefined) alsoLookAt(manifests);
      take(root, built);
    } catch (error) {
      signal.throwIfAborted();
      onFailure(root, error);
    }
    pending.delete(root);
  }

  async function lookAtDeployments(signal: AbortSignal): Promise<void> {
    if (deployments === undefined) return;
    const { roots, manifests } = await deployments.look(signal);
    for (const root of roots) {
      const built = deploying.get(root);
      if (built !== undefined) take(root, built);
    }
    alsoLookAt(manifests);
  }

  return {
    async update({ changed, added, removed }, signal) {
      tried.clear();
      for (const root of removed) forget(root);
      for (const path of changed) for (const root of readers.of(path)) pending.add(root);
      for (const root of added) pending.add(root);
      do {
        for (const root of nearestFirst(pending, changed)) {
          signal.throwIfAborted();
          await rebuild(root, signal);
          await pause();
        }
        for (const kind of types?.takeChanged() ?? []) for (const root of readers.of(kind)) pending.add(root);
        await lookAtDeployments(signal);
      } while (pending.size > 0);
      if (readers.takeChange()) onPaths?.();
    },
    findings: uri => store.of(uri),
    isRead: path => !readers.of(path)[Symbol.iterator]().next().done,
    files: () => store.files(),
    roots: () => readers.roots(),
    readersOf: path => [...readers.of(path)],
    paths: () => readers.paths(),
    known: root => known.of(root),
    get rolesVersion() {
      return known.version();
    },
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
    has: (root: string): boolean => readsOf.has(root),
    roots: (): string[] => [...readsOf.keys()],
    paths: (): Iterable<string> => [...readersOf.keys()].filter(path => !isKindKey(path)),
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
