import { collectionPath, objectMeta } from '../cluster/resource.ts';
import { type TableColumn, tableRequest } from '../cluster/table/table.ts';
import type { SlimObject } from '../cluster/watch/collection.ts';
import type { ListEvent } from '../cluster/watch/objectList.ts';
import { watchDecoder } from '../cluster/watch/watchLines.ts';
import { textIn } from '../messages/text.ts';
import { type CommandIo, ExitCode, localeOf } from './command.ts';
import type { GetTarget } from './getPages.ts';
import { rowOf, type TableRow, tablePages } from './getRows.ts';
import { tableLines } from './tableLines.ts';

/** Prints the server's rows as kubectl does, in columns as wide as the widest of all, and with `--watch` every change. */
export async function printTables(target: GetTarget, io: CommandIo): Promise<number> {
  const { request, namespace, resource } = target;
  const isWide = request.output === 'wide';
  const hasNamespaces = resource.namespaced && namespace === undefined;
  const widths: number[] = [];
  let columns: readonly TableColumn[] = [];
  let version: string | undefined;
  const print = (some: readonly TableRow[], titles: readonly TableColumn[]) => {
    const shown = (cells: readonly string[]) =>
      cells.filter((_, index) => isWide || columns[index]?.priority === 0);
    const lines = some.map(row => [...(hasNamespaces ? [row.namespace] : []), ...shown(row.cells)]);
    const names = titles.map(({ name }) => name.toUpperCase());
    const header = names.length === 0 ? [] : [[...(hasNamespaces ? ['NAMESPACE'] : []), ...shown(names)]];
    io.stdout.write(
      tableLines([...header, ...lines], widths)
        .map(line => `${line}\n`)
        .join(''),
    );
  };
  const rows: TableRow[] = [];
  for await (const page of tablePages(target)) {
    if (columns.length === 0) ({ columns } = page);
    for (const row of page.rows) rows.push(row);
    version = page.resourceVersion ?? version;
  }
  let isEmpty = rows.length === 0;
  if (!isEmpty) print(rows, columns);
  if (isEmpty) io.stderr.write(`${nothingText(target, io)}\n`);
  if (!request.watch) return ExitCode.fine;
  for await (const row of watchedRows(target, version)) {
    print([row], isEmpty ? columns : []);
    isEmpty = false;
  }
  return ExitCode.fine;
}

function nothingText({ namespace, resource }: GetTarget, io: CommandIo): string {
  const params = { resource: resource.resource, namespace: namespace ?? '' };
  return textIn(localeOf(io.env))({ code: 'cli.get-nothing', params });
}

/** One row a change, until the server ends the watch or the signal aborts; rejects with a ClusterFailure. */
async function* watchedRows(
  { connection, resource, namespace, request, signal }: GetTarget,
  resourceVersion: string | undefined,
): AsyncGenerator<TableRow> {
  const path = collectionPath(resource, namespace);
  const { labelSelector, name } = request;
  const fieldSelector = name === undefined ? undefined : `metadata.name=${name}`;
  const table = tableRequest('Metadata');
  const answer = await connection.stream({
    path,
    query: { ...table.query, watch: true, resourceVersion, labelSelector, fieldSelector },
    headers: table.headers,
    signal,
  });
  const { context, server } = connection;
  const decoder = watchDecoder({ context, server, path }, object => ({
    metadata: objectMeta(object),
    row: rowOf(object),
  }));
  for await (const chunk of answer.body) {
    const events: ListEvent<SlimObject & { readonly row: TableRow }>[] = [];
    decoder.decode(chunk, events);
    for (const event of events) if ('object' in event) yield event.object.row;
  }
  decoder.end();
}
