import { commands, Disposable, EventEmitter, window } from 'vscode';
import type { TextOf } from '../../messages/text.ts';
import { forwardItem } from './forwardItem.ts';
import type { ForwardList } from './forwardList.ts';
import type { HeldForward } from './heldForward.ts';

/** How often bytes are shown anew while somebody looks and something runs. */
const trafficMilliseconds = 1000;
/** Connections come and go by hundreds; rows need not. */
const gatherMilliseconds = 100;

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
  let gathering: NodeJS.Timeout | undefined;
  let shown = '';
  const changed = () => {
    gathering ??= setTimeout(() => {
      gathering = undefined;
      void commands.executeCommand('setContext', 'kubewright.hasForwards', forwards.all.length > 0);
      refresh.fire();
    }, gatherMilliseconds);
  };
  const ticking = setInterval(() => {
    if (!view.visible) return;
    const now = JSON.stringify(forwards.all.map(({ traffic }) => traffic));
    if (now !== shown) refresh.fire();
    shown = now;
  }, trafficMilliseconds);
  return Disposable.from(view, forwards.onDidChange(changed), refresh, {
    dispose() {
      clearInterval(ticking);
      clearTimeout(gathering);
    },
  });
}
