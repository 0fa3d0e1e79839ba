import type { ConfirmedChange } from '../../cluster/change/confirm.ts';
import { applyObject } from '../../cluster/change/serverSideApply.ts';
import type { Connection } from '../../cluster/connection.ts';
import { isFailure } from '../../cluster/failure.ts';
import { recordAt, textOf } from '../../cluster/json.ts';
import { objectMeta, objectPath } from '../../cluster/resource.ts';
import { concurrently, requestLimit } from '../concurrently.ts';
import { persist } from '../persist.ts';
import { declaredState } from './declaredState.ts';
import { parentRequest, unitedContents } from './parent.ts';
import type { PlannedSet, PruneCandidate, PrunedObject } from './plannedSet.ts';
import { notDeleted, sparedSince } from './spared.ts';

/** What a set is changed with. */
export interface SetRun {
  readonly set: PlannedSet;
  readonly connection: Connection;
  readonly confirmed: ConfirmedChange;
  readonly signal: AbortSignal;
}

/**
 * Writes into the parent all that the set held and will hold, before any of it is touched, so that whoever goes on after
 * an interruption finds everything. Gives the parent's version; rejects with a ClusterFailure or an AbortError.
 */
export async function claimSet({ set, connection, confirmed, signal }: SetRun): Promise<string> {
  const contents = set.parent === undefined ? set.contents : unitedContents(set.parent, set.contents);
  const request = { ...parentRequest(set, contents), signal };
  const { value } = await persist(() => applyObject(connection, confirmed, request), signal);
  return textOf(recordAt(value.object, 'metadata')['resourceVersion']) ?? '';
}

/**
 * Deletes what is rendered no more, what others are lost with last, and then writes down what is left. `version` is the
 * parent's since `claimSet`: where somebody else has claimed the set meanwhile, the longer list stays. Never rejects for
 * a failure, nor for an abort: the outcomes tell.
 */
export async function pruneSet(run: SetRun, version: string): Promise<PrunedObject[]> {
  const { set } = run;
  const pruned = await deleteUnused(run, set.prune);
  if (pruned.every(isGone) && set.kept.length === 0) await shrink(run, version);
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

async function shrink({ set, connection, confirmed, signal }: SetRun, version: string): Promise<void> {
  try {
    await applyObject(connection, confirmed, { ...parentRequest(set, set.contents, version), signal });
  } catch {
    // The longer list is right too: it only makes the next run look at more.
  }
}
