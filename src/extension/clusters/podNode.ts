import { l10n, TreeItem } from 'vscode';
import { age } from './age.ts';
import type { ClusterScope } from './clusterScope.ts';
import { healthIcon } from './health.ts';
import type { SlimPod } from './slimPod.ts';
import type { TreeNode } from './treeNode.ts';

/** A pod's row. */
export interface PodNode extends TreeNode {
  readonly scope: ClusterScope;
  readonly pod: SlimPod;
}

/** `latest` gives the pod as it is now. */
export function createPodNode(parentId: string, scope: ClusterScope, latest: () => SlimPod): PodNode {
  const id = `${parentId}/${latest().metadata.name}`;
  return {
    id,
    scope,
    get pod() {
      return latest();
    },
    item() {
      const pod = latest();
      const { name, namespace, creationTimestamp } = pod.metadata;
      const item = new TreeItem(name);
      item.id = id;
      const parts = [pod.status, `${pod.ready}/${pod.containers}`];
      if (pod.restarts > 0) parts.push(l10n.t('restarts: {0}', pod.restarts));
      parts.push(age(creationTimestamp, Date.now()));
      item.description = parts.join(' · ');
      item.tooltip = `${namespace}/${name}\n${pod.status}`;
      item.iconPath = healthIcon(pod.health);
      item.contextValue = pod.phase === 'Running' ? 'pod forwardable' : 'pod';
      return item;
    },
  };
}
