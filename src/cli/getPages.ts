import type { Connection } from '../cluster/connection.ts';
import { recordAt, textOf } from '../cluster/json.ts';
import { type ApiResource, collectionPath, objectPath } from '../cluster/resource.ts';
import { tableAccept } from '../cluster/table.ts';

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

/** Small enough to be there soon, large enough to ask seldom; kubectl's too. */
const pageSize = 500;

/** What to get from where. */
export interface GetTarget {
  readonly connection: Connection;
  readonly resource: ApiResource;
  /** `undefined`: all, or none where the resource has none. */
  readonly namespace: string | undefined;
  readonly request: GetRequest;
  readonly signal: AbortSignal;
}

/** The pages of a list, or the one object, as the server sends them. */
export async function* pagesOf(
  { connection, resource, namespace, request, signal }: GetTarget,
  isTable: boolean,
): AsyncGenerator<unknown> {
  const headers = isTable ? { headers: { accept: tableAccept } } : {};
  if (request.name !== undefined) {
    const path = objectPath(resource, namespace, request.name);
    yield (await connection.get({ path, ...headers, signal })).json();
    return;
  }
  let token: string | undefined;
  do {
    const query = { labelSelector: request.labelSelector, limit: pageSize, continue: token };
    const path = collectionPath(resource, namespace);
    const page = (await connection.get({ path, query, ...headers, signal })).json();
    yield page;
    token = textOf(recordAt(page, 'metadata')['continue']);
  } while (token !== undefined);
}
