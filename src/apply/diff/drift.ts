import { type ApplyRequest, dryRunApply } from '../../cluster/change/serverSideApply.ts';
import type { Connection } from '../../cluster/connection.ts';
import { parseJson } from '../../cluster/exactJson.ts';
import { isFailure } from '../../cluster/failure.ts';
import { type JsonRecord, recordAt, textOf } from '../../cluster/json.ts';
import { compareDeclared } from './comparable.ts';
import type { FieldChange } from './fieldChanges.ts';

/** Whether an object of the cluster is what its manifest says. */
export type Drift =
  /** The cluster has no such object. */
  | { readonly kind: 'absent' }
  | { readonly kind: 'same' }
  /** What an apply of the manifest would change; values of Secrets are masked. */
  | {
      readonly kind: 'drifted';
      /** At least one. */
      readonly changes: readonly FieldChange[];
      readonly live: JsonRecord;
      readonly applied: JsonRecord;
    };

/**
 * Compares an object with what the server would make of it if the manifest were applied now, taking over what others own: a
 * dry run, so that defaults, quantities and fields of other managers count as the server sees them. Rejects like
 * `dryRunApply`; `response.forbidden` is common, since to try a change takes the right to make it.
 */
export async function readDrift(connection: Connection, request: ApplyRequest): Promise<Drift> {
  try {
    const { before, object } = await dryRunApply(connection, { ...request, force: true });
    return before === undefined ? { kind: 'absent' } : driftBetween(before, object, request.json);
  } catch (error) {
    // Its namespace is not there either.
    if (isFailure(error, 'response.not-found')) return { kind: 'absent' };
    throw error;
  }
}

function driftBetween(live: unknown, applied: unknown, json: string): Drift {
  const kind = textOf(recordAt({ live }, 'live')['kind']) ?? '';
  const { before, after, changes } = compareDeclared(kind, live, applied, parseJson(json));
  return changes.length === 0
    ? { kind: 'same' }
    : { kind: 'drifted', changes, live: before ?? {}, applied: after };
}
