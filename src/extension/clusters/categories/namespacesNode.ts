import { l10n, ThemeIcon, TreeItem, TreeItemCollapsibleState } from 'vscode';
import type { Listed } from '../../../cluster/kinds/kindQuery.ts';
import { namespaces } from '../../../cluster/kinds/namespace.ts';
import type { Summary } from '../../../cluster/kinds/summary.ts';
import type { ClusterScope } from '../clusterScope.ts';
import type { KindNode } from '../kindNode.ts';
import { createListRows } from '../listRows.ts';
import type { LiveList } from '../liveList.ts';
import { createMessageNode } from '../messageNode.ts';
import { isActive, type NamespaceNode, namespaceContext } from '../namespaceGroup.ts';
import { createNodeCache } from '../nodeCache.ts';
import { createPagedRows } from '../pagedRows.ts';
import type { TreeNode } from '../treeNode.ts';

/** The namespaces of a cluster, or those known by name where the user may not list them. */
export function createNamespacesNode(
  parentId: string,
  scope: ClusterScope,
  list: LiveList<Summary>,
): KindNode {
  const id = `${parentId}/namespaces`;
  const listed = createListRows(id, scope, l10n.t('No namespaces'));
  const paged = createPagedRows<Listed>(id, scope, latest =>
    createNamespaceNode(id, scope, latest().metadata.name, () => latest().health !== undefined),
  );
  const named = createNodeCache<string>(String, latest =>
    createNamespaceNode(id, scope, latest(), () => false),
  );
  const restricted = createMessageNode(
    `${id}/restricted`,
    l10n.t('This user may not list namespaces. Choose one by name…'),
    'info',
    {
      command: 'kubewright.useNamespace',
      title: l10n.t('Use Namespace'),
      arguments: [{ kubeContext: scope.kubeContext }],
    },
  );
  return {
    id,
    scope,
    listedKind: namespaces,
    item() {
      const item = new TreeItem(l10n.t('Namespaces'), TreeItemCollapsibleState.Collapsed);
      item.id = id;
      item.iconPath = new ThemeIcon('symbol-namespace');
      item.contextValue = 'kind';
      return item;
    },
    children() {
      const { state, items } = list;
      const isRefused = state.kind === 'retrying' && state.failure.code === 'response.forbidden';
      if (!isRefused || items.length > 0) return listed(list, paged(items));
      return [...named(knownNames(scope)), restricted];
    },
    watch: onChange => list.watch(() => onChange()),
  };
}

/** The context's own namespace, the one that commands go to and those that the user asked to see. */
function knownNames({ kubeContext, active, filter }: ClusterScope): string[] {
  const names = [kubeContext.namespace, active.namespaceOf(kubeContext), ...(filter().namespaces ?? [])];
  return [...new Set(names)].sort();
}

function createNamespaceNode(
  parentId: string,
  scope: ClusterScope,
  namespace: string,
  isTerminating: () => boolean,
): NamespaceNode & TreeNode {
  const id = `${parentId}/${namespace}`;
  return {
    id,
    scope,
    namespace,
    item() {
      const item = new TreeItem(namespace);
      item.id = id;
      item.iconPath = new ThemeIcon('symbol-namespace');
      if (isTerminating()) item.description = 'Terminating';
      else if (isActive(scope, namespace)) item.description = l10n.t('active');
      item.contextValue = namespaceContext(scope, namespace);
      return item;
    },
  };
}
