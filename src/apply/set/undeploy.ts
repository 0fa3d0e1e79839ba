import { type ConfirmedChange, requireConfirmed } from '../../cluster/change/confirm.ts';
import type { Connection } from '../../cluster/connection.ts';
import { createDiscovery, type DiscoveryClient } from '../../cluster/discovery.ts';
import type { Location } from '../../yaml/location.ts';
import { requireAgreed } from '../confirmApply.ts';
import type { ApplyPlan } from '../plan.ts';
import { problemOf } from '../problemOf.ts';
import type { ApplyReport } from '../report.ts';
import { newRunState, reportOf } from '../runState.ts';
import type { SetName } from './applySet.ts';
import { isForeign, readParent, type SetParent } from './parent.ts';
import { type FoundParent, parentsAnywhere, parentsIn, parentsNamed } from './parentsNamed.ts';
import type { PruneCandidate } from './plannedSet.ts';
import { pruneCandidates } from './pruneCandidates.ts';
import { prunedNamespaces } from './prunedNamespaces.ts';
import { relationOf } from './repository.ts';
import { deleteInOrder, deleteUnused, isGone } from './runSet.ts';
import type { SetOptions } from './setOptions.ts';
import { isAppliedFrom, type SetSource } from './setSource.ts';

/** What is to be deleted, and from where. */
export interface UndeployOptions {
  readonly connection: Connection;
  readonly set: SetOptions;
  /** A set of another name that was last applied from there is it too. */
  readonly from?: SetSource | undefined;
  /** Of the parent, where it is known or the cluster as a whole may not be searched. */
  readonly namespace: string;
  /** Looks in that namespace only. */
  readonly isNamespaceGiven: boolean;
  /** Where problems are told: the root. */
  readonly location: Location;
  readonly discovery?: DiscoveryClient | undefined;
  readonly signal: AbortSignal;
}

/** A found set: what deleting it would do, or the namespaces among which nobody has chosen. */
export type UndeployPlan =
  | { readonly kind: 'plan'; readonly plan: ApplyPlan }
  /** `elsewhere`: namespaces that have such a set, where one was given that has none. */
  | { readonly kind: 'absent'; readonly elsewhere: readonly string[] }
  | { readonly kind: 'several'; readonly namespaces: readonly string[] };

const configMaps = { group: '', version: 'v1', resource: 'configmaps' };

/**
 * Finds what earlier applies of a set made and says what deleting it would do; changes nothing. Rejects with a
 * ClusterFailure or an AbortError.
 */
export async function planUndeploy(options: UndeployOptions): Promise<UndeployPlan> {
  const { connection, set: wanted, location, signal } = options;
  const found = await findParents(options);
  const [only] = found;
  if (only === undefined) return { kind: 'absent', elsewhere: await elsewhere(options) };
  if (found.length > 1) return { kind: 'several', namespaces: found.map(({ name }) => name.namespace) };
  const { name, parent } = only;
  const discovery = await (options.discovery ?? createDiscovery(connection)).discover(signal);
  const empty = { kinds: [], namespaces: [] };
  const guarded = wanted.guarded === true;
  const input = { connection, discovery, name, parent, objects: [], signal, guarded, isWhole: true };
  const { prune, kept } = await pruneCandidates(input, empty);
  const foreign = isForeign(parent) && wanted.adopt !== true;
  const params = { set: `${name.namespace}/${name.name}`, tooling: parent.tooling };
  const last = kept.length === 0 ? parentCandidate(name, parent) : undefined;
  const goes = prune.length + (last === undefined ? 0 : 1);
  const namespaces = [name.namespace, ...prunedNamespaces(prune)];
  const plan: ApplyPlan = {
    target: { context: connection.context, server: connection.server },
    namespaces: [...new Set(namespaces)].sort(),
    counts: { create: 0, change: 0, unchanged: 0, delete: goes, unverified: 0 },
    objects: [],
    problems: foreign ? [problemOf('apply.foreign-set', params, location)] : [],
    set: { ...name, parent, contents: empty, waitsForNamespace: false, prune, kept, last },
  };
  return { kind: 'plan', plan };
}

/** Parents of that name in any namespace, or in the given one where the others may not be listed. */
async function findParents(options: UndeployOptions): Promise<readonly FoundParent[]> {
  const { connection, set, from, namespace, isNamespaceGiven, signal } = options;
  const inOne = async () => {
    const name = { name: set.name, namespace };
    const place = await readParent(connection, name, signal);
    return place.is === 'parent' ? [{ name, parent: place.parent }] : [];
  };
  const named = isNamespaceGiven
    ? await inOne()
    : ((await parentsNamed(connection, set.name, signal)) ?? (await inOne()));
  // A set of its name may be another repository's, which has its own then.
  const own = named.filter(({ parent }) => relationOf(parent.repository, from?.repository) !== 'other');
  if (own.length > 0 || from === undefined) return from === undefined ? named : own;
  const all = isNamespaceGiven
    ? await parentsIn(connection, namespace, signal)
    : await parentsAnywhere(connection, { namespaces: [namespace] }, signal);
  const applied = all.filter(({ parent }) => !isForeign(parent) && isAppliedFrom(parent, from));
  return applied.length > 0 ? applied : named;
}

async function elsewhere({ connection, set, isNamespaceGiven, signal }: UndeployOptions) {
  if (!isNamespaceGiven) return [];
  const found = await parentsNamed(connection, set.name, signal);
  return (found ?? []).map(({ name }) => name.namespace);
}

/** What to delete, and the user's agreement to exactly that. */
export interface UndeployRun {
  readonly plan: ApplyPlan;
  readonly confirmed: ConfirmedChange;
  readonly connection: Connection;
  readonly signal: AbortSignal;
}

/**
 * Deletes a planned set, and its parent last where nothing of it is left. Never rejects for a failure, nor for an abort: the
 * report tells. Throws as `runApply` does where another plan was confirmed.
 */
export async function runUndeploy({
  plan,
  confirmed,
  connection,
  signal,
}: UndeployRun): Promise<ApplyReport> {
  requireConfirmed(confirmed, connection);
  requireAgreed(plan, confirmed);
  const state = newRunState(signal);
  try {
    const { set } = plan;
    if (set?.parent === undefined) throw new TypeError('A plan without a set deletes nothing');
    const run = { set, connection, confirmed, signal };
    state.pruned = await deleteUnused(run, set.prune);
    if (set.kept.length === 0 && state.pruned.every(isGone)) {
      const last = set.last ?? parentCandidate(set, set.parent);
      state.pruned = [...state.pruned, ...(await deleteInOrder(run, [last]))];
    }
    return reportOf(state, plan);
  } finally {
    state.end();
  }
}

function parentCandidate({ name, namespace }: SetName, { uid, resourceVersion }: SetParent): PruneCandidate {
  const api = {
    ...configMaps,
    kind: 'ConfigMap',
    namespaced: true,
    verbs: ['delete'],
    shortNames: [],
    categories: [],
  };
  const rest = { declared: undefined, isGuarded: false, owner: undefined, takes: [] };
  return { apiVersion: 'v1', kind: 'ConfigMap', namespace, name, api, uid, resourceVersion, ...rest };
}
