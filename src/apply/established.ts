import type { Connection } from '../cluster/connection.ts';
import { objectPath } from '../cluster/resource.ts';
import { objectStatus } from '../cluster/status/objectStatus.ts';
import type { ObjectName } from './objectName.ts';
import { pause } from './pause.ts';

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
    const crd = (await connection.get({ path, signal })).json();
    const { status, reason, message } = objectStatus(crd, Date.now());
    if (status === 'Current') return undefined;
    if (status === 'Failed') return message || reason;
    if (Date.now() > deadline) return `Established≠True (${limitMilliseconds / 1000} s)`;
    await pause(pauseMilliseconds, signal);
  }
}
