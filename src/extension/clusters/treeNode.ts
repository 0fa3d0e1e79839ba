import type { TreeItem } from 'vscode';

/** What keeps a node's children current for as long as somebody sees them. */
export interface Watch {
  /** Resolves once there is something to show, or a reason why not. */
  readonly settled: Promise<void>;
  dispose(): void;
}

/** One row of a live tree. The same row stays the same object for as long as it is there. */
export interface TreeNode {
  /** Unique in the tree and the same in the next session, so that VS Code remembers what was expanded. */
  readonly id: string;
  /** The row as it is now; cheap, since it is asked for to see whether it changed. */
  item(): TreeItem;
  /** The rows below as they are now; `undefined` for a leaf. */
  readonly children?: () => readonly TreeNode[];
  /** Called when the row is expanded and seen; `onChange` says that rows below may be different. */
  readonly watch?: (onChange: () => void) => Watch;
}
