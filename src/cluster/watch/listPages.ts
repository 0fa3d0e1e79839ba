import type { Connection } from '../connection.ts';
import { ClusterFailure } from '../failure.ts';
import { isRecord, recordAt, textOf } from '../json.ts';
import { type TableColumn, tableIn } from '../table/table.ts';
import type { ReadRequest } from '../transport/request.ts';

/** A part of a list. */
export interface ListPage<T> {
  readonly objects: readonly T[];
  /** Of a table; name and age for a plain list. */
  readonly columns: readonly TableColumn[];
  readonly isLast: boolean;
  /** Of the whole list; only on the last page, and there too `undefined` where an aggregated server keeps no versions. */
  readonly resourceVersion: string | undefined;
}

/** Small, so that the first rows are there soon. */
const firstPage = 100;
const largestPage = 1000;
/** To parse and slim so much takes some milliseconds; more would hold up an editor. */
const pageBytes = 600_000;

/**
 * Lists a collection page by page as of one moment; each object is slimmed as soon as its page is parsed. Pages get as
 * large as their objects allow. Rejects with `response.gone` where the list took longer than the server keeps that moment.
 */
export async function* listPages<T>(
  connection: Pick<Connection, 'context' | 'get'>,
  path: string,
  { query, headers }: Pick<ReadRequest, 'query' | 'headers'>,
  slim: (object: unknown) => T,
  signal: AbortSignal,
): AsyncGenerator<ListPage<T>> {
  let token: string | undefined;
  let limit = firstPage;
  do {
    const answer = await connection.get({
      path,
      query: { ...query, limit, continue: token },
      ...(headers === undefined ? {} : { headers }),
      signal,
    });
    const list = answer.json();
    const table = isRecord(list) && (list['kind'] === 'Table' || 'items' in list) ? tableIn(list) : undefined;
    if (table === undefined) {
      throw new ClusterFailure('response.malformed', {
        context: connection.context,
        path,
        reason: 'no list',
      });
    }
    const metadata = recordAt(list, 'metadata');
    token = textOf(metadata['continue']);
    const perObject = answer.body.length / Math.max(1, table.rows.length);
    limit = Math.min(largestPage, Math.max(1, Math.floor(pageBytes / perObject)));
    yield {
      objects: table.rows.map(slim),
      columns: table.columns,
      isLast: token === undefined,
      resourceVersion: token === undefined ? textOf(metadata['resourceVersion']) : undefined,
    };
  } while (token !== undefined);
}
