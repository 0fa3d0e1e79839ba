import { l10n, ThemeColor, ThemeIcon, TreeItem, TreeItemCollapsibleState } from 'vscode';
import type { CollectionState } from '../../cluster/collection.ts';
import { namespaces } from '../../cluster/kinds/namespace.ts';
import type { KubeContext } from '../../cluster/kubeconfig.ts';
import { failureText } from '../failureText.ts';
import type { ClusterScope } from './clusterScope.ts';
import { failureTitle } from './failureNode.ts';
import { nodesLabel } from './kindLabels.ts';
import { createKindNode } from './kindNode.ts';
import { createListRows } from './listRows.ts';
import { createLiveList } from './liveList.ts';
import { createMessageNode } from './messageNode.ts';
import { createNamespaceNode } from './namespaceNode.ts';
import { createNodeCache } from './nodeCache.ts';
import type { TreeNode } from './treeNode.ts';

/** A context's row. */
export interface ContextNode extends TreeNode {
  readonly kubeContext: KubeContext;
}

/** Below it the nodes and the namespaces, or those known by name where the user may not list them. */
export function createContextNode(scope: ClusterScope, isKubectls: () => boolean): ContextNode {
  const { kubeContext, active } = scope;
  const id = `context/${kubeContext.name}`;
  const list = createLiveList(scope.open, namespaces, undefined);
  const listed = createListRows(
    id,
    scope,
    latest =>
      createNamespaceNode(id, scope, () => {
        const { name, deletionTimestamp } = latest().metadata;
        return { name, isTerminating: deletionTimestamp !== undefined };
      }),
    l10n.t('No namespaces'),
  );
  const named = createNodeCache<string>(
    name => name,
    latest => createNamespaceNode(id, scope, () => ({ name: latest(), isTerminating: false })),
  );
  const nodes = createKindNode(id, scope, undefined, nodesLabel);
  const restricted = createMessageNode(
    `${id}/restricted`,
    l10n.t('This user may not list namespaces. Choose one by name…'),
    'info',
    { command: 'kubewright.useNamespace', title: l10n.t('Use Namespace'), arguments: [{ kubeContext }] },
  );
  return {
    id,
    kubeContext,
    item: () => contextItem(id, scope, isKubectls(), list.state),
    children() {
      const { state, items } = list;
      const refused = state.kind === 'retrying' && state.failure.code === 'response.forbidden';
      if (!refused || items.length > 0) {
        const rows = listed(list, items);
        // A cluster that has not answered yet has no nodes to show either.
        return items.length > 0 ? [nodes, ...rows] : rows;
      }
      const { target } = active;
      const names = new Set([kubeContext.namespace]);
      if (target?.context === kubeContext.name) names.add(target.namespace);
      return [...named([...names].sort()), restricted];
    },
    watch: onChange => list.watch(onChange),
  };
}

function contextItem(
  id: string,
  { kubeContext, active, textOf }: ClusterScope,
  isKubectls: boolean,
  state: CollectionState,
): TreeItem {
  const isActive = active.target?.context === kubeContext.name;
  const item = new TreeItem(kubeContext.name, TreeItemCollapsibleState.Collapsed);
  item.id = id;
  const trouble =
    state.kind === 'retrying' && state.failure.code !== 'response.forbidden'
      ? failureTitle(state.failure)
      : undefined;
  const parts = [
    ...(trouble === undefined ? [] : [l10n.t('{0}, trying again', trouble)]),
    ...(isActive ? [l10n.t('active')] : []),
    ...(isKubectls ? [l10n.t("kubectl's current")] : []),
  ];
  item.description = parts.join(' · ');
  item.tooltip = [
    l10n.t('Server: {0}', kubeContext.cluster.server),
    l10n.t('User: {0}', kubeContext.user.name),
    l10n.t('File: {0}', kubeContext.file),
    ...kubeContext.notes.map(note => failureText(note, textOf)),
  ].join('\n');
  const color = trouble === undefined ? (isActive ? 'charts.green' : undefined) : 'charts.red';
  const icon = trouble === undefined ? 'server-environment' : 'debug-disconnect';
  item.iconPath = color === undefined ? new ThemeIcon(icon) : new ThemeIcon(icon, new ThemeColor(color));
  item.contextValue = ['context', ...(isActive ? ['active'] : [])].join(' ');
  return item;
}
