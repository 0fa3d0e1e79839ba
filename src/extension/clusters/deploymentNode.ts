import { l10n, TreeItem, TreeItemCollapsibleState } from 'vscode';
import type { SlimObject } from '../../cluster/collection.ts';
import { age } from './age.ts';
import type { ClusterScope } from './clusterScope.ts';
import { healthIcon } from './health.ts';
import { createListRows } from './listRows.ts';
import { createLiveList } from './liveList.ts';
import { createPodNode } from './podNode.ts';
import type { SlimDeployment } from './slimDeployment.ts';
import { pods, type SlimPod } from './slimPod.ts';
import { replicaSets } from './slimReplicaSet.ts';
import type { TreeNode } from './treeNode.ts';

/** A Deployment's row; below it the pods of its ReplicaSets. `latest` gives it as it is now. */
export function createDeploymentNode(
  parentId: string,
  scope: ClusterScope,
  latest: () => SlimDeployment,
): TreeNode {
  const { name, namespace, uid } = latest().metadata;
  const id = `${parentId}/${name}`;
  const podList = createLiveList(scope.open, pods, namespace);
  const replicaSetList = createLiveList(scope.open, replicaSets, namespace);
  const rows = createListRows<SlimPod>(id, scope, pod => createPodNode(id, scope, pod), l10n.t('No pods'));
  return {
    id,
    item() {
      const { ready, wanted, health, metadata } = latest();
      const item = new TreeItem(name, TreeItemCollapsibleState.Collapsed);
      item.id = id;
      item.description = `${ready}/${wanted} · ${age(metadata.creationTimestamp, Date.now())}`;
      item.tooltip = `${namespace}/${name}\n${l10n.t('{0} of {1} pods ready', ready, wanted)}`;
      item.iconPath = healthIcon(health);
      item.contextValue = 'deployment';
      return item;
    },
    children() {
      const owned = replicaSetList.items.filter(isOwnedBy([uid])).map(({ metadata }) => metadata.uid);
      // Without ReplicaSets nobody knows whose pods they are.
      const decides = replicaSetList.state.kind === 'live' ? podList : replicaSetList;
      return rows(decides, podList.items.filter(isOwnedBy(owned)));
    },
    watch(onChange) {
      const watches = [podList.watch(onChange), replicaSetList.watch(onChange)];
      return {
        settled: Promise.all(watches.map(({ settled }) => settled)).then(() => {}),
        dispose() {
          for (const watch of watches) watch.dispose();
        },
      };
    },
  };
}

function isOwnedBy(uids: readonly string[]): (object: SlimObject) => boolean {
  return ({ metadata }) => metadata.owners.some(owner => owner.controller && uids.includes(owner.uid));
}
