import { isRecord, listAt, recordAt, textOf } from '../json.ts';
import type { Query } from '../transport/request.ts';
import { tableAge } from './age.ts';

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

/** An aggregated server that knows no tables answers with objects, of which `tableIn` makes one. */
export function tableRequest(content: TableContent): TableRequest {
  return {
    headers: { accept: 'application/json;as=Table;v=v1;g=meta.k8s.io,application/json' },
    query: { includeObject: content },
  };
}

/** What a list or an object was answered with. */
export interface ReadTable {
  readonly columns: readonly TableColumn[];
  /** Objects: what came of each, and the `cells` of its row beside it, which `cellsOf` reads. */
  readonly rows: readonly unknown[];
}

/**
 * The rows of an answer. Where the server knows no tables, each object is a row with its name and age, as kubectl prints
 * it; `undefined` for what is neither a table, nor a list, nor an object.
 */
export function tableIn(answer: unknown): ReadTable | undefined {
  if (!isRecord(answer)) return undefined;
  if (answer['kind'] === 'Table') {
    const rows = listAt(answer, 'rows').map(row => ({
      ...recordAt(row, 'object'),
      cells: listAt(row, 'cells'),
    }));
    return { columns: columnsOf(answer), rows };
  }
  const { items } = answer;
  // An empty list of a Go server without pointers to items may be null.
  if (items === null) return { columns: plainColumns, rows: [] };
  if (Array.isArray(items)) return { columns: plainColumns, rows: items };
  return textOf(recordAt(answer, 'metadata')['name']) === undefined
    ? undefined
    : { columns: plainColumns, rows: [answer] };
}

/** The object of a watch event, which has one row where it is a table. */
export function rowOrObject(object: unknown): unknown {
  return isRecord(object) && object['kind'] === 'Table' ? tableIn(object)?.rows[0] : object;
}

/** The columns of a Table; watch events after the first have none. */
function columnsOf(table: unknown): TableColumn[] {
  return listAt(table, 'columnDefinitions')
    .filter(isRecord)
    .map(column => ({
      name: textOf(column['name']) ?? '',
      type: textOf(column['type']) ?? 'string',
      description: textOf(column['description']) ?? '',
      priority: Number(column['priority'] ?? 0),
    }));
}

const plainColumns: readonly TableColumn[] = ['Name', 'Age'].map(name => ({
  name,
  type: 'string',
  description: '',
  priority: 0,
}));

/** The cells of an object as `tableIn` gives it, as texts; kubectl too prints nothing as `<none>`. */
export function cellsOf(object: unknown): string[] {
  if (!isRecord(object) || !('cells' in object)) return plainCells(object);
  return listAt(object, 'cells').map(cell => {
    if (cell === null || cell === undefined) return '<none>';
    return typeof cell === 'object' ? JSON.stringify(cell) : String(cell);
  });
}

/** Of an object that came without a row. */
function plainCells(object: unknown): string[] {
  const metadata = recordAt(object, 'metadata');
  const age = tableAge(textOf(metadata['creationTimestamp']) ?? '', Date.now());
  return [textOf(metadata['name']) ?? '', age];
}
