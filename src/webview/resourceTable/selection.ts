/** Which rows are selected, by their keys, and where the keyboard is. */
export interface Selection {
  readonly selected: ReadonlySet<string>;
  /** The row that has the focus; `undefined` before there was one. */
  readonly focus: string | undefined;
  /** Where a range begins. */
  readonly anchor: string | undefined;
}

/** The rows that can be selected, in their order. */
export interface Order {
  readonly length: number;
  keyAt(index: number): string | undefined;
  /** -1 where it is not there. */
  indexOf(key: string): number;
}

/** How a row was chosen: alone, beside others, or with all up to it. */
export type Choice = 'one' | 'toggle' | 'range';

/** Nothing is selected. */
export const noSelection: Selection = { selected: new Set(), focus: undefined, anchor: undefined };

/** The selection after a row was clicked, or reached by the keyboard. */
export function chosen(selection: Selection, order: Order, index: number, choice: Choice): Selection {
  const key = order.keyAt(index);
  if (key === undefined) return selection;
  if (choice === 'one') return { selected: new Set([key]), focus: key, anchor: key };
  if (choice === 'toggle') {
    const selected = new Set(selection.selected);
    if (!selected.delete(key)) selected.add(key);
    return { selected, focus: key, anchor: key };
  }
  const anchor = selection.anchor ?? key;
  const from = order.indexOf(anchor);
  if (from < 0) return { selected: new Set([key]), focus: key, anchor: key };
  const selected = new Set<string>();
  for (let each = Math.min(from, index); each <= Math.max(from, index); each += 1) {
    const between = order.keyAt(each);
    if (between !== undefined) selected.add(between);
  }
  return { selected, focus: key, anchor };
}

/** The selection after the focus went somewhere without selecting, as with Ctrl and an arrow. */
export function focused(selection: Selection, order: Order, index: number): Selection {
  const key = order.keyAt(index);
  return key === undefined ? selection : { ...selection, focus: key };
}

/** All rows that are to be seen. */
export function allSelected(selection: Selection, order: Order): Selection {
  const selected = new Set<string>();
  for (let index = 0; index < order.length; index += 1) {
    const key = order.keyAt(index);
    if (key !== undefined) selected.add(key);
  }
  return { ...selection, selected };
}

/** Where a key leads from the focus; `undefined` for a key that leads nowhere. `page` is how many rows are on a screen. */
export function destination(
  key: string,
  selection: Selection,
  order: Order,
  page: number,
): number | undefined {
  const at = selection.focus === undefined ? -1 : order.indexOf(selection.focus);
  const last = order.length - 1;
  const within = (index: number) => Math.max(0, Math.min(last, index));
  switch (key) {
    case 'ArrowDown':
      return within(at + 1);
    case 'ArrowUp':
      return within(at < 0 ? 0 : at - 1);
    case 'PageDown':
      return within(at + Math.max(1, page - 1));
    case 'PageUp':
      return within(at - Math.max(1, page - 1));
    case 'Home':
      return within(0);
    case 'End':
      return within(last);
    default:
      return undefined;
  }
}

/** Without the rows that are no longer to be seen, so that nothing is done to what nobody sees. */
export function pruned(selection: Selection, isVisible: (key: string) => boolean): Selection {
  const { selected, anchor } = selection;
  const kept = [...selected].filter(isVisible);
  const isAnchorGone = anchor !== undefined && !isVisible(anchor);
  if (kept.length === selected.size && !isAnchorGone) return selection;
  return { ...selection, selected: new Set(kept), anchor: isAnchorGone ? undefined : anchor };
}
