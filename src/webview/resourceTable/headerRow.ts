import { createColumnGrip } from './columnGrip.ts';
import type { PageColumn, SortOrder } from './protocol.ts';
import type { Words } from './texts.ts';

/** What is done with the names of columns. */
export interface HeaderActions {
  readonly onSort: (sort: SortOrder) => void;
  /** `pixels` is `undefined` for a width that follows the texts again; `done` with the last of a drag. */
  readonly onWidth: (column: string, pixels: number | undefined, done: boolean) => void;
}

/** The names of the columns; a click sorts by one, another one turns the order around, their edges are dragged. */
export function createHeaderRow(
  columns: readonly PageColumn[],
  sort: SortOrder | undefined,
  words: Words,
  { onSort, onWidth }: HeaderActions,
): HTMLElement {
  const row = document.createElement('div');
  row.className = 'row header';
  row.setAttribute('role', 'row');
  row.setAttribute('aria-rowindex', '1');
  for (const [index, column] of columns.entries()) {
    const isSorted = sort?.column === column.id;
    const descending = isSorted && sort.descending;
    const header = document.createElement('div');
    header.className = 'cell';
    header.setAttribute('role', 'columnheader');
    header.setAttribute('aria-colindex', String(index + 1));
    header.setAttribute('aria-sort', !isSorted ? 'none' : descending ? 'descending' : 'ascending');
    header.tabIndex = 0;
    header.title = column.description;
    header.dataset['column'] = column.id;
    const title = document.createElement('span');
    title.textContent = column.title;
    const arrow = document.createElement('span');
    arrow.className = 'arrow';
    arrow.setAttribute('aria-hidden', 'true');
    arrow.textContent = !isSorted ? '' : descending ? '▾' : '▴';
    const grip = createColumnGrip(header, (pixels, done) => onWidth(column.id, pixels, done));
    header.append(title, arrow, grip);
    const choose = () => onSort({ column: column.id, descending: isSorted && !descending });
    header.addEventListener('click', choose);
    header.addEventListener('keydown', event => {
      if (event.key !== 'Enter' && event.key !== ' ') return;
      event.preventDefault();
      event.stopPropagation();
      choose();
    });
    row.append(header);
  }
  row.setAttribute('aria-label', words.say('columns'));
  return row;
}
