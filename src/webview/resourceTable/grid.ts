import {
  defaultRangeExtractor,
  elementScroll,
  observeElementOffset,
  observeElementRect,
  Virtualizer,
} from '@tanstack/virtual-core';
import { createHeaderRow, type HeaderActions } from './headerRow.ts';
import type { LiveSelection } from './liveSelection.ts';
import type { GivenWidths, PageColumn, SortOrder, TableRow } from './protocol.ts';
import { createRowElement, type RowElement } from './rowElement.ts';
import type { RowModel } from './rowModel.ts';
import { createSizedColumns } from './sizedColumns.ts';
import type { Words } from './texts.ts';

/** The table on the screen: only the rows that are in sight are elements. */
export interface Grid {
  setColumns(columns: readonly PageColumn[], sort: SortOrder | undefined): void;
  /** Makes columns wide enough for rows. */
  measure(rows: readonly TableRow[]): void;
  /** Paints the model and the selection before the next frame, however often it is called. */
  changed(): void;
  /** Gives the row of the selection's focus the keyboard, and scrolls to it. */
  focusRow(): void;
  scrollToTop(): void;
  /** How many rows are in sight. */
  readonly page: number;
}

/** What the grid shows and tells. */
export interface GridParts {
  readonly scroller: HTMLElement;
  readonly model: RowModel;
  readonly words: Words;
  readonly selection: Pick<LiveSelection, 'current'>;
  /** What the user gave to columns before. */
  readonly givenWidths: GivenWidths;
  readonly onSort: (sort: SortOrder) => void;
  readonly onWidths: (widths: GivenWidths) => void;
}

const rowHeight = 22;
const headerHeight = 26;
/** Rows above and below those in sight, so that scrolling finds them painted. */
const overscan = 10;
/** Ages are written anew this often. */
const tickMilliseconds = 1000;

/** Fills an element that scrolls; lives as long as the page. */
export function createGrid(parts: GridParts): Grid {
  const { scroller, model, words, selection } = parts;
  let columns: readonly PageColumn[] = [];
  const sizes = createSizedColumns(scroller, parts.givenWidths, parts.onWidths);
  const headerActions: HeaderActions = { onSort: parts.onSort, onWidth: sizes.give };
  let header = createHeaderRow([], undefined, words, headerActions);
  const body = createBody(scroller, header);
  const shown = new Map<string, RowElement>();
  let asked = false;
  let wantsFocus = false;
  const focusIndex = () => model.indexOf(selection.current.focus ?? '');
  const virtualizer = createVirtualizer(scroller, focusIndex, changed);

  function changed(): void {
    if (asked) return;
    asked = true;
    requestAnimationFrame(paint);
  }

  function paint(): void {
    asked = false;
    const rows = model.visible;
    virtualizer.setOptions({ ...virtualizer.options, count: rows.length });
    virtualizer._willUpdate();
    scroller.ariaRowCount = String(rows.length + 1);
    body.style.height = `${virtualizer.getTotalSize()}px`;
    const { selected } = selection.current;
    // One row can be reached by Tab.
    const tabbable = rows[Math.max(0, focusIndex())]?.row.key;
    const gone = new Set(shown.keys());
    const ordered: HTMLElement[] = [];
    for (const { index, start } of virtualizer.getVirtualItems()) {
      const row = rows[index];
      if (row === undefined) continue;
      const { key } = row.row;
      gone.delete(key);
      const made = elementOf(key);
      made.show(row, index, start, selected.has(key), key === tabbable);
      ordered.push(made.element);
    }
    for (const key of gone) remove(key);
    putInOrder(body, ordered);
    if (!wantsFocus) return;
    wantsFocus = false;
    const element = tabbable === undefined ? undefined : shown.get(tabbable)?.element;
    (element ?? scroller).focus({ preventScroll: true });
  }

  function elementOf(key: string): RowElement {
    const known = shown.get(key);
    if (known !== undefined) return known;
    const made = createRowElement(columns, words);
    made.element.dataset['key'] = key;
    shown.set(key, made);
    return made;
  }

  function remove(key: string): void {
    const element = shown.get(key)?.element;
    // The keyboard stays in the table when its row goes.
    if (element !== undefined && element === document.activeElement) wantsFocus = true;
    element?.remove();
    shown.delete(key);
  }

  setInterval(() => {
    const now = Date.now();
    for (const row of shown.values()) row.tick(now);
  }, tickMilliseconds);

  return {
    setColumns(next, sort) {
      columns = next;
      sizes.setColumns(
        columns,
        model.visible.map(({ row }) => row),
      );
      header = replaced(header, createHeaderRow(columns, sort, words, headerActions));
      scroller.ariaColCount = String(columns.length);
      for (const key of [...shown.keys()]) remove(key);
      changed();
    },
    measure(rows) {
      // Kinds without health need no room for it.
      if (rows.some(({ health }) => health !== undefined)) scroller.classList.add('with-health');
      sizes.measure(rows);
    },
    changed,
    focusRow() {
      const index = focusIndex();
      if (index >= 0) virtualizer.scrollToIndex(index, { align: 'auto' });
      wantsFocus = true;
      changed();
    },
    scrollToTop: () => virtualizer.scrollToOffset(0),
    get page() {
      return Math.max(1, Math.floor((scroller.clientHeight - headerHeight) / rowHeight));
    },
  };
}

/**
 * Makes the children be in the order of their rows, which is that in which screen readers go through them. The one with
 * the keyboard is not moved, since that would take the keyboard from it.
 */
function putInOrder(body: HTMLElement, ordered: readonly HTMLElement[]): void {
  let next = body.firstElementChild;
  for (const element of ordered) {
    if (element !== next && element === document.activeElement) {
      while (next !== null && next !== element) {
        const behind: Element | null = next.nextElementSibling;
        body.append(next);
        next = behind;
      }
    }
    if (element === next) next = next.nextElementSibling;
    else body.insertBefore(element, next);
  }
}

function createBody(scroller: HTMLElement, header: HTMLElement): HTMLElement {
  const body = document.createElement('div');
  body.className = 'body';
  body.role = 'rowgroup';
  scroller.role = 'grid';
  scroller.tabIndex = -1;
  scroller.ariaMultiSelectable = 'true';
  scroller.replaceChildren(header, body);
  return body;
}

function createVirtualizer(
  scroller: HTMLElement,
  focusIndex: () => number,
  onChange: () => void,
): Virtualizer<HTMLElement, HTMLElement> {
  const virtualizer = new Virtualizer<HTMLElement, HTMLElement>({
    count: 0,
    getScrollElement: () => scroller,
    estimateSize: () => rowHeight,
    overscan,
    scrollPaddingStart: headerHeight,
    scrollToFn: elementScroll,
    observeElementRect,
    observeElementOffset,
    // A row that has the keyboard stays an element, or the keyboard would be lost with it.
    rangeExtractor(range) {
      const indexes = defaultRangeExtractor(range);
      const index = focusIndex();
      return index < 0 || indexes.includes(index) ? indexes : [...indexes, index].sort((a, b) => a - b);
    },
    onChange,
  });
  virtualizer._didMount();
  virtualizer._willUpdate();
  return virtualizer;
}

/** The new header in the place of the old one, with the keyboard where it was. */
function replaced(old: HTMLElement, fresh: HTMLElement): HTMLElement {
  const { activeElement } = document;
  const focused =
    activeElement instanceof HTMLElement && old.contains(activeElement)
      ? activeElement.dataset['column']
      : undefined;
  old.replaceWith(fresh);
  if (focused !== undefined) {
    fresh.querySelector<HTMLElement>(`[data-column="${CSS.escape(focused)}"]`)?.focus();
  }
  return fresh;
}
