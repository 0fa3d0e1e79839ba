import * as assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, it } from 'mocha';
import { TreeItem, TreeItemCollapsibleState } from 'vscode';
import { createLiveTree } from '../../../src/extension/clusters/liveTree.ts';
import type { TreeNode } from '../../../src/extension/clusters/treeNode.ts';

/** VS Code draws what a tree told only once it was told nothing for so long. */
const silenceMilliseconds = 200;

describe('a tree whose rows never rest', () => {
  it('leaves VS Code the silence in which it draws', async () => {
    let count = 0;
    const row: TreeNode = {
      id: 'row',
      item: () => Object.assign(new TreeItem('row'), { description: String(count) }),
    };
    const top: TreeNode = {
      id: 'top',
      item: () => new TreeItem('top', TreeItemCollapsibleState.Expanded),
      children: () => [row],
    };
    const tree = createLiveTree(top);
    const told: number[] = [];
    const listening = tree.onDidChangeTreeData(() => told.push(Date.now()));
    try {
      for (const child of await tree.getChildren()) tree.getTreeItem(child);
      tree.setVisible(true);
      const end = Date.now() + 2000;
      while (Date.now() < end) {
        count += 1;
        tree.changed();
        await sleep(10);
      }
      const pauses = told.slice(1).map((time, index) => time - (told[index] ?? 0));
      assert.ok(told.length > 2, `it tells of changes: ${told.length} times`);
      assert.ok(Math.min(...pauses) >= silenceMilliseconds, `pauses of ${pauses.join(', ')} ms`);
    } finally {
      listening.dispose();
      tree.dispose();
    }
  });
});
