import type { Connection } from '../../cluster/connection.ts';
import { isFailure } from '../../cluster/failure.ts';
import { objectPath } from '../../cluster/resource.ts';
import { concurrently, requestLimit } from '../concurrently.ts';
import type { ApplyPlan } from '../plan.ts';
import { declaredPart } from './comparable.ts';
import { maskedPair } from './maskedPair.ts';
import type { ObjectDiff } from './planDiff.ts';

/** What a plan would prune, as it is now; what is gone meanwhile is no part of it. Rejects with a ClusterFailure. */
export async function pruneDiff(
  { set }: ApplyPlan,
  connection: Connection,
  signal: AbortSignal,
): Promise<ObjectDiff[]> {
  const found = await concurrently(set?.prune ?? [], requestLimit, async candidate => {
    const { api, namespace, name, apiVersion, kind } = candidate;
    try {
      const answer = await connection.get({ path: objectPath(api, namespace, name), signal });
      const object = { apiVersion, kind, ...declaredPart(answer.json()) };
      // Beside an object of no values each of its own counts as one that stays, which is masked.
      const before = maskedPair(kind, object, {}).before;
      return [{ object: candidate, kind: 'prune', before, after: undefined, changes: [] } as const];
    } catch (error) {
      if (isFailure(error, 'response.not-found')) return [];
      throw error;
    }
  });
  return found.flat();
}
