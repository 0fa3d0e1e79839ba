import type { ThemeIcon } from 'vscode';
import type { Listed } from '../../cluster/kinds/kindQuery.ts';
import { type ContainerSummary, isPod } from '../../cluster/kinds/pod.ts';
import type { ListedKind, Summary } from '../../cluster/kinds/summary.ts';
import type { ClusterScope } from './clusterScope.ts';
import { createContainerNode } from './containerNode.ts';
import type { LiveList } from './liveList.ts';
import { createNodeCache } from './nodeCache.ts';
import { objectItem } from './objectItem.ts';
import type { ObjectNode } from './objectNode.ts';
import { createOwnedRows } from './ownedRows.ts';
import type { TreeNode } from './treeNode.ts';

/**
 * Below it what it owns, where its kind owns something, and below a pod its containers. `icon` is for what has no health;
 * `list` knows the columns and what is offered.
 */
export function createObjectNode(
  parentId: string,
  scope: ClusterScope,
  kind: ListedKind,
  icon: ThemeIcon,
  list: Pick<LiveList<Summary>, 'columns' | 'offers'>,
  latest: () => Listed,
): ObjectNode {
  const { namespace, name } = latest().metadata;
  const id = `${parentId}/${namespace}/${name}`;
  const below =
    createOwnedRows(id, scope, kind, latest().metadata, (ownedKind, ownedList, ownedLatest) =>
      createObjectNode(id, scope, ownedKind, icon, ownedList, ownedLatest),
    ) ?? containersBelow(latest, () => node);
  const node: ObjectNode = {
    id,
    scope,
    kind,
    get object() {
      return latest();
    },
    item: () => objectItem(id, kind, icon, list, latest(), below !== undefined),
    ...below,
  };
  return node;
}

function containersBelow(
  latest: () => Listed,
  node: () => ObjectNode,
): Pick<TreeNode, 'children'> | undefined {
  if (!isPod(latest())) return undefined;
  const rows = createNodeCache<ContainerSummary>(
    container => container.name,
    container => createContainerNode(node(), container),
  );
  return {
    children() {
      const pod = latest();
      return isPod(pod) ? rows(pod.containers) : [];
    },
  };
}
