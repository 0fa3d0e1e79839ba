import type { Grid } from './grid.ts';
import type { PageColumn, SortOrder } from './protocol.ts';
import type { RowModel } from './rowModel.ts';

/** The columns that are shown, and by which of them rows are sorted. */
export interface ColumnOrder {
  setColumns(columns: readonly PageColumn[]): void;
  /** Sorts; gives the title of the column. */
  sortBy(sort: SortOrder): string;
}

/** What follows the columns; `sort` is the order to begin with. */
export function createColumnOrder(
  model: RowModel,
  grid: () => Grid,
  sort: SortOrder | undefined,
): ColumnOrder {
  let columns: readonly PageColumn[] = [];
  let order = sort;
  const sortedColumn = () => columns.find(({ id }) => id === order?.column);

  function show(): void {
    model.setSort(sortedColumn(), order?.descending ?? false);
    grid().setColumns(columns, order);
  }

  return {
    setColumns(next) {
      columns = next;
      show();
    },
    sortBy(next) {
      order = next;
      show();
      grid().scrollToTop();
      return sortedColumn()?.title ?? '';
    },
  };
}
