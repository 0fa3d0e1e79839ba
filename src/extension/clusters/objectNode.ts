import { l10n, type ThemeIcon, TreeItem, TreeItemCollapsibleState } from 'vscode';
import type { ListedKind, Summary } from '../../cluster/kinds/summary.ts';
import { age } from './age.ts';
import type { ClusterScope } from './clusterScope.ts';
import { factSentence, factText } from './factText.ts';
import { healthIcon } from './health.ts';
import { createOwnedRows } from './ownedRows.ts';
import type { TreeNode } from './treeNode.ts';

/** An object's row. */
export interface ObjectNode extends TreeNode {
  readonly scope: ClusterScope;
  readonly kind: ListedKind;
  /** As it is now. */
  readonly object: Summary;
}

/** Below it what it owns, where its kind owns something. `icon` is for what has no health. */
export function createObjectNode(
  parentId: string,
  scope: ClusterScope,
  kind: ListedKind,
  icon: ThemeIcon,
  latest: () => Summary,
): ObjectNode {
  const id = `${parentId}/${latest().metadata.name}`;
  const owned = createOwnedRows(id, scope, kind, latest().metadata, (ownedKind, ownedLatest) =>
    createObjectNode(id, scope, ownedKind, icon, ownedLatest),
  );
  return {
    id,
    scope,
    kind,
    get object() {
      return latest();
    },
    item: () => objectItem(id, kind, icon, latest(), owned !== undefined),
    ...owned,
  };
}

function objectItem(
  id: string,
  kind: ListedKind,
  icon: ThemeIcon,
  { metadata, facts, health, capabilities }: Summary,
  owns: boolean,
): TreeItem {
  const now = Date.now();
  const state = owns ? TreeItemCollapsibleState.Collapsed : TreeItemCollapsibleState.None;
  const item = new TreeItem(metadata.name, state);
  item.id = id;
  const isLeaving = metadata.deletionTimestamp !== undefined && kind.kind !== 'Pod';
  const told = [...facts.map(fact => factText(fact, now)), age(metadata.creationTimestamp, now)];
  item.description = (isLeaving ? ['Terminating', ...told] : told).join(' · ');
  const place = metadata.namespace === '' ? metadata.name : `${metadata.namespace}/${metadata.name}`;
  const created = l10n.t('created {0}', metadata.creationTimestamp);
  item.tooltip = [`${kind.kind} ${place}`, ...facts.map(fact => factSentence(fact, now)), created].join('\n');
  item.iconPath = isLeaving ? healthIcon('changing') : health === undefined ? icon : healthIcon(health);
  item.contextValue = ['object', kind.kind, ...capabilities].join(' ');
  return item;
}
