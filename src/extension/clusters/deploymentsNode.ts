import { l10n, ThemeIcon, TreeItem, TreeItemCollapsibleState } from 'vscode';
import type { ClusterScope } from './clusterScope.ts';
import { createDeploymentNode } from './deploymentNode.ts';
import { createListRows } from './listRows.ts';
import { createLiveList } from './liveList.ts';
import { deployments, type SlimDeployment } from './slimDeployment.ts';
import type { TreeNode } from './treeNode.ts';

/** The Deployments of a namespace; open from the start, since they are what people look for. */
export function createDeploymentsNode(parentId: string, scope: ClusterScope, namespace: string): TreeNode {
  const id = `${parentId}/deployments`;
  const list = createLiveList(scope.open, deployments, namespace);
  const rows = createListRows<SlimDeployment>(
    id,
    scope,
    latest => createDeploymentNode(id, scope, latest),
    l10n.t('No Deployments in this namespace'),
  );
  return {
    id,
    item() {
      const item = new TreeItem(l10n.t('Deployments'), TreeItemCollapsibleState.Expanded);
      item.id = id;
      item.iconPath = new ThemeIcon('layers');
      return item;
    },
    children: () => rows(list, list.items),
    watch: onChange => list.watch(onChange),
  };
}
