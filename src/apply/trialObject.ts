import { randomBytes } from 'node:crypto';
import { readExisting } from '../cluster/change/serverSideApply.ts';
import type { Connection } from '../cluster/connection.ts';
import { parseJson } from '../cluster/exactJson.ts';
import { ClusterFailure, isFailure } from '../cluster/failure.ts';
import { isRecord, recordAt } from '../cluster/json.ts';
import { persist } from './persist.ts';
import { applyRequest, type KnownObject, tryObject } from './tryObject.ts';

/** Longer names lose their end to it, since many kinds have little room for names. */
const longestWhole = 12;

/** A name that no object has: as long as the own one, or a little longer where that is short. */
function trialName(name: string): string {
  const end = randomBytes(4).toString('hex');
  return name.length > longestWhole ? `${name.slice(0, -end.length)}${end}` : `${name}${end}`;
}

/** The object under another name, and in another namespace where one is given; for dry runs alone. */
export function trialOf(object: KnownObject, namespace = object.namespace): KnownObject {
  const name = object.isGenerated ? object.name : trialName(object.name);
  return renamed(object, name, namespace);
}

function renamed(object: KnownObject, name: string, namespace: string | undefined): KnownObject {
  const sent: unknown = parseJson(object.json);
  const own = object.isGenerated ? {} : { name };
  const metadata = {
    ...recordAt(sent, 'metadata'),
    ...own,
    ...(namespace === undefined ? {} : { namespace }),
  };
  const json = JSON.stringify(isRecord(sent) ? { ...sent, metadata } : sent);
  return { ...object, name, namespace, json };
}

/**
 * Lets the server look at an object whose namespace is not there yet, in one that is. Gives only what is wrong with the
 * object wherever it goes; what rights, quotas and policies of the other namespace say of it means nothing. Rejects as
 * `tryObject` does.
 */
export async function tryElsewhere(
  connection: Connection,
  object: KnownObject,
  namespace: string,
  signal: AbortSignal | undefined,
): Promise<ClusterFailure<'response.invalid'> | undefined> {
  const moved = renamed(object, object.name, namespace);
  const answer = await tryObject(connection, moved, signal);
  if (!(answer instanceof ClusterFailure)) return undefined;
  // Beside an object of that name there it would be a change of that one, which says nothing of its creation.
  const isFree = object.isGenerated || (await isAbsent(connection, moved, signal));
  if (isFree) return inherent(answer);
  const again = await tryObject(connection, trialOf(object, namespace), signal);
  return again instanceof ClusterFailure ? inherent(again) : undefined;
}

async function isAbsent(
  connection: Connection,
  object: KnownObject,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  try {
    const { value } = await persist(() => readExisting(connection, applyRequest(object, signal)), signal);
    return value === undefined;
  } catch (error) {
    // Who may not look is told by the trial.
    if (isFailure(error, 'response.forbidden')) return false;
    throw error;
  }
}

function inherent(failure: ClusterFailure): ClusterFailure<'response.invalid'> | undefined {
  if (!isFailure(failure, 'response.invalid')) return undefined;
  return /AdmissionPolicy|admission webhook/.test(failure.params.message) ? undefined : failure;
}
