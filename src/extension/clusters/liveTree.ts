import { type Event, EventEmitter, type TreeItem } from 'vscode';
import { atMost } from '../atMost.ts';
import type { TreeNode, Watch } from './treeNode.ts';

/** Gives VS Code a tree of nodes, tells it which rows changed, and runs the watches of what is seen. */
export interface LiveTree {
  /** `undefined` means the whole tree. */
  readonly onDidChangeTreeData: Event<undefined | TreeNode[]>;
  getTreeItem(node: TreeNode): TreeItem;
  getChildren(node?: TreeNode): Promise<TreeNode[]>;
  /** Something may be different: rows are compared and those that differ are drawn anew, at once or soon behind the last time. */
  changed(): void;
  /** Watches run only while the view is visible. */
  setVisible(visible: boolean): void;
  expanded(node: TreeNode): void;
  collapsed(node: TreeNode): void;
  /** Ends all watches and starts those of what is seen. */
  restart(): void;
  /** Asks for every row anew, as when a tree that had to stay empty may show something. */
  redraw(): void;
  dispose(): void;
}

interface Expanded {
  collapsed: boolean;
  shown: readonly TreeNode[];
  watch: Watch | undefined;
}

/** At least this long between two comparisons. */
const compareMilliseconds = 60;
/** VS Code draws what it was told once it was told nothing for 200 ms: told more often, it would draw nothing at all. */
const drawMilliseconds = 250;
/** A server that has not answered by then gets its rows later. */
const patienceMilliseconds = 2000;

/** The root itself is not shown. The caller disposes the tree. */
export function createLiveTree(root: TreeNode): LiveTree {
  const refresh = new EventEmitter<undefined | TreeNode[]>();
  const nodes = new Map<TreeNode, Expanded>();
  const drawn = new WeakMap<TreeNode, string>();
  let visible = false;
  let timer: NodeJS.Timeout | undefined;
  /** When rows may be compared again. */
  let next = 0;

  function changed(): void {
    timer ??= setTimeout(flush, Math.max(0, next - Date.now()));
  }

  function flush(): void {
    timer = undefined;
    const dirty = visible ? changedRows(root, nodes, drawn) : [];
    next = Date.now() + (dirty.length > 0 ? drawMilliseconds : compareMilliseconds);
    if (dirty.length > 0) refresh.fire(dirty.includes(root) ? undefined : dirty);
  }

  /** Starts and ends watches so that exactly those run whose rows are seen. */
  function reconcile(): void {
    const { seen, known } = reach(root, nodes);
    for (const [node, entry] of nodes) {
      if (visible && seen.has(node)) entry.watch ??= node.watch?.(changed);
      else stop(entry);
      if (!known.has(node)) nodes.delete(node);
    }
  }

  function stopAll(): void {
    for (const entry of nodes.values()) stop(entry);
  }

  function setCollapsed(node: TreeNode, collapsed: boolean): void {
    const entry = nodes.get(node);
    if (entry === undefined) return;
    entry.collapsed = collapsed;
    reconcile();
    changed();
  }

  return {
    onDidChangeTreeData: refresh.event,
    getTreeItem(node): TreeItem {
      const item = node.item();
      drawn.set(node, drawing(item));
      return item;
    },
    async getChildren(node = root) {
      const entry = nodes.get(node) ?? { collapsed: false, shown: [], watch: undefined };
      entry.collapsed = false;
      nodes.set(node, entry);
      reconcile();
      if (entry.watch !== undefined) await atMost(patienceMilliseconds, entry.watch.settled);
      entry.shown = node.children?.() ?? [];
      reconcile();
      return [...entry.shown];
    },
    changed,
    setVisible(now) {
      visible = now;
      reconcile();
      if (now) changed();
    },
    expanded: node => setCollapsed(node, false),
    collapsed: node => setCollapsed(node, true),
    restart() {
      stopAll();
      reconcile();
      changed();
    },
    redraw: () => refresh.fire(undefined),
    dispose() {
      clearTimeout(timer);
      stopAll();
      nodes.clear();
      refresh.dispose();
    },
  };
}

function stop(entry: Expanded): void {
  entry.watch?.dispose();
  entry.watch = undefined;
}

/** Expanded nodes whose rows are seen, and all that are still in the tree. */
function reach(
  root: TreeNode,
  nodes: ReadonlyMap<TreeNode, Expanded>,
): { seen: ReadonlySet<TreeNode>; known: ReadonlySet<TreeNode> } {
  const seen = new Set<TreeNode>();
  const known = new Set<TreeNode>();
  const visit = (node: TreeNode, isSeen: boolean) => {
    const entry = nodes.get(node);
    if (entry === undefined) return;
    known.add(node);
    const open = isSeen && !entry.collapsed;
    if (open) seen.add(node);
    for (const child of entry.shown) visit(child, open);
  };
  visit(root, true);
  return { seen, known };
}

/** The topmost rows that differ from what was drawn; VS Code draws what is below them too. */
function changedRows(
  root: TreeNode,
  nodes: ReadonlyMap<TreeNode, Expanded>,
  drawn: WeakMap<TreeNode, string>,
): TreeNode[] {
  const dirty: TreeNode[] = [];
  const visit = (node: TreeNode) => {
    const entry = nodes.get(node);
    if (entry === undefined || entry.collapsed) return;
    const now = node.children?.() ?? [];
    if (now.length !== entry.shown.length || now.some((child, index) => child !== entry.shown[index])) {
      dirty.push(node);
      return;
    }
    for (const child of now) {
      if (drawing(child.item()) !== drawn.get(child)) dirty.push(child);
      else visit(child);
    }
  };
  visit(root);
  return dirty;
}

/** Everything of a row that can be seen. */
function drawing({
  label,
  description,
  tooltip,
  iconPath,
  contextValue,
  collapsibleState,
}: TreeItem): string {
  return JSON.stringify([label, description, tooltip, iconPath, contextValue, collapsibleState]);
}
