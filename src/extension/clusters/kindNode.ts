import { TreeItem, TreeItemCollapsibleState } from 'vscode';
import type { Summary } from '../../cluster/kinds/summary.ts';
import type { ClusterScope } from './clusterScope.ts';
import type { KindLabel } from './kindLabels.ts';
import { createListRows } from './listRows.ts';
import { createLiveList } from './liveList.ts';
import { createObjectNode } from './objectNode.ts';
import type { TreeNode } from './treeNode.ts';

/** All objects of a kind in a namespace, whoever owns them; `undefined` for what the cluster has. */
export function createKindNode(
  parentId: string,
  scope: ClusterScope,
  namespace: string | undefined,
  { kind, label, none, icon }: KindLabel,
): TreeNode {
  const id = `${parentId}/${kind.id.resource}`;
  const list = createLiveList(scope.open, kind, namespace);
  const rows = createListRows<Summary>(
    id,
    scope,
    latest => createObjectNode(id, scope, kind, icon, latest),
    none,
  );
  // What people look for is open from the start.
  const state =
    kind.kind === 'Deployment' ? TreeItemCollapsibleState.Expanded : TreeItemCollapsibleState.Collapsed;
  return {
    id,
    item() {
      const item = new TreeItem(label, state);
      item.id = id;
      item.iconPath = icon;
      item.contextValue = 'kind';
      return item;
    },
    children: () => rows(list, list.items),
    watch: onChange => list.watch(onChange),
  };
}
