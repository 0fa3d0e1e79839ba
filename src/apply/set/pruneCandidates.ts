import type { Connection } from '../../cluster/connection.ts';
import type { Discovery } from '../../cluster/discovery.ts';
import { isFailure } from '../../cluster/failure.ts';
import { type ApiResource, objectPath } from '../../cluster/resource.ts';
import { concurrently, requestLimit } from '../concurrently.ts';
import type { PlannedObject } from '../plan.ts';
import { partOfLabel, setId } from './applySet.ts';
import { lookIntoContainers, type Pruning } from './containers.ts';
import { isEnded, isUsable, type Uses, usersIn, usesOf } from './inUse.ts';
import { keptBy, listMembers, type Member } from './members.ts';
import { type SetContents, unitedContents } from './parent.ts';
import type { KeptObject, KeptReason, PruneCandidate } from './plannedSet.ts';
import type { SetInput } from './setInput.ts';

/** A set, and what is wanted of it. */
export interface PruneInput extends Omit<SetInput, 'options'> {
  /** Whether Namespaces, claims and definitions go too. */
  readonly guarded: boolean;
  /** All of it goes, and the parent with it. */
  readonly isWhole: boolean;
}

/**
 * The members of a set that the plan does not render: those that go, and those that stay and why; `contents` is what the set
 * holds afterwards. Rejects with a ClusterFailure or an AbortError.
 */
export async function pruneCandidates(input: PruneInput, contents: SetContents): Promise<Pruning> {
  // A set without a parent has no members, whatever labels say.
  if (input.parent === undefined) return { prune: [], kept: [] };
  const left = await membersLeft(input, contents);
  const kept: KeptObject[] = [];
  const keep = ({ candidate }: Member, reason: KeptReason | undefined) => {
    if (reason !== undefined) kept.push({ ...candidate, reason });
    return reason === undefined;
  };
  const unended = await unendedOf(input, left);
  const free = left.filter(member => keep(member, keptBy(member) ?? unended.get(member)));
  // Whoever goes too uses nothing any more.
  const uses = await usesAmong(input, free);
  const unused = free.filter(member => keep(member, usedBy(member.candidate, uses)));
  const isKept = ({ candidate }: Member) => candidate.isGuarded && !input.guarded;
  const candidates = unused
    .filter(member => keep(member, isKept(member) ? { kind: 'guarded' } : undefined))
    .map(({ candidate }) => candidate);
  return lookIntoContainers({ ...input, candidates, kept }, input.isWhole);
}

/** What the set has and the plan does not render. */
async function membersLeft(
  { connection, discovery, name, parent, objects, signal }: PruneInput,
  contents: SetContents,
): Promise<readonly Member[]> {
  const all = parent === undefined ? contents : unitedContents(parent, contents);
  const namespaces = [...new Set([name.namespace, ...all.namespaces])];
  const rendered = new Set(objects.map(({ api, namespace, name: object }) => keyOf(api, namespace, object)));
  const collections = all.kinds.flatMap(each => {
    const api = servedAs(discovery, each);
    // What is served no more is gone with its definition.
    if (api === undefined) return [];
    const places: readonly (string | undefined)[] = api.namespaced ? namespaces : [undefined];
    return places.map(namespace => ({ api, namespace }));
  });
  const selector = `${partOfLabel}=${setId(name)}`;
  const members = await concurrently(collections, requestLimit, ({ api, namespace }) =>
    listMembers(connection, api, namespace, selector, signal),
  );
  return members
    .flat()
    .filter(({ candidate: { api, namespace, name: own } }) => !rendered.has(keyOf(api, namespace, own)));
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

/** Each apply of a `generateName` makes another object: those before it stay until they have ended. */
async function unendedOf(
  { connection, objects, signal }: PruneInput,
  members: readonly Member[],
): Promise<ReadonlyMap<Member, KeptReason>> {
  const generated = new Set(
    objects
      .filter(({ isGenerated }) => isGenerated)
      .map(({ api, namespace, name }) => keyOf(api, namespace, name)),
  );
  const earlier = members.filter(({ candidate: { api, namespace, kind }, generateName }) => {
    return ['Job', 'Pod'].includes(kind) && generated.has(keyOf(api, namespace, generateName));
  });
  const found = await concurrently(earlier, requestLimit, async member => {
    const ended = await hasEnded(connection, member.candidate, signal);
    return ended ? [] : [[member, { kind: 'running' }] as const];
  });
  return new Map(found.flat());
}

async function hasEnded(
  connection: Connection,
  { api, namespace, name }: PruneCandidate,
  signal: AbortSignal,
): Promise<boolean> {
  try {
    return isEnded((await connection.get({ path: objectPath(api, namespace, name), signal })).json());
  } catch (error) {
    if (isFailure(error, 'response.not-found')) return true;
    throw error;
  }
}

/** By namespace, of those that lose a ConfigMap or Secret. */
async function usesAmong(
  { connection, objects, signal }: PruneInput,
  members: readonly Member[],
): Promise<ReadonlyMap<string, Uses>> {
  const going = new Set(members.map(({ candidate: { uid } }) => uid));
  const usable = members.map(({ candidate }) => candidate).filter(isUsable);
  const namespaces = new Set(usable.flatMap(({ namespace }) => namespace ?? []));
  const entries = await concurrently([...namespaces], requestLimit, async namespace => {
    const users = await usersIn(connection, namespace, signal);
    const rendered = objects.filter(object => object.namespace === namespace);
    const states = rendered.map(object => [object, stateOf(object)] as const);
    return [namespace, usesOf(users, { going, rendered: states })] as const;
  });
  return new Map(entries);
}

/** An object of the plan as it will be. */
function stateOf({ verdict, json }: PlannedObject): unknown {
  return 'after' in verdict ? verdict.after : JSON.parse(json);
}

function usedBy(candidate: PruneCandidate, uses: ReadonlyMap<string, Uses>): KeptReason | undefined {
  const { kind, namespace, name } = candidate;
  const by = isUsable(candidate) ? uses.get(namespace ?? '')?.get(`${kind}/${name}`) : undefined;
  return by === undefined ? undefined : { kind: 'in-use', by };
}
