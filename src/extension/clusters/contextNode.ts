import { namespaces } from '../../cluster/kinds/namespace.ts';
import type { Summary } from '../../cluster/kinds/summary.ts';
import type { KubeContext } from '../../cluster/kubeconfig/kubeconfig.ts';
import { categories, nodesLabel } from './categories/builtInKinds.ts';
import { createCategoryNode } from './categories/categoryNode.ts';
import { createCustomResourcesNode } from './categories/customResourcesNode.ts';
import { createEventsNode } from './categories/eventsNode.ts';
import { createHelmNode } from './categories/helmNode.ts';
import { createNamespacesNode } from './categories/namespacesNode.ts';
import { createOverviewNode } from './categories/overviewNode.ts';
import type { ClusterScope } from './clusterScope.ts';
import { contextItem } from './contextItem.ts';
import { createKindNode } from './kindNode.ts';
import { createListRows } from './listRows.ts';
import { createLiveList, inTheCluster } from './liveList.ts';
import type { TreeNode } from './treeNode.ts';

/** A context's row. */
export interface ContextNode extends TreeNode {
  readonly kubeContext: KubeContext;
}

/** Below it everything that its cluster has, by what belongs together. */
export function createContextNode(scope: ClusterScope, isKubectls: () => boolean): ContextNode {
  const { kubeContext } = scope;
  const id = `context/${kubeContext.name}`;
  // Whether the cluster answers shows in the list that every other row needs.
  const list = createLiveList<Summary>(scope.open, namespaces, () => inTheCluster);
  const rows = createListRows(id, scope, '');
  const below = [
    createOverviewNode(id, scope),
    createKindNode(id, scope, nodesLabel),
    createNamespacesNode(id, scope, list),
    ...categories.map(category => createCategoryNode(id, scope, category)),
    createCustomResourcesNode(id, scope),
    createHelmNode(id, scope),
    createEventsNode(id, scope),
  ];
  return {
    id,
    kubeContext,
    item: () => contextItem(id, scope, isKubectls(), list.state),
    children() {
      const { state } = list;
      const isRefused = state.kind === 'retrying' && state.failure.code === 'response.forbidden';
      const hasAnswered = list.items.length > 0 || state.kind === 'live' || isRefused;
      return isRefused ? below : rows(list, hasAnswered ? below : []);
    },
    watch: onChange => list.watch(() => onChange()),
  };
}
