import { isRecord, listAt, recordAt, textOf } from './json.ts';
import { tableRows } from './table.ts';

/** A column of the server's Table. */
export interface TableColumn {
  readonly name: string;
  /** 0 is always shown, more only where there is room. */
  readonly priority: number;
}

/** A row: its object's namespace, and a text for each column. */
export interface TableRow {
  readonly namespace: string;
  readonly cells: readonly string[];
}

/** The columns of a Table; watch events after the first have none. */
export function columnsOf(table: unknown): TableColumn[] {
  return listAt(table, 'columnDefinitions')
    .filter(isRecord)
    .map(column => ({ name: textOf(column['name']) ?? '', priority: Number(column['priority'] ?? 0) }));
}

/** The rows of a Table. */
export function rowsOf(table: unknown): TableRow[] {
  return (tableRows(table) ?? []).map(rowOf);
}

/** The row of an object with `cells`, as `tableRows` gives them. */
export function rowOf(object: unknown): TableRow {
  return {
    namespace: textOf(recordAt(object, 'metadata')['namespace']) ?? '',
    cells: listAt(object, 'cells').map(cellText),
  };
}

/** As kubectl prints it: nothing is `<none>`. */
function cellText(cell: unknown): string {
  if (cell === null || cell === undefined) return '<none>';
  return typeof cell === 'object' ? JSON.stringify(cell) : String(cell);
}

/** Lines in columns three spaces apart, as kubectl prints them; `widths` keeps later lines below earlier ones. */
export function tableLines(rows: readonly (readonly string[])[], widths: number[] = []): string[] {
  for (const row of rows) {
    for (const [index, cell] of row.entries()) widths[index] = Math.max(widths[index] ?? 0, cell.length);
  }
  return rows.map(row =>
    row
      .map((cell, index) => (index === row.length - 1 ? cell : cell.padEnd((widths[index] ?? 0) + 3)))
      .join(''),
  );
}
