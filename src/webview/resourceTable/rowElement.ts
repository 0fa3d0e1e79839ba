import { humanAge } from './humanAge.ts';
import type { PageColumn } from './protocol.ts';
import { cellText, type ModelRow } from './rowModel.ts';
import type { Words } from './texts.ts';

/** A row on the screen; it follows one object for as long as it is there. */
export interface RowElement {
  readonly element: HTMLElement;
  /** Writes what is different; `index` is its place among the rows, `top` in pixels. */
  show(row: ModelRow, index: number, top: number, isSelected: boolean, hasFocus: boolean): void;
  /** Writes the age anew. */
  tick(now: number): void;
}

/** An element without a place yet; made anew where columns change. */
export function createRowElement(columns: readonly PageColumn[], words: Words): RowElement {
  const element = document.createElement('div');
  element.className = 'row';
  element.setAttribute('role', 'row');
  const cells = columns.map((column, index) => {
    const cell = document.createElement('div');
    cell.setAttribute('role', column.source === 'name' ? 'rowheader' : 'gridcell');
    cell.setAttribute('aria-colindex', String(index + 1));
    cell.className = column.source === 'name' ? 'cell name' : 'cell';
    const text = document.createElement('span');
    const icon = column.source === 'name' ? healthElement(words) : undefined;
    if (icon !== undefined) cell.append(icon.element);
    cell.append(text);
    element.append(cell);
    return { column, cell, text, icon, shown: '' };
  });
  let shownRow: ModelRow | undefined;
  const attributes = new Map<string, string>();
  const set = (name: string, value: string) => {
    if (attributes.get(name) === value) return;
    attributes.set(name, value);
    element.setAttribute(name, value);
  };
  let shownTop = -1;

  function write(row: ModelRow, now: number): void {
    for (const each of cells) {
      const { column } = each;
      const text =
        column.source === 'age'
          ? humanAge(row.row.created, now)
          : cellText(row.row, row.namespace, row.name, column);
      if (text === each.shown) continue;
      each.shown = text;
      each.text.textContent = text;
      // What is cut off can be read on hovering.
      each.cell.title = text.length > 24 ? text : '';
    }
  }

  return {
    element,
    show(row, index, top, isSelected, hasFocus) {
      if (row !== shownRow) {
        shownRow = row;
        write(row, Date.now());
        for (const { icon } of cells) icon?.show(row.row.health);
      }
      set('aria-rowindex', String(index + 2));
      set('aria-selected', String(isSelected));
      set('tabindex', hasFocus ? '0' : '-1');
      if (top === shownTop) return;
      shownTop = top;
      element.style.transform = `translateY(${top}px)`;
    },
    tick(now) {
      if (shownRow !== undefined) write(shownRow, now);
    },
  };
}

/** Shape and colour differ, so that nobody needs to tell colours apart; who hears the page is told in a word. */
function healthElement(words: Words) {
  const element = document.createElement('span');
  element.setAttribute('role', 'img');
  let shown: string | undefined;
  return {
    element,
    show(health: 'good' | 'changing' | 'bad' | 'off' | undefined) {
      if (shown === (health ?? '')) return;
      shown = health ?? '';
      element.className = `health ${shown}`;
      if (health === undefined) {
        element.setAttribute('aria-hidden', 'true');
        return;
      }
      element.removeAttribute('aria-hidden');
      element.setAttribute('aria-label', words.say(health));
      element.title = words.say(health);
    },
  };
}
