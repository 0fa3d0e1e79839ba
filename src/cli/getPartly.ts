import { ClusterFailure } from '../cluster/failure.ts';
import type { GetTarget } from './getPages.ts';

/**
 * Does work for each target, one after the other. Where several things were asked for, one that the server refuses does
 * not keep the others back: its failure is given back. A single one rejects with it.
 */
export async function eachTarget(
  targets: readonly GetTarget[],
  work: (target: GetTarget) => Promise<void>,
): Promise<readonly ClusterFailure[]> {
  const failures: ClusterFailure[] = [];
  for (const target of targets) {
    try {
      await work(target);
    } catch (error) {
      const isOfTarget = error instanceof ClusterFailure && error.code.startsWith('response.');
      if (!isOfTarget || targets.length === 1) throw error;
      failures.push(error);
    }
  }
  return failures;
}
