import type { TreeNode } from './treeNode.ts';

/**
 * Makes the nodes of a changing list: a value with a key that was there before keeps its node, which reads the latest
 * value through the function it was made with.
 */
export function createNodeCache<T>(
  keyOf: (value: T) => string,
  make: (latest: () => T) => TreeNode,
): (values: readonly T[]) => readonly TreeNode[] {
  let held = new Map<string, { latest: T; readonly node: TreeNode }>();
  return values => {
    const next: typeof held = new Map();
    for (const value of values) {
      const key = keyOf(value);
      const known = held.get(key) ?? hold(value);
      known.latest = value;
      next.set(key, known);
    }
    held = next;
    return [...held.values()].map(({ node }) => node);
  };

  function hold(value: T): { latest: T; readonly node: TreeNode } {
    // The node may ask for its value while it is made.
    const cell = { latest: value };
    return Object.assign(cell, { node: make(() => cell.latest) });
  }
}
