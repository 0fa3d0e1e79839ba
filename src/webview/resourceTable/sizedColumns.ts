import { type ColumnWidths, createColumnWidths } from './columnWidths.ts';
import type { GivenWidths, PageColumn, TableRow } from './protocol.ts';

/** How wide the columns are on the screen. */
export interface SizedColumns {
  /** Other columns; `rows` are those that are to fit. */
  setColumns(columns: readonly PageColumn[], rows: Iterable<TableRow>): void;
  /** Makes columns wide enough for rows. */
  measure(rows: Iterable<TableRow>): void;
  /** `undefined` pixels: as wide as the texts need; `done` with the last of a drag. */
  give(column: string, pixels: number | undefined, done: boolean): void;
}

/** Writes the widths as CSS of the element; `tell` gets those that the user gave, once each is settled. */
export function createSizedColumns(
  { style }: HTMLElement,
  given: GivenWidths,
  tell: (widths: GivenWidths) => void,
): SizedColumns {
  let own = given;
  let widths: ColumnWidths = createColumnWidths([], () => own);

  function apply(): void {
    style.setProperty('--columns', widths.template);
    style.setProperty('--least', widths.total);
  }

  return {
    setColumns(columns, rows) {
      widths = createColumnWidths(columns, () => own);
      widths.measure(rows);
      apply();
    },
    measure(rows) {
      if (widths.measure(rows)) apply();
    },
    give(column, pixels, done) {
      const { [column]: _, ...others } = own;
      own = pixels === undefined ? others : { ...others, [column]: pixels };
      apply();
      if (done) tell(own);
    },
  };
}
