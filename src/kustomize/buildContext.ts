import type { BuildCache } from './buildCache.ts';
import { newSchemaChoice, type SchemaChoice } from './config/schemaChoice.ts';
import type { Findings } from './findings.ts';
import type { HelmFailure } from './helm/problems.ts';
import { type ChartRequest, chartKey } from './helm/request.ts';
import { type BuildOptions, defaultOptions } from './options.ts';
import type { KustomizeProblem, KustomizeProblems } from './problems.ts';
import type { Clone } from './remote/clone.ts';
import type { RemoteFailure } from './remote/problems.ts';
import { type RemoteRequest, requestKey } from './remote/request.ts';
import type { Chart, Entry, Remote, Snapshot } from './snapshot.ts';

/** What accumulates while a directory is built: every question asked of the snapshot and every finding. */
export interface BuildContext extends Findings {
  readonly snapshot: Snapshot;
  readonly cache: BuildCache;
  /** Whether the root has `buildMetadata`: resources then keep what ran over them. */
  readonly recordsTransformations: boolean;
  /** Shared by all parts of one build. */
  readonly schemas: SchemaChoice;
  readonly options: BuildOptions;
  /** The repository that the present part was fetched from; `undefined` for local files. */
  readonly clone: Clone | undefined;
  /** The namespace of the nearest overlay that names one: charts below without a namespace get it. */
  readonly helmNamespace: string;
}

/** What parts of one build have in common or inherit. */
type Inherited = Pick<
  BuildContext,
  'recordsTransformations' | 'schemas' | 'options' | 'clone' | 'helmNamespace'
>;

/** The context of one kustomization, with nothing read and nothing reported yet. */
export function newContext(
  snapshot: Snapshot,
  cache: BuildCache,
  inherited: Partial<Inherited> = {},
): BuildContext {
  return {
    snapshot,
    cache,
    reads: new Map(),
    remotes: new Map(),
    charts: new Map(),
    entered: new Set(),
    needs: [],
    problems: [],
    effects: [],
    kustomizations: [],
    recordsTransformations: inherited.recordsTransformations ?? false,
    schemas: inherited.schemas ?? newSchemaChoice(),
    options: inherited.options ?? defaultOptions,
    clone: inherited.clone,
    helmNamespace: inherited.helmNamespace ?? '',
    namespaceCounts: { value: false },
  };
}

/** The entry at a path, or `undefined` where the snapshot does not know: the path is then among the needs. */
export function lookUp(context: BuildContext, path: string): Entry | undefined {
  const entry = context.snapshot.entry(path);
  if (entry === undefined) context.needs.push({ kind: 'entry', path });
  else context.reads.set(path, entry);
  return entry;
}

/** What a request came to, or `undefined` where the snapshot does not know yet: it is then among the needs. */
export function lookUpRemote(context: BuildContext, request: RemoteRequest): Remote | undefined {
  const remote = context.snapshot.remote?.(request);
  if (remote === undefined) context.needs.push({ kind: 'remote', request });
  else context.remotes.set(requestKey(request), { request, remote });
  return remote;
}

/** Likewise what helm did. */
export function lookUpChart(context: BuildContext, request: ChartRequest): Chart | undefined {
  const chart = context.snapshot.chart?.(request);
  if (chart === undefined) context.needs.push({ kind: 'chart', request });
  else context.charts.set(chartKey(request), { request, chart });
  return chart;
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

/** Adds the error that something outside of the build failed. */
export function reportFailure(
  context: BuildContext,
  { code, params }: RemoteFailure | HelmFailure,
  location: KustomizeProblem['location'],
): void {
  context.problems.push({ code, params, severity: 'error', location } as KustomizeProblem);
}

/** Codes of problems by which resources are lacking. */
const lacking = /^(?:yaml|kustomization|resource|component|generator|file|helm|plugin|remote)\./;

/**
 * Adds an error that says that something was not found, unless resources are lacking for another reason already
 * reported: then it may be among them, and the complaint would be noise.
 */
export function reportNotFound<Code extends keyof KustomizeProblems & string>(
  context: BuildContext,
  code: Code,
  params: KustomizeProblems[Code],
  location: KustomizeProblem['location'],
  related?: KustomizeProblem['related'],
): void {
  const isLacking = context.needs.length > 0 || context.problems.some(problem => lacking.test(problem.code));
  if (!isLacking) report(context, code, params, location, related);
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
