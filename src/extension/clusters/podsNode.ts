import { l10n, ThemeIcon, TreeItem, TreeItemCollapsibleState } from 'vscode';
import type { ClusterScope } from './clusterScope.ts';
import { createListRows } from './listRows.ts';
import { createLiveList } from './liveList.ts';
import { createPodNode } from './podNode.ts';
import { pods, type SlimPod } from './slimPod.ts';
import type { TreeNode } from './treeNode.ts';

/** All pods of a namespace, whoever owns them. */
export function createPodsNode(parentId: string, scope: ClusterScope, namespace: string): TreeNode {
  const id = `${parentId}/pods`;
  const list = createLiveList(scope.open, pods, namespace);
  const rows = createListRows<SlimPod>(
    id,
    scope,
    latest => createPodNode(id, scope, latest),
    l10n.t('No pods in this namespace'),
  );
  return {
    id,
    item() {
      const item = new TreeItem(l10n.t('Pods'), TreeItemCollapsibleState.Collapsed);
      item.id = id;
      item.iconPath = new ThemeIcon('package');
      return item;
    },
    children: () => rows(list, list.items),
    watch: onChange => list.watch(onChange),
  };
}
