import { TreeItem, TreeItemCollapsibleState } from 'vscode';
import type { Listed } from '../../cluster/kinds/kindQuery.ts';
import type { ListedKind, Summary } from '../../cluster/kinds/summary.ts';
import { type ClusterScope, listScope } from './clusterScope.ts';
import { createObjectNode } from './createObjectNode.ts';
import type { KindLabel } from './kindLabel.ts';
import { listNote } from './listNote.ts';
import { createListRows } from './listRows.ts';
import { createLiveList, inTheCluster, type LiveList } from './liveList.ts';
import { createNamespaceGroup } from './namespaceGroup.ts';
import { createPagedRows, createPages } from './pagedRows.ts';
import type { TreeNode } from './treeNode.ts';

/** A kind's row. */
export interface KindNode extends TreeNode {
  readonly scope: ClusterScope;
  readonly listedKind: ListedKind;
}

/**
 * All objects of a kind that the user wants to see, whoever owns them: those of the cluster or of a single namespace at
 * once, else namespace by namespace.
 */
export function createKindNode(
  parentId: string,
  scope: ClusterScope,
  { kind, label, none, icon }: KindLabel,
  isExpanded = false,
): KindNode {
  const id = `${parentId}/${kind.id.resource}${kind.id.group === '' ? '' : `.${kind.id.group}`}`;
  const list = createLiveList(scope.open, kind, () => (kind.namespaced ? listScope(scope) : inTheCluster));
  const make = (latest: () => Listed) => createObjectNode(id, scope, kind, icon, list, latest);
  const state = isExpanded ? TreeItemCollapsibleState.Expanded : TreeItemCollapsibleState.Collapsed;
  const rows = createListRows(id, scope, none);
  const flat = createPagedRows(id, scope, make);
  const groups = createPages<string>(
    id,
    namespace => namespace,
    latest => createNamespaceGroup(id, scope, latest(), list, make),
  );
  return {
    id,
    scope,
    listedKind: kind,
    item() {
      const item = new TreeItem(label, state);
      item.id = id;
      item.iconPath = icon;
      item.contextValue = 'kind';
      const note = listNote(list);
      if (note !== undefined) item.description = note;
      return item;
    },
    children: () => rows(list, childrenOf(list, kind, scope, flat, groups)),
    watch: onChange => list.watch(() => onChange()),
  };
}

function childrenOf(
  list: LiveList<Summary>,
  kind: ListedKind,
  scope: ClusterScope,
  flat: (objects: readonly Listed[]) => readonly TreeNode[],
  groups: (namespaces: readonly string[]) => readonly TreeNode[],
): readonly TreeNode[] {
  if (!kind.namespaced) return flat(list.inNamespace(''));
  const { namespaces } = scope.filter();
  const [only] = namespaces ?? [];
  if (only !== undefined && namespaces?.length === 1) return flat(list.inNamespace(only));
  return groups(list.namespaces);
}
