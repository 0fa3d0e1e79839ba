import { l10n, ThemeIcon, TreeItem, TreeItemCollapsibleState } from 'vscode';
import type { ClusterScope } from './clusterScope.ts';
import { namespacedKinds } from './kindLabels.ts';
import { createKindNode } from './kindNode.ts';
import type { TreeNode } from './treeNode.ts';

/** What is known of a namespace; of one that may not be listed only its name. */
export interface NamespaceEntry {
  readonly name: string;
  readonly isTerminating: boolean;
}

/** A namespace's row. */
export interface NamespaceNode extends TreeNode {
  readonly scope: ClusterScope;
  readonly namespace: string;
}

/** `latest` gives the namespace as it is now. */
export function createNamespaceNode(
  parentId: string,
  scope: ClusterScope,
  latest: () => NamespaceEntry,
): NamespaceNode {
  const { name } = latest();
  const id = `${parentId}/${name}`;
  const groups = namespacedKinds.map(label => createKindNode(id, scope, name, label));
  return {
    id,
    scope,
    namespace: name,
    item() {
      const item = new TreeItem(name, TreeItemCollapsibleState.Collapsed);
      const { target } = scope.active;
      const isActive = target?.context === scope.kubeContext.name && target.namespace === name;
      item.id = id;
      item.iconPath = new ThemeIcon('symbol-namespace');
      if (latest().isTerminating) item.description = 'Terminating';
      else if (isActive) item.description = l10n.t('active');
      item.contextValue = isActive ? 'namespace active' : 'namespace';
      return item;
    },
    children: () => groups,
  };
}
