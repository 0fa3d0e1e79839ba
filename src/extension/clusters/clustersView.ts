import { Disposable, type LogOutputChannel, type TreeDataProvider, window, workspace } from 'vscode';
import type { TextOf } from '../../messages/text.ts';
import type { ActiveContext } from '../activeContext.ts';
import type { ClusterFilters } from '../clusterFilters.ts';
import type { ClusterSessions } from '../clusterSessions.ts';
import type { Kubeconfigs } from '../kubeconfigs.ts';
import { createLiveTree } from './liveTree.ts';
import type { TreeNode } from './treeNode.ts';

/** What the view shows and acts on. */
export interface ClustersViewParts {
  readonly kubeconfigs: Kubeconfigs;
  readonly sessions: ClusterSessions;
  readonly active: ActiveContext;
  readonly filters: ClusterFilters;
  readonly textOf: TextOf;
  readonly log: LogOutputChannel;
}

/** The view; its rows are compared and drawn anew where they differ. */
export interface ClustersView extends Disposable {
  changed(): void;
}

/** Ages in rows are looked at this often. */
const ageMilliseconds = 10_000;

/**
 * The view *Clusters*. Kubeconfigs are read and the cluster room is loaded when it is first seen; what watches it runs
 * only while it is. The caller disposes it.
 */
export function createClustersView(parts: ClustersViewParts): ClustersView {
  const tree = createLiveTree(lazyRoot(parts));
  // In an untrusted workspace the view's welcome says what to do.
  const provider: TreeDataProvider<TreeNode> = {
    onDidChangeTreeData: tree.onDidChangeTreeData,
    getTreeItem: tree.getTreeItem,
    getChildren: node => (workspace.isTrusted ? tree.getChildren(node) : []),
  };
  const view = window.createTreeView('kubewright.clusters', {
    treeDataProvider: provider,
    showCollapseAll: true,
  });
  tree.setVisible(view.visible);
  const timer = setInterval(tree.changed, ageMilliseconds);
  const disposable = Disposable.from(
    view,
    tree,
    { dispose: () => clearInterval(timer) },
    view.onDidChangeVisibility(({ visible }) => tree.setVisible(visible)),
    view.onDidExpandElement(({ element }) => tree.expanded(element)),
    view.onDidCollapseElement(({ element }) => tree.collapsed(element)),
    parts.active.onDidChange(tree.changed),
    parts.kubeconfigs.onDidChange(tree.changed),
    parts.sessions.onDidRestart(tree.restart),
    parts.filters.onDidChange(tree.restart),
    workspace.onDidGrantWorkspaceTrust(tree.redraw),
  );
  return { changed: tree.changed, dispose: () => disposable.dispose() };
}

/** The rows are made by a module of its own, since it needs the cluster room. */
function lazyRoot({ kubeconfigs, sessions, active, filters, textOf, log }: ClustersViewParts): TreeNode {
  let loaded: TreeNode | undefined;
  return {
    id: 'root',
    item: () => {
      throw new TypeError('The root has no row');
    },
    children: () => loaded?.children?.() ?? [],
    watch(onChange) {
      const load = async () => {
        const [{ createRootNode }, first] = await Promise.all([import('./rootNode.ts'), kubeconfigs.load()]);
        const kubeconfig = () => kubeconfigs.current ?? first;
        loaded ??= createRootNode({ kubeconfig, sessions, active, filters, textOf });
        onChange();
      };
      const settled = load().catch(error => log.error(`The clusters cannot be shown: ${String(error)}`));
      return { settled, dispose: () => {} };
    },
  };
}
