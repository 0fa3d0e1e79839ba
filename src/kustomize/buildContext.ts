import type { PathLocation } from '../yaml/location.ts';
import type { SourceFile } from '../yaml/node.ts';
import type { BuildCache } from './buildCache.ts';
import { newSchemaChoice, type SchemaChoice } from './config/schemaChoice.ts';
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
  /** Whether the root has `buildMetadata`: resources then keep what ran over them. */
  readonly recordsTransformations: boolean;
  /** Shared by all parts of one build. */
  readonly schemas: SchemaChoice;
}

export function newContext(
  snapshot: Snapshot,
  cache: BuildCache,
  recordsTransformations = false,
  schemas = newSchemaChoice(),
): BuildContext {
  return { snapshot, cache, reads: new Map(), needs: [], problems: [], recordsTransformations, schemas };
}

/** The entry at a path, or `undefined` where the snapshot does not know: the path is then among the needs. */
export function lookUp(context: BuildContext, path: string): Entry | undefined {
  const entry = context.snapshot.entry(path);
  if (entry === undefined) context.needs.push({ kind: 'entry', path });
  else context.reads.set(path, entry);
  return entry;
}

/** What a build found, without what it found it with. */
export type Findings = Pick<BuildContext, 'reads' | 'needs' | 'problems'>;

/** Takes over what a part of the build found; the part may come from a memo. */
export function absorb(context: BuildContext, part: Findings): void {
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
  context.problems.push(problemOf(code, params, location, related));
}

/** Codes of problems by which resources are lacking. */
const lacking = /^(?:yaml|kustomization|resource|component|generator|file|helm|plugin)\./;

/**
 * Adds an error that says that something was not found, unless resources are lacking for another reason already
 * reported: then it may be among them, and the complaint would be noise.
 */
export function reportNotFound<Code extends keyof KustomizeProblems & string>(
  context: BuildContext,
  code: Code,
  params: KustomizeProblems[Code],
  location: KustomizeProblem['location'],
): void {
  const isLacking = context.needs.length > 0 || context.problems.some(problem => lacking.test(problem.code));
  if (!isLacking) report(context, code, params, location);
}

/** An error; code and parameters belong together by their types. */
export function problemOf<Code extends keyof KustomizeProblems & string>(
  code: Code,
  params: KustomizeProblems[Code],
  location: KustomizeProblem['location'],
  related?: KustomizeProblem['related'],
): KustomizeProblem {
  const problem = {
    code,
    params,
    severity: 'error',
    location,
    ...(related === undefined ? {} : { related }),
  };
  return problem as KustomizeProblem;
}

/** The place of a value in the first document of a file. */
export function valueAt(file: SourceFile, path: PathLocation['path']): PathLocation {
  return { uri: file.uri, document: 0, path, part: 'value' };
}

/** The place of a key in the first document of a file. */
export function keyAt(file: SourceFile, path: PathLocation['path']): PathLocation {
  return { uri: file.uri, document: 0, path, part: 'key' };
}
