import { l10n } from 'vscode';
import type { ClusterFailure } from '../../cluster/failure.ts';
import type { Summary } from '../../cluster/kinds/summary.ts';
import type { ClusterScope } from './clusterScope.ts';
import { createFailureNode } from './failureNode.ts';
import type { LiveList } from './liveList.ts';
import { createMessageNode } from './messageNode.ts';
import { createNodeCache } from './nodeCache.ts';
import type { TreeNode } from './treeNode.ts';

/**
 * The rows below a list of objects: the given ones, in front of them why they may be out of date, and instead of them
 * that there are none yet or none at all.
 */
export function createListRows(
  parentId: string,
  scope: ClusterScope,
  empty: string,
): (list: Pick<LiveList<Summary>, 'state'>, rows: readonly TreeNode[]) => readonly TreeNode[] {
  const failuresOf = createNodeCache<ClusterFailure>(
    failure => failure.code + failure.message,
    failure => createFailureNode(parentId, failure(), scope.textOf, scope.kubeContext.name),
  );
  const none = createMessageNode(`${parentId}/none`, empty, undefined);
  const waiting = createMessageNode(`${parentId}/waiting`, l10n.t('Connecting…'), 'loading~spin');
  return ({ state }, rows) => {
    const failure = state.kind === 'retrying' ? state.failure : undefined;
    // A lost connection is told once, by the context's row.
    const isTold = rows.length > 0 && failure?.code.startsWith('connection.');
    const failures = failuresOf(failure === undefined || isTold ? [] : [failure]);
    if (failures.length + rows.length > 0) return [...failures, ...rows];
    return [state.kind === 'live' ? none : waiting];
  };
}
