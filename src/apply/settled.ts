import { ClusterFailure, isFailure } from '../cluster/failure.ts';
import { pause } from './pause.ts';
import type { Prerequisite } from './plan.ts';

const limitMilliseconds = 10_000;
/** Known to a server that has not yet looked at the CRD's new schema. */
const schemaMilliseconds = 3_000;
const pauseMilliseconds = 200;

/**
 * Repeats work on an object whose prerequisite was made just now, for as long as the refusal only says that the
 * server is not that far: it does not serve the new kind yet, validates by the schema before, or the new namespace
 * has no service account. `work` gives its refusal instead of throwing it.
 */
export async function untilSettled<T>(
  needs: Prerequisite,
  work: () => Promise<T | ClusterFailure>,
  signal: AbortSignal,
): Promise<T | ClusterFailure> {
  const start = Date.now();
  for (;;) {
    const result = await work();
    if (!(result instanceof ClusterFailure)) return result;
    const waited = Date.now() - start;
    if (waited > patience(needs, result)) return result;
    await pause(pauseMilliseconds, signal);
  }
}

function patience(needs: Prerequisite, failure: ClusterFailure): number {
  if (isFailure(failure, 'response.not-found')) return limitMilliseconds;
  if (needs.kind === 'CustomResourceDefinition') {
    // A new CRD's schema is complete once its kind is served.
    return !needs.isNew && isFailure(failure, 'response.invalid') ? schemaMilliseconds : 0;
  }
  const early = isFailure(failure, 'response.forbidden') && /service ?account/i.test(failure.params.message);
  return early ? limitMilliseconds : 0;
}
