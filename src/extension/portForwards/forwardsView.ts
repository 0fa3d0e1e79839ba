import { commands, Disposable, EventEmitter, window } from 'vscode';
import type { TextOf } from '../../messages/text.ts';
import { forwardItem } from './forwardItem.ts';
import type { ForwardList, HeldForward } from './forwardList.ts';

/** The view *Port Forwards*; the caller disposes it. */
export function createForwardsView(forwards: ForwardList, textOf: TextOf): Disposable {
  const refresh = new EventEmitter<void>();
  const view = window.createTreeView<HeldForward>('kubewright.portForwards', {
    treeDataProvider: {
      onDidChangeTreeData: refresh.event,
      getTreeItem: held => forwardItem(held, textOf),
      getChildren: held => (held === undefined ? [...forwards.all] : []),
    },
  });
  const listening = forwards.onDidChange(() => {
    void commands.executeCommand('setContext', 'kubewright.hasForwards', forwards.all.length > 0);
    refresh.fire();
  });
  return Disposable.from(view, listening, refresh);
}
