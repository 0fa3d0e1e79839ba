import { Disposable, type TreeDataProvider, window, workspace } from 'vscode';
import { createLiveTree } from '../clusters/liveTree.ts';
import type { TreeNode } from '../clusters/treeNode.ts';
import { checkDrift } from './checkDrift.ts';
import type { ViewServices } from './createViewParts.ts';
import { targetsIn, type ViewParts } from './viewParts.ts';

/** The view; the caller disposes it. */
export interface KustomizationsView extends Disposable {
  /** Compares the targets of a row's kustomization, or that target alone, with what is here. */
  check(row: unknown): Promise<void>;
}

const viewId = 'kubewright.kustomizations';
/** Ages in rows are looked at this often. */
const ageMilliseconds = 30_000;

/**
 * The view *Kustomizations*. What it knows of clusters it loads and follows only while it is seen, in a trusted workspace,
 * and from the sessions that others have opened. The caller disposes it.
 */
export function createKustomizationsView(services: ViewServices): KustomizationsView {
  const { list, log } = services;
  let parts: ViewParts | undefined;
  let root: TreeNode | undefined;
  const tree = createLiveTree({
    id: 'root',
    item: () => {
      throw new TypeError('The root has no row');
    },
    children: () => root?.children?.() ?? [],
    watch(onChange) {
      let watching: Disposable | undefined;
      let disposed = false;
      const load = async () => {
        const [{ createRootNode }, made] = await Promise.all([import('./rootNode.ts'), open()]);
        root ??= createRootNode(made);
        if (!disposed) watching = root.watch?.(onChange);
        onChange();
      };
      const settled = load().catch(error =>
        log.error(`The kustomizations cannot be shown: ${String(error)}`),
      );
      return {
        settled,
        dispose() {
          disposed = true;
          watching?.dispose();
        },
      };
    },
  });

  async function open(): Promise<ViewParts> {
    const { createViewParts } = await import('./createViewParts.ts');
    parts ??= createViewParts(services, tree.changed);
    return parts;
  }

  const provider: TreeDataProvider<TreeNode> = {
    onDidChangeTreeData: tree.onDidChangeTreeData,
    getTreeItem: tree.getTreeItem,
    getChildren: node => tree.getChildren(node),
  };
  const view = window.createTreeView(viewId, { treeDataProvider: provider, showCollapseAll: true });
  tree.setVisible(view.visible);

  async function check(row: unknown): Promise<void> {
    const made = await open();
    await window.withProgress({ location: { viewId } }, () => checkDrift(services, made, row, tree.changed));
  }

  async function checkAll(): Promise<void> {
    if (!view.visible || !workspace.isTrusted || parts === undefined) return;
    const made = parts;
    for (const kustomization of list.all) {
      // One after the other: nobody waits for it, and servers have other work.
      if (targetsIn(made, kustomization).length > 0) await check({ kustomization });
    }
  }

  const timers = slowTimer(() => {
    checkAll().catch(error => log.warn(`kustomizations: ${String(error)}`));
  });
  const aging = setInterval(tree.changed, ageMilliseconds);
  const disposable = Disposable.from(
    view,
    tree,
    timers,
    { dispose: () => clearInterval(aging) },
    { dispose: () => parts?.distances.dispose() },
    view.onDidChangeVisibility(({ visible }) => tree.setVisible(visible)),
    view.onDidExpandElement(({ element }) => tree.expanded(element)),
    view.onDidCollapseElement(({ element }) => tree.collapsed(element)),
    workspace.onDidSaveTextDocument(() => {
      parts?.checks.forget();
      tree.changed();
    }),
    workspace.onDidGrantWorkspaceTrust(tree.redraw),
  );
  return { check, dispose: () => disposable.dispose() };
}

/** Runs as often as `kubewright.driftCheckMinutes` says; never where it is 0. */
function slowTimer(run: () => void): Disposable {
  let timer: NodeJS.Timeout | undefined;
  const start = () => {
    clearInterval(timer);
    const minutes = workspace.getConfiguration('kubewright').get('driftCheckMinutes', 0);
    timer = minutes > 0 ? setInterval(run, Math.max(1, minutes) * 60_000) : undefined;
  };
  start();
  const listening = workspace.onDidChangeConfiguration(change => {
    if (change.affectsConfiguration('kubewright.driftCheckMinutes')) start();
  });
  return Disposable.from(listening, { dispose: () => clearInterval(timer) });
}
