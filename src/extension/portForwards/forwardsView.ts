import { commands, Disposable, EventEmitter, window } from 'vscode';
import type { TextOf } from '../../messages/text.ts';
import type { DeclarationFlaw } from './declaringLists.ts';
import { flawItem, forwardItem } from './forwardItem.ts';
import type { ForwardList } from './forwardList.ts';
import type { HeldForward } from './heldForward.ts';

/** How often bytes are shown anew while somebody looks and something runs. */
const trafficMilliseconds = 1000;
/** Connections come and go by hundreds; rows need not. */
const gatherMilliseconds = 100;

/** Something that the view has a row for. */
type Row = HeldForward | DeclarationFlaw;

/** The view *Port Forwards*; the caller disposes it. */
export function createForwardsView(forwards: ForwardList, textOf: TextOf): Disposable {
  const refresh = new EventEmitter<void>();
  const view = window.createTreeView<Row>('kubewright.portForwards', {
    treeDataProvider: {
      onDidChangeTreeData: refresh.event,
      getTreeItem: row => ('place' in row ? flawItem(row, textOf) : forwardItem(row, textOf)),
      getChildren: row => (row === undefined ? [...forwards.flaws, ...forwards.all] : []),
    },
  });
  let gathering: NodeJS.Timeout | undefined;
  let shown = '';
  const changed = () => {
    gathering ??= setTimeout(() => {
      gathering = undefined;
      const count = forwards.all.length + forwards.flaws.length;
      void commands.executeCommand('setContext', 'kubewright.hasForwards', count > 0);
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
