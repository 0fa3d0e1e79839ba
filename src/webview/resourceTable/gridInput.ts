import type { Grid } from './grid.ts';
import type { LiveSelection } from './liveSelection.ts';
import type { RowAction } from './protocol.ts';
import { orderOf, type RowModel } from './rowModel.ts';
import {
  allSelected,
  type Choice,
  chosen,
  destination,
  focused,
  type Order,
  type Selection,
} from './selection.ts';

/** What the keyboard and the mouse act on. */
export interface GridInputParts {
  readonly scroller: HTMLElement;
  readonly grid: Grid;
  readonly model: RowModel;
  readonly selection: Pick<LiveSelection, 'current'>;
  readonly select: (selection: Selection) => void;
  readonly act: (action: RowAction) => void;
  readonly focusFilter: () => void;
}

/** Lets rows be selected and acted on. Keys that were taken do not reach the editor. */
export function takeGridInput(parts: GridInputParts): void {
  const { scroller, grid, model, selection, select, act } = parts;
  const order = orderOf(model);
  const indexAt = (event: Event) => {
    const row = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-key]') : null;
    return row?.dataset['key'] === undefined ? -1 : model.indexOf(row.dataset['key']);
  };

  scroller.addEventListener('mousedown', event => {
    const index = indexAt(event);
    if (index < 0) return;
    const key = order.keyAt(index);
    // A menu is about all that is selected, where it is opened on one of them.
    if (event.button === 2 && key !== undefined && selection.current.selected.has(key)) return;
    select(chosen(selection.current, order, index, choiceOf(event)));
    grid.focusRow();
  });
  scroller.addEventListener('dblclick', event => {
    if (indexAt(event) >= 0) act('yaml');
  });
  scroller.addEventListener('keydown', event => {
    if (event.target instanceof Element && event.target.closest('.header') !== null) return;
    if (!takeKey(event, parts, order)) return;
    event.preventDefault();
    event.stopPropagation();
  });
}

function choiceOf({ ctrlKey, metaKey, shiftKey }: MouseEvent): Choice {
  if (shiftKey) return 'range';
  return ctrlKey || metaKey ? 'toggle' : 'one';
}

/** False for a key that means nothing here. */
function takeKey(event: KeyboardEvent, parts: GridInputParts, order: Order): boolean {
  const { grid, selection, select, act, focusFilter } = parts;
  const { key, altKey, shiftKey } = event;
  const isControl = event.ctrlKey || event.metaKey;
  if (altKey) return false;
  const to = destination(key, selection.current, order, grid.page);
  if (to !== undefined) {
    if (isControl && !shiftKey) select(focused(selection.current, order, to));
    else select(chosen(selection.current, order, to, shiftKey ? 'range' : 'one'));
    grid.focusRow();
    return true;
  }
  const { focus } = selection.current;
  if (isControl && key.toLowerCase() === 'a') select(allSelected(selection.current, order));
  else if (isControl && key.toLowerCase() === 'c') act('names');
  else if (isControl && key.toLowerCase() === 'f') focusFilter();
  else if (isControl) return false;
  else if (key === ' ' && focus !== undefined) {
    select(chosen(selection.current, order, order.indexOf(focus), shiftKey ? 'range' : 'toggle'));
    grid.changed();
  } else if (key === 'Enter') act('yaml');
  else if (key === 'Delete') act('delete');
  else if (key === '/') focusFilter();
  else if (key === 'Escape') select({ ...selection.current, selected: new Set() });
  else return false;
  grid.changed();
  return true;
}
