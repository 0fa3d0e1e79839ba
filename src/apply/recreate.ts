import type { ConfirmedChange } from '../cluster/change/confirm.ts';
import { readExisting } from '../cluster/change/serverSideApply.ts';
import type { Connection } from '../cluster/connection.ts';
import { ClusterFailure, isFailure } from '../cluster/failure.ts';
import { isRecord, recordAt } from '../cluster/json.ts';
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

const limitMilliseconds = 120_000;
const pauseMilliseconds = 200;

/**
 * Deletes an object, and what it owns in the background, and waits until it is gone. Rejects with a ClusterFailure,
 * `response.conflict` where it is still there after two minutes, or with an AbortError.
 */
export async function deleteForRecreation(
  connection: Connection,
  confirmed: ConfirmedChange,
  object: KnownObject,
  signal: AbortSignal,
): Promise<void> {
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
  const deadline = Date.now() + limitMilliseconds;
  try {
    await persist(() => connection.write(confirmed, { method: 'DELETE', path, body, signal }), signal);
    for (;;) {
      const { value } = await persist(() => connection.get({ path, signal }), signal);
      if (objectMeta(value.json()).uid !== uid) return;
      if (Date.now() > deadline) {
        const message = `${name} (${limitMilliseconds / 1000} s): finalizers`;
        throw new ClusterFailure('response.conflict', { context: connection.context, message });
      }
      await pause(pauseMilliseconds, signal);
    }
  } catch (error) {
    if (!isFailure(error, 'response.not-found')) throw error;
  }
}
