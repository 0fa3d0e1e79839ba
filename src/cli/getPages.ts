import type { Connection } from '../cluster/connection.ts';
import { recordAt, textOf } from '../cluster/json.ts';
import { type ApiResource, collectionPath, objectPath } from '../cluster/resource.ts';
import { type TableContent, tableRequest } from '../cluster/table/table.ts';

/** What `get` was asked for. */
export interface GetRequest {
  readonly kind: string;
  readonly name: string | undefined;
  /** `undefined`: the context's. */
  readonly namespace: string | undefined;
  readonly allNamespaces: boolean;
  readonly labelSelector: string | undefined;
  readonly watch: boolean;
  readonly output: 'table' | 'wide' | 'yaml' | 'json';
  readonly context: string | undefined;
}

/** What to get from where. */
export interface GetTarget {
  readonly connection: Connection;
  readonly resource: ApiResource;
  /** `undefined`: all, or none where the resource has none. */
  readonly namespace: string | undefined;
  readonly request: GetRequest;
  readonly signal: AbortSignal;
}

/** Small enough to be there soon, large enough to ask seldom; kubectl's too. */
const pageSize = 500;
/** A row without its object is a hundredth as large. */
const barePageSize = 10_000;

/** The pages of a list, or the one object, as the server sends them; with `content` as tables. */
export async function* pagesOf(
  { connection, resource, namespace, request, signal }: GetTarget,
  content: TableContent | undefined,
): AsyncGenerator<unknown> {
  const table = content === undefined ? undefined : tableRequest(content);
  const headers = table?.headers ?? {};
  if (request.name !== undefined) {
    const path = objectPath(resource, namespace, request.name);
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
