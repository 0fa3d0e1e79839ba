import type { ToPage } from './protocol.ts';
import { orderOf, type RowModel } from './rowModel.ts';
import { chosen, noSelection, pruned, type Selection } from './selection.ts';

type Rows = Extract<ToPage, { type: 'rows' }>;

/** The selection of a table whose rows come and go. */
export interface LiveSelection {
  current: Selection;
  /** How many of the selected rows are to be seen. */
  readonly count: number;
  /** Lets go of rows that are not to be seen, so that nothing is done to them. */
  prune(): void;
  /** Chooses the first row where none that is to be seen has the focus. */
  ensureFocus(): void;
  /** The model took rows in: a table that is filled anew keeps its selection until it is known what is gone. */
  tookRows(rows: Rows): void;
}

/** Nothing is selected. */
export function createLiveSelection(model: RowModel): LiveSelection {
  let current = noSelection;
  let isWhole = false;
  const prune = () => {
    current = pruned(current, key => model.indexOf(key) >= 0);
  };
  return {
    get current() {
      return current;
    },
    set current(next) {
      current = next;
    },
    get count() {
      if (isWhole) return current.selected.size;
      return [...current.selected].filter(key => model.indexOf(key) >= 0).length;
    },
    prune() {
      if (isWhole) prune();
    },
    ensureFocus() {
      const { focus } = current;
      if (focus !== undefined && model.indexOf(focus) >= 0) return;
      current = chosen(current, orderOf(model), 0, 'one');
    },
    tookRows(rows) {
      const wasWhole = isWhole && !rows.fresh;
      isWhole = wasWhole || rows.whole;
      if (isWhole && (!wasWhole || touches(current, rows))) prune();
    },
  };
}

/** Whether a change is about rows that are selected. */
function touches({ selected }: Selection, { set, deleted }: Rows): boolean {
  return deleted.some(key => selected.has(key)) || set.some(({ key }) => selected.has(key));
}
