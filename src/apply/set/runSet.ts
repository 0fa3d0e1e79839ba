import { randomUUID } from 'node:crypto';
import type { ConfirmedChange } from '../../cluster/change/confirm.ts';
import { createObject } from '../../cluster/change/createObject.ts';
import { applyObject } from '../../cluster/change/serverSideApply.ts';
import type { Connection } from '../../cluster/connection.ts';
import { isFailure } from '../../cluster/failure.ts';
import { recordAt, textOf } from '../../cluster/json.ts';
import { objectMeta, objectPath } from '../../cluster/resource.ts';
import type { Location } from '../../yaml/location.ts';
import { concurrently, requestLimit } from '../concurrently.ts';
import { pause } from '../pause.ts';
import { persist } from '../persist.ts';
import { problemOf } from '../problemOf.ts';
import type { ApplyProblem } from '../problems.ts';
import { declaredState } from './declaredState.ts';
import { isForeign, type ParentContents, parentRequest, readParent, unitedContents } from './parent.ts';
import type { PlannedSet, PruneCandidate, PrunedObject } from './plannedSet.ts';
import { notDeleted, sparedSince } from './spared.ts';

/** What a set is changed with. */
export interface SetRun {
  readonly set: PlannedSet;
  readonly connection: Connection;
  readonly confirmed: ConfirmedChange;
  readonly signal: AbortSignal;
}

/** A set that is written down as ours. */
export interface Claim {
  readonly kind: 'claim';
  /** Of the parent, as it was written. */
  readonly version: string;
  /** What the parent says beside its contents. */
  readonly noted: Omit<ParentContents, 'kinds' | 'namespaces'>;
  /** Whether nobody had changed the parent since the plan, so that what the plan does without is nobody's. */
  readonly isAsPlanned: boolean;
}

/** So often a parent is read again that others write at the same time. */
const claimAttempts = 20;
/** Longer with each attempt, and never for two of them alike. */
const claimPauseMs = 20;

/**
 * Writes into the parent all that the set held and will hold, before any of it is touched, so that whoever goes on after
 * an interruption finds everything; what others wrote there since the plan stays. Gives a problem where the set became
 * another's meanwhile; rejects with a ClusterFailure or an AbortError.
 */
export async function claimSet(run: SetRun, location: Location): Promise<Claim | ApplyProblem> {
  const { set, connection, confirmed, signal } = run;
  const claim = randomUUID();
  for (let attempt = 1; ; attempt += 1) {
    const { value: place } = await persist(() => readParent(connection, set, signal), signal);
    const parent = place.is === 'parent' ? place.parent : undefined;
    const shown = `${set.namespace}/${set.name}`;
    if (place.is === 'taken') return problemOf('apply.set-taken', { set: shown }, location);
    // That it is adopted was agreed to for the tool that had it.
    if (parent !== undefined && isForeign(parent) && parent.tooling !== set.parent?.tooling) {
      return problemOf('apply.foreign-set', { set: shown, tooling: parent.tooling }, location);
    }
    const held = [set.parent, parent].flatMap(each => each ?? []);
    const noted = { repository: set.origin?.repository ?? parent?.repository, claim };
    const request = {
      ...parentRequest(
        set,
        { ...held.reduce(unitedContents, set.contents), ...noted },
        parent?.resourceVersion,
      ),
      signal,
    };
    const write = () =>
      parent === undefined
        ? createObject(connection, confirmed, request)
        : applyObject(connection, confirmed, request);
    try {
      const { value } = await persist(write, signal);
      const version = textOf(recordAt(value.object, 'metadata')['resourceVersion']) ?? '';
      const isAsPlanned = parent?.resourceVersion === set.parent?.resourceVersion;
      return { kind: 'claim', version, noted, isAsPlanned };
    } catch (error) {
      if (!isFailure(error, 'response.conflict') || attempt === claimAttempts) throw error;
      await pause(Math.random() * claimPauseMs * attempt, signal);
    }
  }
}

/**
 * Deletes what is rendered no more, what others are lost with last, and then writes down what is left; where somebody else has
 * claimed the set since the plan, the longer list stays. Never rejects for a failure, nor for an abort: the outcomes tell.
 */
export async function pruneSet(run: SetRun, claim: Claim): Promise<PrunedObject[]> {
  const { set } = run;
  const pruned = await deleteUnused(run, set.prune);
  if (claim.isAsPlanned && pruned.every(isGone) && set.kept.length === 0) await shrink(run, claim);
  return pruned;
}

/** Whether the object is no longer there. */
export function isGone({ outcome }: PrunedObject): boolean {
  return outcome === 'deleted' || outcome === 'gone';
}

/**
 * Deletes as `deleteInOrder` does, but not what has come to be used, or to hold more, since it was planned. Never rejects for a
 * failure, nor for an abort.
 */
export async function deleteUnused(
  run: SetRun,
  candidates: readonly PruneCandidate[],
): Promise<PrunedObject[]> {
  const spared = await sparedSince(run, candidates);
  const left = candidates.filter(candidate => !spared.has(candidate));
  return [...spared.values(), ...(await deleteInOrder(run, left))];
}

/** Deletes what intercepts writes first, since whoever answers for it goes too, and what others are lost with last. */
export async function deleteInOrder(
  run: SetRun,
  candidates: readonly PruneCandidate[],
): Promise<PrunedObject[]> {
  const groupOf = ({ api, isGuarded }: PruneCandidate) => {
    if (isGuarded) return 2;
    return api.group === 'admissionregistration.k8s.io' ? 0 : 1;
  };
  const pruned: PrunedObject[] = [];
  for (const group of [0, 1, 2]) {
    pruned.push(
      ...(await pruneAll(
        run,
        candidates.filter(candidate => groupOf(candidate) === group),
      )),
    );
  }
  return pruned;
}

function pruneAll(run: SetRun, candidates: readonly PruneCandidate[]): Promise<PrunedObject[]> {
  return concurrently(candidates, requestLimit, candidate => pruneOne(run, candidate));
}

/** So often an object is looked at again that its controller changed in between. */
const attempts = 4;

async function pruneOne(
  { connection, confirmed, signal }: SetRun,
  candidate: PruneCandidate,
): Promise<PrunedObject> {
  if (signal.aborted) return { candidate, outcome: 'not-done' };
  const { api, namespace, name, uid } = candidate;
  const path = objectPath(api, namespace, name);
  let { resourceVersion } = candidate;
  try {
    for (let attempt = 1; ; attempt += 1) {
      // Only the very object that was shown, as it was: who took it into another set has changed it.
      const body = {
        apiVersion: 'v1',
        kind: 'DeleteOptions',
        propagationPolicy: 'Background',
        preconditions: { uid, resourceVersion },
      };
      try {
        await persist(() => connection.write(confirmed, { method: 'DELETE', path, body, signal }), signal);
        return { candidate, outcome: 'deleted' };
      } catch (error) {
        if (!isFailure(error, 'response.conflict')) throw error;
        const { value } = await persist(() => connection.get({ path, signal }), signal);
        const object: unknown = value.json();
        if (attempt === attempts || !isAsShown(candidate, object)) return { candidate, outcome: 'changed' };
        resourceVersion = objectMeta(object).resourceVersion;
      }
    }
  } catch (error) {
    if (isFailure(error, 'response.not-found')) return { candidate, outcome: 'gone' };
    return notDeleted(candidate, error);
  }
}

/** Whether it is the object that was shown, of which only the status is another. */
function isAsShown({ uid, declared }: PruneCandidate, object: unknown): boolean {
  return objectMeta(object).uid === uid && declared !== undefined && declared === declaredState(object);
}

async function shrink(
  { set, connection, confirmed, signal }: SetRun,
  { version, noted }: Claim,
): Promise<void> {
  try {
    const request = parentRequest(set, { ...set.contents, ...noted }, version);
    await applyObject(connection, confirmed, { ...request, signal });
  } catch {
    // The longer list is right too: it only makes the next run look at more.
  }
}
