import { createDiscovery, type Discovery } from '../cluster/discovery.ts';
import { concurrently, requestLimit } from './concurrently.ts';
import type { Conflict } from './conflicts/conflict.ts';
import { asDecided, asMember, asRecreated, type Draft, draftObjects } from './draftObjects.ts';
import { judge } from './judge.ts';
import { readTogether } from './liveObjects.ts';
import type { ApplyPlan, PlannedObject, PlanOptions, Verdict } from './plan.ts';
import type { ApplyProblem } from './problems.ts';
import { canBeRecreated } from './recreate.ts';
import { setId } from './set/applySet.ts';
import { type FoundSet, findSet } from './set/findSet.ts';
import { withSetsNamed } from './set/otherSets.ts';
import { planSet, type SetVerdict } from './set/planSet.ts';
import { prunedNamespaces } from './set/prunedNamespaces.ts';

/**
 * Asks the server by dry runs what applying the resources would do; changes nothing. What is wrong with an object is
 * its verdict. Rejects with a ClusterFailure where the server cannot be asked, or with an AbortError.
 */
export async function planApply(options: PlanOptions): Promise<ApplyPlan> {
  const { connection, resources, signal, onProgress } = options;
  onProgress?.({ step: 'discovery', done: 0, total: resources.length });
  const client = options.discovery ?? createDiscovery(connection);
  // Not tried again: who names a server that is not there is told at once.
  const discovery = await client.discover(signal);
  const { drafts, found } = await inSet(options, await draftObjects(options, discovery));
  const live = await readTogether(
    connection,
    drafts.map(({ object }) => object),
    signal,
  );
  let done = 0;
  const tried = new Map<Draft, PlannedObject>();
  const tryAll = (some: readonly Draft[]) =>
    concurrently(some, requestLimit, async draft => {
      signal?.throwIfAborted();
      tried.set(draft, await judge(options, draft, tried, live));
      done += 1;
      onProgress?.({ step: 'dry-run', done, total: drafts.length });
    });
  // Each is judged by what was said of those that it may need.
  for (const phases of [['crds', 'namespaces'], ['prerequisites'], ['objects', 'webhooks']]) {
    await tryAll(drafts.filter(({ object: { phase } }) => phases.includes(phase)));
  }
  await settleConflicts(options, drafts, tried);
  await settleImmutable(options, drafts, tried);
  const objects = drafts.map(draft => tried.get(draft) ?? draft.object);
  return withSetsNamed(
    planOf(options, objects, await setVerdict(options, discovery, objects, found)),
    options,
  );
}

/** Has it decided whether what cannot be changed is made anew, where nothing else is wrong, and tries it so. */
async function settleImmutable(
  options: PlanOptions,
  drafts: readonly Draft[],
  tried: Map<Draft, PlannedObject>,
): Promise<void> {
  const isAffected = (draft: Draft) => canBeRecreated(tried.get(draft) ?? draft.object);
  const affected = drafts.filter(isAffected);
  const refused = drafts.filter(draft => problemsOf(tried.get(draft) ?? draft.object).length > 0);
  if (options.decideRecreate === undefined || affected.length === 0 || refused.length > affected.length)
    return;
  if (!(await options.decideRecreate(affected.map(({ object }) => object)))) return;
  await concurrently(affected, requestLimit, async draft => {
    options.signal?.throwIfAborted();
    tried.set(draft, await judge(options, asRecreated(draft), tried));
  });
}

/** The drafts as members of the set, where one is wanted. */
async function inSet(
  { connection, set, namespace, signal }: PlanOptions,
  drafts: readonly Draft[],
): Promise<{ readonly drafts: readonly Draft[]; readonly found: FoundSet | undefined }> {
  if (set === undefined || drafts.length === 0) return { drafts, found: undefined };
  const namespaces = namespacesOf(drafts.map(({ object }) => object));
  const known = set.namespace === undefined ? namespaces : [set.namespace, ...namespaces];
  const found = await findSet(connection, set, { namespaces: known, fallback: namespace }, signal);
  const id = setId(found.name);
  return { drafts: drafts.map(draft => asMember(draft, id)), found };
}

async function setVerdict(
  { connection, set, signal = new AbortController().signal }: PlanOptions,
  discovery: Discovery,
  objects: readonly PlannedObject[],
  found: FoundSet | undefined,
): Promise<SetVerdict> {
  if (set === undefined || found === undefined) return { set: undefined, problems: [] };
  return planSet({ connection, discovery, options: set, ...found, objects, signal });
}

/** Has conflicts decided, where nothing else is wrong, and tries those objects again as they are to be applied then. */
async function settleConflicts(
  options: PlanOptions,
  drafts: readonly Draft[],
  tried: Map<Draft, PlannedObject>,
): Promise<void> {
  const conflicts = [...tried.values()].flatMap(conflictsOf);
  const problems = [...tried.values()].flatMap(problemsOf);
  if (options.decide === undefined || conflicts.length === 0 || problems.length > conflicts.length) return;
  const decided = await options.decide(conflicts);
  const affected = drafts.filter(draft => conflictsOf(tried.get(draft) ?? draft.object).length > 0);
  await concurrently(affected, requestLimit, async draft => {
    options.signal?.throwIfAborted();
    const own = conflictsOf(tried.get(draft) ?? draft.object);
    const chosen = decided.filter(({ conflict }) => own.includes(conflict));
    if (chosen.length === own.length) tried.set(draft, await judge(options, asDecided(draft, chosen), tried));
  });
}

function problemsOf({ verdict }: PlannedObject): readonly ApplyProblem[] {
  return verdict.kind === 'refused' ? verdict.problems : [];
}

function conflictsOf({ verdict }: PlannedObject): readonly Conflict[] {
  return verdict.kind === 'refused' ? (verdict.conflicts ?? []) : [];
}

/** Sorted, each once. */
function namespacesOf(objects: readonly PlannedObject[]): readonly string[] {
  const all = objects.flatMap(({ namespace }) => (namespace === undefined ? [] : [namespace]));
  return [...new Set(all)].sort();
}

function planOf(
  { connection }: PlanOptions,
  objects: readonly PlannedObject[],
  { set, problems }: SetVerdict,
): ApplyPlan {
  const count = (kind: Verdict['kind']) => objects.filter(({ verdict }) => verdict.kind === kind).length;
  const unverified = count('unverified');
  const touched = objects.flatMap(({ namespace }) => namespace ?? []);
  const namespaces =
    set === undefined ? touched : [...touched, set.namespace, ...prunedNamespaces(set.prune)];
  return {
    target: { context: connection.context, server: connection.server },
    namespaces: [...new Set(namespaces)].sort(),
    counts: {
      create: count('create') + unverified,
      change: count('change'),
      unchanged: count('unchanged'),
      delete: set?.prune.length ?? 0,
      unverified,
    },
    objects,
    problems: [...objects.flatMap(problemsOf), ...problems],
    set,
  };
}
