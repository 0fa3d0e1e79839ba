import { l10n } from 'vscode';
import type { SlimObject } from '../../cluster/collection.ts';
import type { ClusterFailure } from '../../cluster/failure.ts';
import type { ClusterScope } from './clusterScope.ts';
import { createFailureNode } from './failureNode.ts';
import type { LiveList } from './liveList.ts';
import { createMessageNode } from './messageNode.ts';
import { createNodeCache } from './nodeCache.ts';
import type { TreeNode } from './treeNode.ts';

/**
 * The rows below a list of objects: the objects, in front of them why they may be out of date, and instead of them that
 * there are none yet or none at all.
 */
export function createListRows<T extends SlimObject>(
  parentId: string,
  scope: ClusterScope,
  make: (latest: () => T) => TreeNode,
  empty: string,
): (list: Pick<LiveList<T>, 'state'>, items: readonly T[]) => readonly TreeNode[] {
  const rowsOf = createNodeCache<T>(item => item.metadata.uid, make);
  const failuresOf = createNodeCache<ClusterFailure>(
    failure => failure.code + failure.message,
    failure => createFailureNode(parentId, failure(), scope.textOf, scope.kubeContext.name),
  );
  const none = createMessageNode(`${parentId}/none`, empty, undefined);
  const waiting = createMessageNode(`${parentId}/waiting`, l10n.t('Connecting…'), 'loading~spin');
  return ({ state }, items) => {
    const failure = state.kind === 'retrying' ? state.failure : undefined;
    const rows = rowsOf(items);
    // A lost connection is told once, by the context's row.
    const isTold = items.length > 0 && failure?.code.startsWith('connection.');
    const failures = failuresOf(failure === undefined || isTold ? [] : [failure]);
    if (failures.length + rows.length > 0) return [...failures, ...rows];
    return [state.kind === 'live' ? none : waiting];
  };
}
