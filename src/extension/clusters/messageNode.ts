import { type Command, ThemeIcon, TreeItem } from 'vscode';
import type { TreeNode } from './treeNode.ts';

/** A row that only says something, or runs a command when it is clicked. */
export function createMessageNode(
  id: string,
  text: string,
  icon: string | undefined,
  command?: Command,
): TreeNode {
  return {
    id,
    item() {
      const item = new TreeItem('');
      item.id = id;
      // Grey, unlike the name of an object.
      item.description = text;
      item.tooltip = text;
      if (icon !== undefined) item.iconPath = new ThemeIcon(icon);
      if (command !== undefined) item.command = command;
      return item;
    },
  };
}
