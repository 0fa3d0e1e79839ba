import type { SlimObject } from '../cluster/collection.ts';
import { recordAt, textOf } from '../cluster/json.ts';
import type { ListEvent } from '../cluster/reducer.ts';
import { collectionPath, objectMeta } from '../cluster/resource.ts';
import { tableAccept } from '../cluster/table.ts';
import {
  columnsOf,
  rowOf,
  rowsOf,
  type TableColumn,
  type TableRow,
  tableLines,
} from '../cluster/tableText.ts';
import { watchDecoder } from '../cluster/watchLines.ts';
import { textIn } from '../messages/text.ts';
import { type CommandIo, ExitCode, localeOf } from './command.ts';
import { type GetTarget, pagesOf } from './getPages.ts';

/** Prints the server's rows as kubectl does, page by page where there are many, and with `--watch` every change. */
export async function printTables(target: GetTarget, io: CommandIo): Promise<number> {
  const { request, namespace, resource } = target;
  const isWide = request.output === 'wide';
  const hasNamespaces = resource.namespaced && namespace === undefined;
  const widths: number[] = [];
  let columns: readonly TableColumn[] = [];
  let version: string | undefined;
  const print = (rows: readonly TableRow[], titles: readonly TableColumn[]) => {
    const shown = (cells: readonly string[]) =>
      cells.filter((_, index) => isWide || columns[index]?.priority === 0);
    const lines = rows.map(row => [...(hasNamespaces ? [row.namespace] : []), ...shown(row.cells)]);
    const names = titles.map(({ name }) => name.toUpperCase());
    const header = names.length === 0 ? [] : [[...(hasNamespaces ? ['NAMESPACE'] : []), ...shown(names)]];
    for (const line of tableLines([...header, ...lines], widths)) io.stdout.write(`${line}\n`);
  };
  let isEmpty = true;
  for await (const page of pagesOf(target, true)) {
    const first = columns.length === 0;
    if (first) columns = columnsOf(page);
    const rows = rowsOf(page);
    if (rows.length > 0) print(rows, isEmpty ? columns : []);
    isEmpty &&= rows.length === 0;
    version = textOf(recordAt(page, 'metadata')['resourceVersion']) ?? version;
  }
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
  const answer = await connection.stream({
    path,
    query: { watch: true, resourceVersion, labelSelector, fieldSelector },
    headers: { accept: tableAccept },
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
