import type { Connection } from '../cluster/connection.ts';
import { ClusterFailure, isFailure } from '../cluster/failure.ts';
import { isRecord, recordAt } from '../cluster/json.ts';
import { type KnownObject, tryObject } from './tryObject.ts';

/** Of a name that no object has, under which what cannot be tried in its own place is. */
const suffix = '-kubewright-trial';

/** Room for the suffix in the shortest names that a kind allows. */
const longestStem = 40;

/** The object under another name, and in another namespace where one is given; for dry runs alone. */
export function trialOf(object: KnownObject, namespace = object.namespace): KnownObject {
  const sent: unknown = JSON.parse(object.json);
  const name = object.isGenerated ? object.name : `${object.name.slice(0, longestStem)}${suffix}`;
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
  const answer = await tryObject(connection, trialOf(object, namespace), signal);
  if (!(answer instanceof ClusterFailure) || !isFailure(answer, 'response.invalid')) return undefined;
  return /AdmissionPolicy|admission webhook/.test(answer.params.message) ? undefined : answer;
}
