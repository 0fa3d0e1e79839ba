import { isRecord, listAt, recordAt, textOf } from '../json.ts';
import type { Query } from '../transport/request.ts';

/** What of an object comes with its row: nothing leaves out even its name and version, so watches cannot do without. */
export type TableContent = 'Object' | 'Metadata' | 'None';

/** A column of the server's Table. */
export interface TableColumn {
  readonly name: string;
  /** `string`, `integer`, `number`, `boolean` or `date`. */
  readonly type: string;
  readonly description: string;
  /** 0 is always shown, more only where there is room. */
  readonly priority: number;
}

/** How to ask that lists and watches are answered with the rows that kubectl prints (KEP-0555). */
export interface TableRequest {
  readonly headers: { readonly accept: string };
  readonly query: Query;
}

/** An aggregated server that knows no tables answers with objects. */
export function tableRequest(content: TableContent): TableRequest {
  return {
    headers: { accept: 'application/json;as=Table;v=v1;g=meta.k8s.io,application/json' },
    query: { includeObject: content },
  };
}

/**
 * The rows of a Table as objects: what came of each, and its `cells` beside it. `undefined` for what is no table,
 * such as the answer of an aggregated server that knows none.
 */
export function tableRows(table: unknown): readonly unknown[] | undefined {
  if (!isRecord(table) || table['kind'] !== 'Table') return undefined;
  return listAt(table, 'rows').map(row => ({ ...recordAt(row, 'object'), cells: listAt(row, 'cells') }));
}

/** The object of a watch event, which has one row where it is a table. */
export function rowOrObject(object: unknown): unknown {
  const rows = tableRows(object);
  return rows === undefined ? object : rows[0];
}

/** The columns of a Table; watch events after the first have none. */
export function columnsOf(table: unknown): TableColumn[] {
  return listAt(table, 'columnDefinitions')
    .filter(isRecord)
    .map(column => ({
      name: textOf(column['name']) ?? '',
      type: textOf(column['type']) ?? 'string',
      description: textOf(column['description']) ?? '',
      priority: Number(column['priority'] ?? 0),
    }));
}

/** The cells of an object as `tableRows` gives it, as texts; kubectl too prints nothing as `<none>`. */
export function cellsOf(object: unknown): string[] {
  return listAt(object, 'cells').map(cell => {
    if (cell === null || cell === undefined) return '<none>';
    return typeof cell === 'object' ? JSON.stringify(cell) : String(cell);
  });
}
