import { ClusterFailure, isFailure } from '../cluster/failure.ts';
import { pause } from './pause.ts';
import type { PlannedObject, Prerequisite } from './plan.ts';
import { isMissing } from './prerequisites.ts';

const limitMilliseconds = 10_000;
/** Known to a server that has not yet looked at the CRD's new schema. */
const schemaMilliseconds = 3_000;
const pauseMilliseconds = 200;

/** What was made just before an object. */
export interface Awaited {
  readonly needs: Prerequisite;
  /** Of the same plan, in the phases before; those that admission never asks for do no harm. */
  readonly applied: readonly PlannedObject[];
}

/**
 * Repeats work on an object whose prerequisite was made just now, for as long as the refusal only says that the
 * server is not that far: it does not serve the new kind yet, validates by the schema before, the new namespace has no
 * service account, or what looks for one of the prerequisites that were `applied` has not heard of it. `work` gives its refusal instead of throwing it.
 */
export async function untilSettled<T>(
  { needs, applied }: Awaited,
  work: () => Promise<T | ClusterFailure>,
  signal: AbortSignal,
): Promise<T | ClusterFailure> {
  const start = Date.now();
  for (;;) {
    const result = await work();
    if (!(result instanceof ClusterFailure)) return result;
    const waited = Date.now() - start;
    if (waited > patience(result, needs, applied)) return result;
    await pause(pauseMilliseconds, signal);
  }
}

function patience(failure: ClusterFailure, needs: Prerequisite, applied: readonly PlannedObject[]): number {
  if (isFailure(failure, 'response.not-found') || applied.some(each => isMissing(failure, each)))
    return limitMilliseconds;
  if (needs.kind === 'CustomResourceDefinition') {
    // A new CRD's schema is complete once its kind is served.
    return !needs.isNew && isFailure(failure, 'response.invalid') ? schemaMilliseconds : 0;
  }
  // Any other account has been applied by then.
  return isMissing(failure, { kind: 'ServiceAccount', name: 'default' }) ? limitMilliseconds : 0;
}
