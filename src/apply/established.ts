import type { Connection } from '../cluster/connection.ts';
import { isRecord, listAt, recordAt, textOf } from '../cluster/json.ts';
import { objectPath } from '../cluster/resource.ts';
import { pause } from './pause.ts';
import type { ObjectName } from './plan.ts';

const limitMilliseconds = 30_000;
const pauseMilliseconds = 100;

/**
 * Waits until a CRD is Established. Gives the server's reason where its names are not accepted or 30 s did not
 * suffice, else `undefined`; rejects with a ClusterFailure or an AbortError.
 */
export async function untilEstablished(
  connection: Connection,
  { name }: ObjectName,
  signal: AbortSignal,
): Promise<string | undefined> {
  const id = { group: 'apiextensions.k8s.io', version: 'v1', resource: 'customresourcedefinitions' };
  const path = objectPath(id, undefined, name);
  const deadline = Date.now() + limitMilliseconds;
  for (;;) {
    const conditions = listAt(
      recordAt((await connection.get({ path, signal })).json(), 'status'),
      'conditions',
    );
    const condition = (type: string) => conditions.find(each => isRecord(each) && each['type'] === type);
    if (recordOf(condition('Established'))['status'] === 'True') return undefined;
    const names = recordOf(condition('NamesAccepted'));
    if (names['status'] === 'False') return textOf(names['message']) ?? 'NamesAccepted=False';
    if (Date.now() > deadline) return `Established≠True (${limitMilliseconds / 1000} s)`;
    await pause(pauseMilliseconds, signal);
  }
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return isRecord(value) ? value : {};
}
