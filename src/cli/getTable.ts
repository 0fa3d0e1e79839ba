import type { ClusterFailure } from '../cluster/failure.ts';
import { objectMeta } from '../cluster/resource.ts';
import type { TableColumn } from '../cluster/table/table.ts';
import { textIn } from '../messages/text.ts';
import { type CommandIo, localeOf } from './command.ts';
import { typedName } from './getObjects.ts';
import type { GetTarget } from './getPages.ts';
import { eachTarget } from './getPartly.ts';
import { rowOf, type TableRow, tablePages } from './getRows.ts';
import { watchTarget } from './getWatch.ts';
import { tableLines } from './tableLines.ts';

/**
 * Prints the server's rows as kubectl does, in columns as wide as the widest of all, one table a kind. Gives the failures
 * of single ones, see `eachTarget`.
 */
export async function printTables(
  targets: readonly GetTarget[],
  io: CommandIo,
): Promise<readonly ClusterFailure[]> {
  const tables: { target: GetTarget; columns: readonly TableColumn[]; rows: TableRow[] }[] = [];
  const failures = await eachTarget(targets, async target => {
    const last = tables.at(-1);
    const table =
      last?.target.resource === target.resource ? last : { target, columns: [], rows: [] as TableRow[] };
    if (table !== last) tables.push(table);
    for await (const { columns, rows } of tablePages(target)) {
      if (table.columns.length === 0) table.columns = columns;
      for (const row of rows) table.rows.push(row);
    }
  });
  const several = new Set(targets.map(({ resource }) => resource)).size > 1;
  const filled = tables.filter(({ rows }) => rows.length > 0);
  for (const [index, { target, columns, rows }] of filled.entries()) {
    if (index > 0) io.stdout.write('\n');
    tablePrinter(target, io, several)(rows, columns);
  }
  if (filled.length > 0 || failures.length > 0) return failures;
  for (const { target } of tables) io.stderr.write(`${nothingText(target, io)}\n`);
  return [];
}

/** Prints the rows that there are, and then every change until the signal aborts. Rejects as `watchTarget` does. */
export async function watchTable(target: GetTarget, io: CommandIo): Promise<void> {
  const print = tablePrinter(target, io, false);
  let isFirst = true;
  let hasHeader = false;
  const slim = (object: unknown) => ({ metadata: objectMeta(object), row: rowOf(object) });
  for await (const { objects, columns } of watchTarget(target, 'Metadata', slim, io)) {
    if (isFirst && objects.length === 0) io.stderr.write(`${nothingText(target, io)}\n`);
    isFirst = false;
    if (objects.length === 0) continue;
    print(
      objects.map(({ row }) => row),
      columns,
      !hasHeader,
    );
    hasHeader = true;
  }
}

/** Prints rows below those it printed before, with a header unless told otherwise. */
function tablePrinter(
  { request, namespace, resource }: GetTarget,
  io: CommandIo,
  isTyped: boolean,
): (rows: readonly TableRow[], columns: readonly TableColumn[], withHeader?: boolean) => void {
  const isWide = request.output === 'wide';
  const hasNamespaces = resource.namespaced && namespace === undefined;
  const widths: number[] = [];
  return (rows, columns, withHeader = true) => {
    const shown = (cells: readonly string[]) =>
      cells.filter((_, index) => isWide || columns[index]?.priority === 0);
    const named = ([name = '', ...rest]: readonly string[]) => [
      isTyped ? typedName(resource, name) : name,
      ...rest,
    ];
    const lines = rows.map(row => [...(hasNamespaces ? [row.namespace] : []), ...shown(named(row.cells))]);
    const titles = shown(columns.map(({ name }) => name.toUpperCase()));
    const header = [...(hasNamespaces ? ['NAMESPACE'] : []), ...titles];
    const text = tableLines([...(withHeader ? [header] : []), ...lines], widths)
      .map(line => `${line}\n`)
      .join('');
    io.stdout.write(text);
  };
}

function nothingText({ namespace, resource }: GetTarget, io: CommandIo): string {
  const params = { resource: resource.resource, namespace: namespace ?? '' };
  return textIn(localeOf(io.env))({ code: 'cli.get-nothing', params });
}
