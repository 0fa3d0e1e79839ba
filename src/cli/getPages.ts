import type { Connection } from '../cluster/connection.ts';
import { recordAt, textOf } from '../cluster/json.ts';
import { type ApiResource, collectionPath, objectPath } from '../cluster/resource.ts';
import { type TableContent, tableRequest } from '../cluster/table/table.ts';
import type { GetRequest } from './getArguments.ts';

/** What to get from where: a collection, or one object of it. */
export interface GetTarget {
  readonly connection: Connection;
  readonly resource: ApiResource;
  /** `undefined`: all, or none where the resource has none. */
  readonly namespace: string | undefined;
  readonly name: string | undefined;
  readonly request: GetRequest;
  readonly signal: AbortSignal;
}

/** Small enough to be there soon, large enough to ask seldom; kubectl's too. */
const pageSize = 500;
/** A row without its object is a hundredth as large. */
const barePageSize = 10_000;

/** The pages of a list, or the one object, as the server sends them; with `content` as tables. */
export async function* pagesOf(
  { connection, resource, namespace, name, request, signal }: GetTarget,
  content: TableContent | undefined,
): AsyncGenerator<unknown> {
  const table = content === undefined ? undefined : tableRequest(content);
  const headers = table?.headers ?? {};
  if (name !== undefined) {
    const path = objectPath(resource, namespace, name);
    yield (await connection.get({ path, headers, query: table?.query ?? {}, signal })).json();
    return;
  }
  const limit = content === 'None' ? barePageSize : pageSize;
  let token: string | undefined;
  do {
    const query = { ...table?.query, labelSelector: request.labelSelector, limit, continue: token };
    const path = collectionPath(resource, namespace);
    const page = (await connection.get({ path, query, headers, signal })).json();
    yield page;
    token = textOf(recordAt(page, 'metadata')['continue']);
  } while (token !== undefined);
}
