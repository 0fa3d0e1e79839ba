import { ClusterFailure } from '../cluster/failure.ts';
import { recordAt, textOf } from '../cluster/json.ts';
import { namespaces } from '../cluster/kinds/namespace.ts';
import { collectionPath } from '../cluster/resource.ts';
import { cellsOf, type TableColumn, tableIn, tableRequest } from '../cluster/table/table.ts';
import { type GetTarget, pagesOf } from './getPages.ts';

/** A row of the server's table. */
export interface TableRow {
  /** Empty where it was not asked for. */
  readonly namespace: string;
  readonly cells: readonly string[];
}

/** Rows that came together. */
export interface TablePage {
  readonly columns: readonly TableColumn[];
  readonly rows: readonly TableRow[];
}

/**
 * The rows of a table in the server's order. A row alone is a twentieth of one with its object's metadata, but does not
 * say its namespace: with few namespaces each is asked for on its own, several at once.
 */
export async function* tablePages(target: GetTarget): AsyncGenerator<TablePage> {
  const { name, resource, namespace } = target;
  const isInMany = resource.namespaced && namespace === undefined;
  const names = isInMany ? await fewNamespaces(target) : undefined;
  if (names !== undefined) {
    yield* eachNamespace(target, names);
    return;
  }
  const content = isInMany || name !== undefined ? 'Metadata' : 'None';
  for await (const page of pagesOf(target, content)) yield pageOf(page, namespace ?? '');
}

/** More namespaces than this cost more requests than the metadata of their objects is worth. */
const few = 100;
const atOnce = 16;

/** The names of all namespaces; `undefined` where they are many, or not to be listed by this user. */
async function fewNamespaces({ connection, signal }: GetTarget): Promise<string[] | undefined> {
  const { headers, query } = tableRequest('None');
  const path = collectionPath(namespaces.id, undefined);
  try {
    const table = (
      await connection.get({ path, headers, query: { ...query, limit: few + 1 }, signal })
    ).json();
    const names = (tableIn(table)?.rows ?? []).flatMap(row => cellsOf(row).slice(0, 1));
    return names.length === 0 || names.length > few ? undefined : names;
  } catch (error) {
    if (error instanceof ClusterFailure && error.code === 'response.forbidden') return undefined;
    throw error;
  }
}

/** In the order of the names, whichever answers first. */
async function* eachNamespace(target: GetTarget, names: readonly string[]): AsyncGenerator<TablePage> {
  const giveUp = new AbortController();
  const signal = AbortSignal.any([target.signal, giveUp.signal]);
  const ask = async (namespace: string): Promise<TablePage[]> => {
    const pages: TablePage[] = [];
    for await (const page of pagesOf({ ...target, namespace, signal }, 'None')) {
      pages.push(pageOf(page, namespace));
    }
    return pages;
  };
  const started: Promise<TablePage[]>[] = [];
  const start = () => {
    const next = names[started.length];
    if (next === undefined) return;
    const answer = ask(next);
    // A failure is told when its turn comes.
    answer.catch(() => {});
    started.push(answer);
  };
  try {
    for (let index = 0; index < atOnce; index += 1) start();
    for (let index = 0; index < started.length; index += 1) {
      const pages = await started[index];
      start();
      yield* pages ?? [];
    }
  } finally {
    giveUp.abort();
  }
}

function pageOf(page: unknown, namespace: string): TablePage {
  const { columns = [], rows = [] } = tableIn(page) ?? {};
  return { columns, rows: rows.map(row => rowOf(row, namespace)) };
}

/** The row of an object with `cells`, as `tableIn` gives them; `namespace` is for one without metadata. */
export function rowOf(object: unknown, namespace = ''): TableRow {
  return {
    namespace: textOf(recordAt(object, 'metadata')['namespace']) ?? namespace,
    cells: cellsOf(object),
  };
}
