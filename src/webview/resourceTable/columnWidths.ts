import type { GivenWidths, PageColumn, TableRow } from './protocol.ts';
import { cellText } from './rowModel.ts';

/**
 * As wide as what was in the columns so far, or as the user made them: widths grow and never shrink by themselves, so that
 * a live table does not jitter.
 */
export interface ColumnWidths {
  /** True where a column became wider. */
  measure(rows: Iterable<TableRow>): boolean;
  /** Of CSS's `grid-template-columns`. */
  readonly template: string;
  /** Of the whole row, as CSS. */
  readonly total: string;
}

const narrowest = 6;
const widest = 56;
/** For padding, and for letters that are wider than a digit. */
const spare = 3;
/** Health stands before the name. */
const iconRoom = 2;

/** Widths of the columns by what the user gave them or by their texts; the last one takes what is left. */
export function createColumnWidths(columns: readonly PageColumn[], given: () => GivenWidths): ColumnWidths {
  const widths = columns.map(({ title, source }) => {
    const least = source === 'age' ? 7 : narrowest;
    return Math.max(least, [...title].length + 2);
  });
  function lengths(): string[] {
    return columns.map(({ id }, index) => {
      const pixels = given()[id];
      return pixels === undefined ? `${(widths[index] ?? narrowest) + spare}ch` : `${pixels}px`;
    });
  }
  return {
    measure(rows) {
      let grew = false;
      for (const row of rows) {
        const slash = row.key.indexOf('/');
        for (const [index, column] of columns.entries()) {
          if (column.source === 'age') continue;
          const text = cellText(row, row.key.slice(0, slash), row.key.slice(slash + 1), column);
          const wanted = Math.min(widest, text.length + (column.source === 'name' ? iconRoom : 0));
          if (wanted <= (widths[index] ?? 0)) continue;
          widths[index] = wanted;
          grew = true;
        }
      }
      return grew;
    },
    get template() {
      const all = lengths();
      return all
        .map((length, index) => (index === all.length - 1 ? `minmax(${length}, 1fr)` : length))
        .join(' ');
    },
    get total() {
      return `calc(${['0px', ...lengths()].join(' + ')})`;
    },
  };
}
