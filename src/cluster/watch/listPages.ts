import type { Connection } from '../connection.ts';
import { ClusterFailure } from '../failure.ts';
import { isRecord, recordAt, textOf } from '../json.ts';
import { columnsOf, type TableColumn, tableRows } from '../table/table.ts';
import type { ReadRequest } from '../transport/request.ts';

/** A part of a list. */
export interface ListPage<T> {
  readonly objects: readonly T[];
  /** Of a table; empty for a plain list. */
  readonly columns: readonly TableColumn[];
  /** Of the whole list; only on the last page. */
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
    const items = tableRows(list) ?? (isRecord(list) ? list['items'] : undefined);
    const metadata = recordAt(list, 'metadata');
    const resourceVersion = textOf(metadata['resourceVersion']);
    // An empty list of a Go server without pointers to items may be null.
    if (resourceVersion === undefined || (items !== null && !Array.isArray(items))) {
      throw new ClusterFailure('response.malformed', {
        context: connection.context,
        path,
        reason: 'no list',
      });
    }
    token = textOf(metadata['continue']);
    const perObject = answer.body.length / Math.max(1, items?.length ?? 0);
    limit = Math.min(largestPage, Math.max(1, Math.floor(pageBytes / perObject)));
    yield {
      objects: (items ?? []).map(slim),
      columns: columnsOf(list),
      resourceVersion: token === undefined ? resourceVersion : undefined,
    };
  } while (token !== undefined);
}
