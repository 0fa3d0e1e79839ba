import { ThemeIcon, TreeItem, TreeItemCollapsibleState } from 'vscode';
import type { ClusterScope } from '../clusterScope.ts';
import { createKindNode } from '../kindNode.ts';
import type { TreeNode } from '../treeNode.ts';
import type { Category } from './builtInKinds.ts';

/** The row of kinds that belong together. */
export function createCategoryNode(parentId: string, scope: ClusterScope, category: Category): TreeNode {
  const id = `${parentId}/${category.name}`;
  // What people look for is open from the start.
  const isFirst = category.name === 'workloads';
  const kinds = category.kinds.map((label, index) =>
    createKindNode(id, scope, label, isFirst && index === 0),
  );
  return {
    id,
    item() {
      const state = isFirst ? TreeItemCollapsibleState.Expanded : TreeItemCollapsibleState.Collapsed;
      const item = new TreeItem(category.label, state);
      item.id = id;
      item.iconPath = new ThemeIcon(category.icon);
      item.contextValue = 'category';
      return item;
    },
    children: () => kinds,
  };
}
