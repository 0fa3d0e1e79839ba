import { l10n, ThemeIcon, TreeItem } from 'vscode';
import type { ContainerSummary } from '../../cluster/kinds/pod.ts';
import { healthIcon } from './health.ts';
import type { ObjectNode } from './objectNode.ts';
import type { TreeNode } from './treeNode.ts';

/** The row of a container in a pod. */
export interface ContainerNode extends TreeNode {
  readonly pod: ObjectNode;
  readonly container: string;
}

/** `latest` gives the container as it is now. */
export function createContainerNode(pod: ObjectNode, latest: () => ContainerSummary): ContainerNode {
  const { name } = latest();
  const id = `${pod.id}/${name}`;
  return {
    id,
    pod,
    container: name,
    item() {
      const { role, restarts, hasStarted, words, health } = latest();
      const item = new TreeItem(name);
      item.id = id;
      item.iconPath = health === undefined ? new ThemeIcon('circle-outline') : healthIcon(health);
      const kind =
        role === 'init' ? [l10n.t('init container')] : role === 'debug' ? [l10n.t('debug container')] : [];
      const again = restarts > 0 ? [l10n.t('restarts: {0}', restarts)] : [];
      item.description = [words, ...kind, ...again].join(' · ');
      item.tooltip = `${name}\n${item.description}`;
      item.contextValue = hasStarted ? 'container loggable' : 'container';
      return item;
    },
  };
}
