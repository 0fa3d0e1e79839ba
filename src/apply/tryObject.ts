import { dryRunCreate } from '../cluster/change/createObject.ts';
import { type ApplyRequest, dryRunApply } from '../cluster/change/serverSideApply.ts';
import type { Connection } from '../cluster/connection.ts';
import { ClusterFailure } from '../cluster/failure.ts';
import { isConnectionFailure, persist } from './persist.ts';
import { type PlannedObject, type Tried, takenFields } from './plan.ts';

/** An object that the server can be asked about. */
export type KnownObject = PlannedObject & { readonly api: NonNullable<PlannedObject['api']> };

/** True where the kind is known, to the server or to a CRD of the set. */
export function isKnown(object: PlannedObject): object is KnownObject {
  return object.api !== undefined;
}

/** The server-side apply of an object, which takes over what was agreed to, without what is for a trial or the real one. */
export function applyRequest(object: KnownObject, signal: AbortSignal | undefined): ApplyRequest {
  const { api, namespace, name, json } = object;
  const force = takenFields(object).length > 0;
  return { resource: api, namespace, name, json, force, ...(signal === undefined ? {} : { signal }) };
}

/** How an object is tried. */
export interface TrialOptions {
  /** Says what taking over all fields would do, whatever was agreed to. */
  readonly force?: boolean;
  /** The object as it was read, where it was. */
  readonly before?: unknown;
}

/**
 * Lets the server try the object. Gives its refusal as a failure; rejects where no other object could be tried either, or with an AbortError.
 */
export async function tryObject(
  connection: Connection,
  object: KnownObject,
  signal: AbortSignal | undefined,
  { before: live, ...force }: TrialOptions = {},
): Promise<Tried | ClusterFailure> {
  const known = live === undefined ? {} : { known: { before: live } };
  const request = { ...applyRequest(object, signal), ...force, ...known };
  try {
    const dryRun = object.isGenerated ? dryRunCreate : dryRunApply;
    const { value } = await persist(() => dryRun(connection, request), signal);
    const kind = ({ created: 'create', configured: 'change', unchanged: 'unchanged' } as const)[
      value.outcome
    ];
    const { before, object: after, warnings } = value;
    return { kind, before, after, warnings, at: Date.now() };
  } catch (error) {
    if (error instanceof ClusterFailure && !isConnectionFailure(error)) return error;
    throw error;
  }
}
