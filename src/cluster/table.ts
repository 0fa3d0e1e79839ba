import { isRecord, listAt, recordAt } from './json.ts';

/**
 * What to accept so that the server answers lists and watches with the rows that kubectl prints, and of the objects
 * with their metadata only (KEP-0555).
 */
export const tableAccept = 'application/json;as=Table;v=v1;g=meta.k8s.io,application/json';

/**
 * The rows of a Table as objects: the metadata of each and its `cells` beside it. `undefined` for what is no table,
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
