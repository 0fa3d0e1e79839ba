import type { Connection } from '../../cluster/connection.ts';
import type { Discovery } from '../../cluster/discovery.ts';
import { ClusterFailure, isFailure } from '../../cluster/failure.ts';
import { recordAt } from '../../cluster/json.ts';
import { listPages } from '../../cluster/listPages.ts';
import { type ApiResource, collectionPath, objectMeta } from '../../cluster/resource.ts';
import { dryRunApply } from '../../cluster/serverSideApply.ts';
import { concurrently, requestLimit } from '../concurrently.ts';
import { objectLocation } from '../fieldLocation.ts';
import type { PlannedObject } from '../plan.ts';
import type { ApplyProblem } from '../problems.ts';
import { problemOf } from '../refusal.ts';
import { memberOf, partOfLabel, type SetName, setId } from './applySet.ts';
import { usesIn } from './inUse.ts';
import {
  isForeign,
  parentRequest,
  readParent,
  type SetContents,
  type SetParent,
  unitedContents,
} from './parent.ts';
import type { KeptObject, KeptReason, PlannedSet, PruneCandidate } from './plannedSet.ts';

/** What a user wants of a set. */
export interface SetOptions {
  readonly name: string;
  /** Takes over a set that another tool made. */
  readonly adopt?: boolean;
  /** Deletes Namespaces, claims and definitions too. */
  readonly guarded?: boolean;
}

/** A set's part of a plan, or why there can be none. */
export interface SetVerdict {
  readonly set: PlannedSet | undefined;
  readonly problems: readonly ApplyProblem[];
}

/** What the set is planned from. */
export interface SetInput {
  readonly connection: Connection;
  readonly discovery: Discovery;
  readonly options: SetOptions;
  readonly name: SetName;
  /** The parent as it is. */
  readonly parent: SetParent | undefined;
  /** All objects of the plan, tried. */
  readonly objects: readonly PlannedObject[];
  readonly signal: AbortSignal;
}

/** Objects that others are lost with. */
const guardedKinds = new Set([
  'Namespace',
  'PersistentVolumeClaim',
  'PersistentVolume',
  'CustomResourceDefinition.apiextensions.k8s.io',
]);

/** By these annotations other tools leave an object alone when it is rendered no more, and so do we. */
const keeping: readonly (readonly [annotation: string, value: RegExp])[] = [
  ['client.lifecycle.config.k8s.io/deletion', /^detach$/],
  ['cli-utils.sigs.k8s.io/on-remove', /^keep$/],
  ['kustomize.toolkit.fluxcd.io/prune', /^disabled$/],
  ['argocd.argoproj.io/sync-options', /\bPrune=false\b/],
  ['helm.sh/resource-policy', /^keep$/],
];

/**
 * The namespace of the parent: where it is already, among those of the objects and the default one; else that of all
 * objects, or the first of their names. Rejects with a ClusterFailure.
 */
export async function findSet(
  connection: Connection,
  name: string,
  namespaces: readonly string[],
  fallback: string,
  signal: AbortSignal | undefined,
): Promise<{ readonly name: SetName; readonly parent: SetParent | undefined }> {
  const places = [...new Set([...namespaces, fallback])];
  const found = await concurrently(places, requestLimit, async namespace => ({
    name: { name, namespace },
    parent: await readParent(connection, { name, namespace }, signal),
  }));
  const [first = { name: { name, namespace: fallback }, parent: undefined }] = found;
  return found.find(({ parent }) => parent !== undefined) ?? first;
}

/** Says what the set would lose, what stays and why; changes nothing. Rejects with a ClusterFailure or an AbortError. */
export async function planSet(input: SetInput): Promise<SetVerdict> {
  const { name, parent, objects, options } = input;
  const problems = [...foreign(input), ...othersMembers(name, objects)];
  const contents = contentsOf(name, objects);
  const waitsForNamespace = objects.some(
    ({ kind, name: created, verdict }) =>
      kind === 'Namespace' && created === name.namespace && verdict.kind === 'create',
  );
  if (problems.length > 0) return { set: undefined, problems };
  if (!waitsForNamespace) problems.push(...(await refusedParent(input, contents)));
  try {
    const { candidates, kept } = await candidatesOf(input, contents);
    const isKept = options.guarded === true ? () => false : ({ isGuarded }: PruneCandidate) => isGuarded;
    const guarded = candidates
      .filter(isKept)
      .map(each => ({ ...each, reason: { kind: 'guarded' } as const }));
    const prune = candidates.filter(each => !isKept(each));
    const set = { ...name, parent, contents, waitsForNamespace, prune, kept: [...kept, ...guarded] };
    return { set, problems };
  } catch (error) {
    if (!isFailure(error, 'response.forbidden')) throw error;
    const reason = error.params.message;
    return { set: undefined, problems: [...problems, atFirst(input, 'apply.prune-forbidden', { reason })] };
  }
}

function foreign(input: SetInput): ApplyProblem[] {
  const { parent, name, options } = input;
  if (parent === undefined || !isForeign(parent) || options.adopt === true) return [];
  const set = `${name.namespace}/${name.name}`;
  return [atFirst(input, 'apply.foreign-set', { set, tooling: parent.tooling })];
}

/** An object can be a member of one set only. */
function othersMembers(name: SetName, objects: readonly PlannedObject[]): ApplyProblem[] {
  const id = setId(name);
  return objects.flatMap(({ verdict, resource, kind, namespace, name: object }) => {
    const set = 'before' in verdict ? memberOf(verdict.before) : undefined;
    if (set === undefined || set === id) return [];
    const shown = [kind, namespace === undefined ? object : `${namespace}/${object}`].join(' ');
    return [problemOf('apply.other-set', { object: shown, set }, objectLocation(resource))];
  });
}

/** That the parent may not be written is said before anything is. */
async function refusedParent(input: SetInput, contents: SetContents): Promise<ApplyProblem[]> {
  const { connection, name, parent, signal } = input;
  const written = parent === undefined ? contents : unitedContents(parent, contents);
  try {
    await dryRunApply(connection, { ...parentRequest(name, written), signal });
    return [];
  } catch (error) {
    if (!(error instanceof ClusterFailure) || !('message' in error.params)) throw error;
    const set = `${name.namespace}/${name.name}`;
    return [atFirst(input, 'apply.set-refused', { set, reason: error.params.message })];
  }
}

/** A problem of the set as a whole is told at its first object. */
function atFirst<Code extends 'apply.foreign-set' | 'apply.set-refused' | 'apply.prune-forbidden'>(
  { objects }: SetInput,
  code: Code,
  params: Parameters<typeof problemOf<Code>>[1],
): ApplyProblem {
  const [first] = objects;
  if (first === undefined) throw new TypeError('An empty plan has no set');
  return problemOf(code, params, objectLocation(first.resource));
}

function contentsOf({ namespace: own }: SetName, objects: readonly PlannedObject[]): SetContents {
  const kinds = objects.map(({ apiVersion, kind }) => groupKind(apiVersion, kind));
  const namespaces = objects.flatMap(({ namespace }) => (namespace === undefined ? [] : [namespace]));
  return {
    kinds: [...new Set(kinds)].sort(),
    namespaces: [...new Set(namespaces)].filter(namespace => namespace !== own).sort(),
  };
}

function groupKind(apiVersion: string, kind: string): string {
  const [group] = apiVersion.split('/').slice(0, -1);
  return group === undefined ? kind : `${kind}.${group}`;
}

async function candidatesOf(
  input: SetInput,
  contents: SetContents,
): Promise<{ readonly candidates: readonly PruneCandidate[]; readonly kept: readonly KeptObject[] }> {
  const { connection, discovery, name, parent, objects, signal } = input;
  // A set without a parent has no members, whatever labels say.
  if (parent === undefined) return { candidates: [], kept: [] };
  const all = unitedContents(parent, contents);
  const namespaces = [...new Set([name.namespace, ...all.namespaces])];
  const rendered = new Set(objects.map(({ api, namespace, name: object }) => keyOf(api, namespace, object)));
  const collections = all.kinds.flatMap(each => {
    const api = servedAs(discovery, each);
    // What is served no more is gone with its definition.
    if (api === undefined) return [];
    const places: readonly (string | undefined)[] = api.namespaced ? namespaces : [undefined];
    return places.map(namespace => ({ api, namespace }));
  });
  const members = (
    await concurrently(collections, requestLimit, ({ api, namespace }) =>
      membersIn(connection, setId(name), api, namespace, signal),
    )
  ).flat();
  const left = members.filter(
    ({ candidate: { api, namespace, name: object } }) => !rendered.has(keyOf(api, namespace, object)),
  );
  const kept: KeptObject[] = [];
  const candidates: PruneCandidate[] = [];
  const uses = await usesOf(connection, left, signal);
  for (const { candidate, annotations } of left) {
    const reason = keptBy(annotations) ?? usedBy(candidate, uses);
    if (reason === undefined) candidates.push(candidate);
    else kept.push({ ...candidate, reason });
  }
  return { candidates, kept };
}

interface Member {
  readonly candidate: PruneCandidate;
  readonly annotations: Readonly<Record<string, unknown>>;
}

async function membersIn(
  connection: Connection,
  id: string,
  api: ApiResource,
  namespace: string | undefined,
  signal: AbortSignal,
): Promise<Member[]> {
  const apiVersion = api.group === '' ? api.version : `${api.group}/${api.version}`;
  const isGuarded = guardedKinds.has(groupKind(apiVersion, api.kind));
  const request = {
    query: { labelSelector: `${partOfLabel}=${id}` },
    headers: { accept: 'application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io,application/json' },
  };
  const members: Member[] = [];
  const slim = (object: unknown): Member => {
    const { name, uid, resourceVersion, namespace: own } = objectMeta(object);
    const place = api.namespaced ? own : undefined;
    return {
      candidate: { apiVersion, kind: api.kind, namespace: place, name, api, uid, resourceVersion, isGuarded },
      annotations: recordAt(recordAt(object, 'metadata'), 'annotations'),
    };
  };
  for await (const page of listPages(connection, collectionPath(api, namespace), request, slim, signal)) {
    members.push(...page.objects);
  }
  return members;
}

function servedAs({ resources }: Discovery, groupAndKind: string): ApiResource | undefined {
  return resources.find(
    ({ group, kind, verbs }) =>
      (group === '' ? kind : `${kind}.${group}`) === groupAndKind && verbs.includes('list'),
  );
}

function keyOf(api: ApiResource | undefined, namespace: string | undefined, name: string): string {
  return `${api?.resource}.${api?.group} ${namespace ?? ''}/${name}`;
}

function keptBy(annotations: Member['annotations']): KeptReason | undefined {
  const found = keeping.find(([annotation, value]) => value.test(String(annotations[annotation] ?? '')));
  return found && { kind: 'annotation', annotation: found[0] };
}

/** By namespace, of those that lose a ConfigMap or Secret. */
async function usesOf(
  connection: Connection,
  members: readonly Member[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, Awaited<ReturnType<typeof usesIn>>>> {
  const namespaces = new Set(
    members.flatMap(({ candidate: { kind, namespace, api } }) =>
      api.group === '' && ['ConfigMap', 'Secret'].includes(kind) && namespace !== undefined
        ? [namespace]
        : [],
    ),
  );
  const entries = await concurrently([...namespaces], requestLimit, async namespace => {
    return [namespace, await usesIn(connection, namespace, signal)] as const;
  });
  return new Map(entries);
}

function usedBy(
  { kind, namespace, name }: PruneCandidate,
  uses: Awaited<ReturnType<typeof usesOf>>,
): KeptReason | undefined {
  const by = uses.get(namespace ?? '')?.get(`${kind}/${name}`);
  return by === undefined ? undefined : { kind: 'in-use', by };
}
