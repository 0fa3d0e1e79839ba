import { CancellationError, type QuickPick, type QuickPickItem, window } from 'vscode';

/** A quick pick whose rows may change while it is open. */
export interface LiveQuickPick<Item extends QuickPickItem> {
  readonly placeholder: string;
  /** Called once with the open quick pick; the result is called when it closes. */
  readonly fill: (pick: QuickPick<Item>) => () => void;
  /** Makes an item of what was typed where nothing matches; `undefined` allows no such thing. */
  readonly typed?: (text: string) => Item;
}

/** Rejects with a CancellationError where the user chose nothing. */
export async function liveQuickPick<Item extends QuickPickItem>({
  placeholder,
  fill,
  typed,
}: LiveQuickPick<Item>): Promise<Item> {
  const pick = window.createQuickPick<Item>();
  pick.placeholder = placeholder;
  pick.matchOnDescription = true;
  const stop = fill(pick);
  try {
    return await new Promise<Item>((resolve, reject) => {
      pick.onDidAccept(() => {
        const item = pick.selectedItems[0] ?? (pick.value === '' ? undefined : typed?.(pick.value));
        if (item !== undefined) resolve(item);
      });
      pick.onDidHide(() => reject(new CancellationError()));
      pick.show();
    });
  } finally {
    stop();
    pick.dispose();
  }
}
