import type { Connection } from '../../cluster/connection.ts';
import type { Discovery } from '../../cluster/discovery.ts';
import { ClusterFailure } from '../../cluster/failure.ts';
import { textOf } from '../../cluster/json.ts';
import type { ApiResource } from '../../cluster/resource.ts';
import { concurrently, requestLimit } from '../concurrently.ts';
import { describeObject, type ObjectName } from '../objectName.ts';
import { isConnectionFailure } from '../persist.ts';
import type { PlannedObject } from '../plan.ts';
import { idLabel, partOfLabel, setId } from './applySet.ts';
import { keptBy, listMembers, type Member } from './members.ts';
import type { HeldWhy, KeptObject, PruneCandidate } from './plannedSet.ts';
import type { SetInput } from './setInput.ts';

/** What is known of a set before its Namespaces and definitions are looked into. */
export interface ContainerInput extends Pick<SetInput, 'connection' | 'discovery' | 'name' | 'objects'> {
  readonly signal: AbortSignal;
  readonly candidates: readonly PruneCandidate[];
  readonly kept: readonly KeptObject[];
}

/** What goes and what stays. */
export interface Pruning {
  readonly prune: readonly PruneCandidate[];
  readonly kept: readonly KeptObject[];
}

/**
 * Looks into the Namespaces and definitions that are to go: those that hold what stays, stay too, and of the others it is known
 * what goes along. What the user may not list is not seen. Rejects with a ClusterFailure or an AbortError.
 */
export async function lookIntoContainers(
  input: ContainerInput,
  /** The parent goes too, where nothing is kept. */
  isWhole: boolean,
): Promise<Pruning> {
  const { candidates, name } = input;
  const prune: PruneCandidate[] = [];
  const kept: KeptObject[] = [...input.kept];
  const looked = await concurrently(candidates, 4, async candidate =>
    isContainer(candidate) ? lookInto(input, candidate) : candidate,
  );
  for (const each of looked) {
    if ('reason' in each) kept.push(each);
    else prune.push(each);
  }
  // Without its parent nobody finds the rest of a set again.
  if (isWhole && kept.length === 0) return { prune, kept };
  const home = prune.find(each => each.kind === 'Namespace' && each.name === name.namespace);
  if (home === undefined) return { prune, kept };
  const object = describeObject({ kind: 'ConfigMap', ...name });
  const reason = { kind: 'holds', what: 'kept', object } as const;
  return { prune: prune.filter(each => each !== home), kept: [...kept, { ...home, reason }] };
}

/** Whether an object takes others along: a Namespace or a definition. */
export function isContainer({ apiVersion, kind }: ObjectName): boolean {
  if (kind === 'Namespace') return apiVersion === 'v1';
  return kind === 'CustomResourceDefinition';
}

/**
 * A Namespace or definition with what it takes along, or as one that stays for what it holds; what is already known to stay or to
 * be applied is looked for without the server. Rejects as `lookIntoContainers` does.
 */
export async function lookInto(
  input: ContainerInput,
  container: PruneCandidate,
): Promise<PruneCandidate | KeptObject> {
  const { connection, discovery, candidates, kept, name, objects, signal } = input;
  const holds = (what: HeldWhy, object: ObjectName): KeptObject => {
    return { ...container, reason: { kind: 'holds', what, object: describeObject(object) } };
  };
  const places = placesIn(discovery, container);
  const applied = objects.find(object => isIn(object, container));
  if (applied !== undefined) return holds('applied', applied);
  const going = new Set(candidates.map(({ uid }) => uid));
  const staying = new Set(kept.map(({ uid }) => uid));
  const takes: ObjectName[] = [];
  for (const member of await membersOf(connection, places, signal)) {
    const { candidate, labels } = member;
    const own = setId(name);
    if (going.has(candidate.uid)) continue;
    const partOf = textOf(labels[partOfLabel]);
    const id = textOf(labels[idLabel]);
    const isOther = (partOf !== undefined && partOf !== own) || (id !== undefined && id !== own);
    if (isOther) return holds('other-set', candidate);
    if (staying.has(candidate.uid) || keptBy(member) !== undefined) return holds('kept', candidate);
    if (id === undefined && !comesAnew(member)) takes.push(nameOf(candidate));
  }
  return { ...container, takes };
}

/** The collections whose objects are lost with the container. */
function placesIn(
  { resources }: Discovery,
  { kind, name }: PruneCandidate,
): readonly (readonly [ApiResource, string | undefined])[] {
  const listable = resources.filter(({ verbs }) => verbs.includes('list'));
  // Of several versions the first one is the server's own choice, and they hold the same.
  const once = new Map(listable.toReversed().map(api => [`${api.resource}.${api.group}`, api]));
  if (kind !== 'Namespace') {
    const api = once.get(name);
    return api === undefined ? [] : [[api, undefined]];
  }
  return [...once.values()].filter(({ namespaced }) => namespaced).map(api => [api, name] as const);
}

function isIn({ namespace, api }: PlannedObject, { kind, name }: PruneCandidate): boolean {
  return kind === 'Namespace' ? namespace === name : `${api?.resource}.${api?.group}` === name;
}

async function membersOf(
  connection: Connection,
  places: ReturnType<typeof placesIn>,
  signal: AbortSignal,
): Promise<readonly Member[]> {
  const found = await concurrently(places, requestLimit, async ([api, namespace]) => {
    try {
      return await listMembers(connection, api, namespace, undefined, signal);
    } catch (error) {
      // An aggregated API may be down, or not be this user's to see.
      if (!(error instanceof ClusterFailure) || isConnectionFailure(error)) throw error;
      return [];
    }
  });
  return found.flat();
}

const madeByKubernetes = new Set(['Event', 'Endpoints', 'EndpointSlice']);

/** What Kubernetes makes by itself in any Namespace, or what belongs to another object, is nobody's loss. */
function comesAnew({ candidate: { kind, name, uid }, isOwned }: Member): boolean {
  if (isOwned || uid === '' || madeByKubernetes.has(kind)) return true;
  return kind === 'ServiceAccount' ? name === 'default' : kind === 'ConfigMap' && name === 'kube-root-ca.crt';
}

function nameOf({ apiVersion, kind, namespace, name }: ObjectName): ObjectName {
  return { apiVersion, kind, namespace, name };
}
