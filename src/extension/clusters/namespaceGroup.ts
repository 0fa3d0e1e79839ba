import { l10n, ThemeIcon, TreeItem, TreeItemCollapsibleState } from 'vscode';
import type { Listed } from '../../cluster/kinds/kindQuery.ts';
import type { Summary } from '../../cluster/kinds/summary.ts';
import type { ClusterScope } from './clusterScope.ts';
import type { LiveList } from './liveList.ts';
import { createPagedRows } from './pagedRows.ts';
import type { TreeNode } from './treeNode.ts';

/** The row of a namespace: of all of it, or of the objects of one kind in it. */
export interface NamespaceNode extends TreeNode {
  readonly scope: ClusterScope;
  readonly namespace: string;
}

/** With more objects than this a group waits to be opened. */
const openBelow = 30;

/** The objects of a kind in a namespace, and how many there are. */
export function createNamespaceGroup(
  parentId: string,
  scope: ClusterScope,
  namespace: string,
  list: LiveList<Summary>,
  make: (latest: () => Listed) => TreeNode,
): NamespaceNode {
  const id = `${parentId}/${namespace}`;
  const rows = createPagedRows(id, scope, make);
  const state =
    list.count <= openBelow ? TreeItemCollapsibleState.Expanded : TreeItemCollapsibleState.Collapsed;
  return {
    id,
    scope,
    namespace,
    item() {
      const item = new TreeItem(namespace, state);
      item.id = id;
      item.iconPath = new ThemeIcon('symbol-namespace');
      const count = String(list.countIn(namespace));
      item.description = isActive(scope, namespace) ? l10n.t('{0} · active', count) : count;
      item.contextValue = namespaceContext(scope, namespace);
      return item;
    },
    children: () => rows(list.inNamespace(namespace)),
  };
}

/** Whether commands of this window go there. */
export function isActive({ active, kubeContext }: ClusterScope, namespace: string): boolean {
  return active.target?.context === kubeContext.name && active.target.namespace === namespace;
}

/** For the menus of a namespace's row. */
export function namespaceContext(scope: ClusterScope, namespace: string): string {
  return isActive(scope, namespace) ? 'namespace active' : 'namespace';
}
