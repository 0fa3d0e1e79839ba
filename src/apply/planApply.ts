import { createDiscovery, type Discovery } from '../cluster/discovery.ts';
import { ClusterFailure, isFailure } from '../cluster/failure.ts';
import type { ApiResource } from '../cluster/resource.ts';
import { apiVersionOf, type Resource } from '../kustomize/resource.ts';
import { jsonText } from '../yaml/jsonText.ts';
import { concurrently, requestLimit } from './concurrently.ts';
import { type CrdKind, crdKinds, kindKey } from './crdKinds.ts';
import { ownProblems, phaseOf } from './drafts.ts';
import { objectLocation } from './fieldLocation.ts';
import {
  type ApplyPlan,
  describeObject,
  type PlannedObject,
  type PlanOptions,
  type Prerequisite,
  type Verdict,
} from './plan.ts';
import type { ApplyProblem } from './problems.ts';
import { problemOf, refusalProblems } from './refusal.ts';
import { memberOf, setId, withPartOf } from './set/applySet.ts';
import { findSet, planSet, type SetVerdict } from './set/planSet.ts';
import { isKnown, type KnownObject, tryObject } from './tryObject.ts';

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
  const { drafts, found } = await inSet(options, draftAll(options, discovery));
  const early = drafts.filter(({ object: { phase } }) => phase === 'crds' || phase === 'namespaces');
  const late = drafts.filter(({ object: { phase } }) => phase !== 'crds' && phase !== 'namespaces');
  let done = 0;
  const tried = new Map<Draft, PlannedObject>();
  const tryAll = (some: readonly Draft[]) =>
    concurrently(some, requestLimit, async draft => {
      signal?.throwIfAborted();
      tried.set(draft, await judged(options, draft, tried));
      done += 1;
      onProgress?.({ step: 'dry-run', done, total: drafts.length });
    });
  await tryAll(early);
  await tryAll(late);
  const objects = drafts.map(draft => tried.get(draft) ?? draft.object);
  return planOf(options, objects, await setVerdict(options, discovery, objects, found));
}

type FoundSet = Awaited<ReturnType<typeof findSet>>;

/** The drafts as members of the set, where one is wanted. */
async function inSet(
  { connection, set, namespace, signal }: PlanOptions,
  drafts: readonly Draft[],
): Promise<{ readonly drafts: readonly Draft[]; readonly found: FoundSet | undefined }> {
  if (set === undefined || drafts.length === 0) return { drafts, found: undefined };
  const namespaces = namespacesOf(drafts.map(({ object }) => object));
  const found = await findSet(connection, set.name, namespaces, namespace, signal);
  const id = setId(found.name);
  const members = drafts.map(draft => {
    const { node, file } = draft.object.resource;
    return { ...draft, object: { ...draft.object, json: jsonText(withPartOf(node, id, file)) } };
  });
  return { drafts: members, found };
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

/** An object before the server was asked; its verdict says what is wrong already. */
interface Draft {
  readonly object: PlannedObject;
  /** The CRD of the set that makes its kind known, and whether only that one does. */
  readonly crd: CrdKind | undefined;
  readonly served: boolean;
}

function draftAll(options: PlanOptions, discovery: Discovery): Draft[] {
  const crds = options.resources.filter(resource => phaseOf(resource) === 'crds');
  const kinds = crdKinds(crds);
  const seen = new Set<string>();
  return options.resources.map(resource => {
    const { kind } = resource.id;
    const apiVersion = apiVersionOf(resource.id);
    const crd = kinds.get(kindKey(apiVersion, kind));
    const served = discovery.ofKind(apiVersion, kind);
    const object = draftObject(resource, served ?? crd?.api, options.namespace);
    const key = `${object.api?.group}/${object.api?.resource} ${object.namespace}/${object.name}`;
    const problems =
      object.api === undefined
        ? [problemOf('apply.unknown-kind', { apiVersion, kind }, objectLocation(resource))]
        : [...ownProblems(resource, object)];
    if (problems.length === 0 && seen.has(key)) {
      problems.push(
        problemOf('apply.duplicate', { object: describeObject(object) }, objectLocation(resource)),
      );
    }
    seen.add(key);
    return {
      object: { ...object, verdict: { kind: 'refused', problems } },
      crd,
      served: served !== undefined,
    };
  });
}

function draftObject(
  resource: Resource,
  api: ApiResource | undefined,
  namespace: string,
): Omit<PlannedObject, 'verdict'> {
  const { id, node } = resource;
  return {
    resource,
    api,
    apiVersion: apiVersionOf(id),
    kind: id.kind,
    name: id.name,
    namespace: api?.namespaced === true ? id.namespace || namespace : undefined,
    phase: phaseOf(resource),
    json: jsonText(node),
  };
}

/** The object with its verdict; one that no set was asked for stays a member of the set that it is in. */
async function judged(
  options: PlanOptions,
  draft: Draft,
  tried: ReadonlyMap<Draft, PlannedObject>,
): Promise<PlannedObject> {
  const verdict = await judge(options, draft, tried);
  const id = options.set === undefined && 'before' in verdict ? memberOf(verdict.before) : undefined;
  if (id === undefined) return { ...draft.object, verdict };
  const { node, file } = draft.object.resource;
  const object = { ...draft.object, json: jsonText(withPartOf(node, id, file)) };
  return { ...object, verdict: await judge(options, { ...draft, object }, tried) };
}

async function judge(
  { connection, signal }: PlanOptions,
  draft: Draft,
  tried: ReadonlyMap<Draft, PlannedObject>,
): Promise<Verdict> {
  const { object, crd, served } = draft;
  if (!isKnown(object) || problemsOf(object).length > 0) return object.verdict;
  const crdKind = crd === undefined ? undefined : verdictOf(tried, 'crds', crd.crd);
  const crdNeeded: Prerequisite | undefined =
    crd === undefined
      ? undefined
      : { kind: 'CustomResourceDefinition', name: crd.crd, isNew: crdKind === 'create' };
  if (crdNeeded !== undefined && !served) return { kind: 'unverified', needs: crdNeeded };
  const namespace = namespaceNeeded(object, tried);
  if (namespace?.isNew === true) return { kind: 'unverified', needs: namespace };

  const answer = await tryObject(connection, object, signal);
  if (!(answer instanceof ClusterFailure)) return answer;
  // The schema it was tried against is about to change.
  if (crdNeeded !== undefined && crdKind === 'change' && isFailure(answer, 'response.invalid')) {
    return { kind: 'unverified', needs: crdNeeded };
  }
  // The namespace's own refusal says it all.
  if (namespace !== undefined && isFailure(answer, 'response.not-found')) {
    return { kind: 'unverified', needs: namespace };
  }
  return { kind: 'refused', problems: refusalProblems(object.resource, object, answer) };
}

function namespaceNeeded(
  { namespace }: KnownObject,
  tried: ReadonlyMap<Draft, PlannedObject>,
): Prerequisite | undefined {
  const kind = namespace === undefined ? undefined : verdictOf(tried, 'namespaces', namespace);
  if (namespace === undefined || kind === undefined) return undefined;
  return { kind: 'Namespace', name: namespace, isNew: kind === 'create' };
}

function verdictOf(
  tried: ReadonlyMap<Draft, PlannedObject>,
  phase: PlannedObject['phase'],
  name: string,
): Verdict['kind'] | undefined {
  for (const object of tried.values()) {
    if (object.phase === phase && object.name === name) return object.verdict.kind;
  }
  return undefined;
}

function problemsOf({ verdict }: PlannedObject): readonly ApplyProblem[] {
  return verdict.kind === 'refused' ? verdict.problems : [];
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
  const touched = [...objects, ...(set?.prune ?? [])].flatMap(({ namespace }) => namespace ?? []);
  const namespaces = set === undefined ? touched : [...touched, set.namespace];
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
