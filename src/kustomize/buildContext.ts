import type { PathLocation } from '../yaml/location.ts';
import type { SourceFile } from '../yaml/node.ts';
import type { BuildCache } from './buildCache.ts';
import type { KustomizeProblem, KustomizeProblems } from './problems.ts';
import type { Entry, Need, Snapshot } from './snapshot.ts';

/** What accumulates while a directory is built: every question asked of the snapshot and every finding. */
export interface BuildContext {
  readonly snapshot: Snapshot;
  readonly cache: BuildCache;
  /** Entries asked for, by path; a memo of the result holds for as long as all of them stay the same. */
  readonly reads: Map<string, Entry>;
  readonly needs: Need[];
  readonly problems: KustomizeProblem[];
}

export function newContext(snapshot: Snapshot, cache: BuildCache): BuildContext {
  return { snapshot, cache, reads: new Map(), needs: [], problems: [] };
}

/** The entry at a path, or `undefined` where the snapshot does not know: the path is then among the needs. */
export function lookUp(context: BuildContext, path: string): Entry | undefined {
  const entry = context.snapshot.entry(path);
  if (entry === undefined) context.needs.push({ kind: 'entry', path });
  else context.reads.set(path, entry);
  return entry;
}

/** Takes over what a part of the build found; the part may come from a memo. */
export function absorb(context: BuildContext, part: Omit<BuildContext, 'snapshot' | 'cache'>): void {
  for (const [path, entry] of part.reads) context.reads.set(path, entry);
  context.needs.push(...part.needs);
  context.problems.push(...part.problems);
}

/** Adds an error at a field of a kustomization. */
export function report<Code extends keyof KustomizeProblems & string>(
  context: BuildContext,
  code: Code,
  params: KustomizeProblems[Code],
  location: KustomizeProblem['location'],
  related?: KustomizeProblem['related'],
): void {
  const problem = {
    code,
    params,
    severity: 'error',
    location,
    ...(related === undefined ? {} : { related }),
  };
  context.problems.push(problem as KustomizeProblem);
}

/** The place of a value in the first document of a file. */
export function valueAt(file: SourceFile, path: PathLocation['path']): PathLocation {
  return { uri: file.uri, document: 0, path, part: 'value' };
}

/** The place of a key in the first document of a file. */
export function keyAt(file: SourceFile, path: PathLocation['path']): PathLocation {
  return { uri: file.uri, document: 0, path, part: 'key' };
}
