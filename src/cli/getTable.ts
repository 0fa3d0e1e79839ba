import { isRecord } from '../cluster/json.ts';
import { collectionPath } from '../cluster/resource.ts';
import { tableAccept } from '../cluster/table.ts';
import { columnsOf, rowsOf, type TableColumn, type TableRow, tableLines } from '../cluster/tableText.ts';
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
    version = versionOf(page) ?? version;
  }
  if (isEmpty) io.stderr.write(`${nothingText(target, io)}\n`);
  if (!request.watch) return ExitCode.fine;
  for await (const table of watchedTables(target, version)) print(rowsOf(table), isEmpty ? columns : []);
  return ExitCode.fine;
}

function versionOf(page: unknown): string | undefined {
  const metadata = isRecord(page) ? page['metadata'] : undefined;
  return isRecord(metadata) && typeof metadata['resourceVersion'] === 'string'
    ? metadata['resourceVersion']
    : undefined;
}

function nothingText({ namespace, resource }: GetTarget, io: CommandIo): string {
  const params = { resource: resource.resource, namespace: namespace ?? '' };
  return textIn(localeOf(io.env))({ code: 'cli.get-nothing', params });
}

/** One table a change, until the server ends the watch or the signal aborts. */
async function* watchedTables(
  { connection, resource, namespace, request, signal }: GetTarget,
  resourceVersion: string | undefined,
): AsyncGenerator<unknown> {
  const answer = await connection.stream({
    path: collectionPath(resource, namespace),
    query: {
      watch: true,
      resourceVersion,
      labelSelector: request.labelSelector,
      ...(request.name === undefined ? {} : { fieldSelector: `metadata.name=${request.name}` }),
    },
    headers: { accept: tableAccept },
    signal,
  });
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of answer.body) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const event: unknown = JSON.parse(line);
      if (isRecord(event) && event['type'] !== 'BOOKMARK' && event['type'] !== 'ERROR') yield event['object'];
    }
  }
}
