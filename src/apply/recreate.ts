import type { ConfirmedChange } from '../cluster/change/confirm.ts';
import { readExisting } from '../cluster/change/serverSideApply.ts';
import type { Connection } from '../cluster/connection.ts';
import { ClusterFailure, isFailure } from '../cluster/failure.ts';
import { isRecord, listAt, recordAt } from '../cluster/json.ts';
import { objectMeta, objectPath } from '../cluster/resource.ts';
import { pause } from './pause.ts';
import { persist } from './persist.ts';
import type { PlannedObject, Tried } from './plan.ts';
import { isGuardedKind } from './set/groupKind.ts';
import { trialOf } from './trialObject.ts';
import { applyRequest, type KnownObject, tryObject } from './tryObject.ts';

/** Whether all that is wrong with an object is that it cannot be changed so, and it may be deleted for that. */
export function canBeRecreated({ apiVersion, kind, verdict }: PlannedObject): boolean {
  if (verdict.kind !== 'refused' || isGuardedKind(apiVersion, kind)) return false;
  return verdict.problems.length > 0 && verdict.problems.every(({ code }) => code === 'apply.immutable');
}

/**
 * Lets the server try an object as if the present one were gone, which it can only under another name. Gives its refusal as
 * a failure; rejects as `tryObject` does.
 */
export async function tryRecreated(
  connection: Connection,
  object: KnownObject,
  signal: AbortSignal | undefined,
): Promise<Tried | ClusterFailure> {
  const { value: before } = await persist(
    () => readExisting(connection, applyRequest(object, signal)),
    signal,
  );
  const answer = await tryObject(connection, trialOf(object), signal);
  if (answer instanceof ClusterFailure) return answer;
  const after = isRecord(answer.after)
    ? { ...answer.after, metadata: { ...recordAt(answer.after, 'metadata'), name: object.name } }
    : answer.after;
  return { ...answer, kind: 'change', before, after };
}

/** How an object is deleted that is created again right after. */
export interface Deletion {
  readonly connection: Connection;
  readonly confirmed: ConfirmedChange;
  readonly object: KnownObject;
  /** So long finalizers may hold it. */
  readonly seconds: number;
  /** Ends what has begun. */
  readonly signal: AbortSignal;
  /** Once the server has taken the deletion in, which nothing undoes. */
  readonly onSent: () => void;
}

const pauseMilliseconds = 200;

/**
 * Deletes an object, and what it owns in the background, and waits until it is gone. Gives the finalizers that still hold it
 * after the time, `undefined` where it is gone. Rejects with a ClusterFailure or an AbortError.
 */
export async function deleteForRecreation(deletion: Deletion): Promise<readonly string[] | undefined> {
  const { connection, confirmed, object, seconds, signal, onSent } = deletion;
  const { api, namespace, name } = object;
  const path = objectPath(api, namespace, name);
  const before = 'before' in object.verdict ? object.verdict.before : undefined;
  const { uid } = objectMeta(before);
  const body = {
    apiVersion: 'v1',
    kind: 'DeleteOptions',
    propagationPolicy: 'Background',
    // Only the object that was shown.
    ...(uid === '' ? {} : { preconditions: { uid } }),
  };
  const deadline = Date.now() + seconds * 1000;
  try {
    await persist(() => connection.write(confirmed, { method: 'DELETE', path, body, signal }), signal);
    onSent();
    for (;;) {
      const { value } = await persist(() => connection.get({ path, signal }), signal);
      const now: unknown = value.json();
      if (objectMeta(now).uid !== uid) return undefined;
      if (Date.now() > deadline) return listAt(recordAt(now, 'metadata'), 'finalizers').map(String);
      await pause(pauseMilliseconds, signal);
    }
  } catch (error) {
    if (!isFailure(error, 'response.not-found')) throw error;
    return undefined;
  }
}
