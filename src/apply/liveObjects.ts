import type { Connection } from '../cluster/connection.ts';
import { ClusterFailure } from '../cluster/failure.ts';
import { isRecord } from '../cluster/json.ts';
import { collectionPath, objectMeta, objectPath } from '../cluster/resource.ts';
import { listPages } from '../cluster/watch/listPages.ts';
import { concurrently, requestLimit } from './concurrently.ts';
import type { PlannedObject } from './plan.ts';
import { isKnown, type KnownObject } from './tryObject.ts';

/** Objects as they were read, by their paths. */
export type LiveObjects = ReadonlyMap<string, unknown>;

/** So many objects of a collection are read sooner by a list of it. */
const worthAList = 10;
/** A collection may hold many others: at most so many times what is wanted is read of it. */
const mostPerWanted = 2;

/**
 * Reads those of the objects that are many of one kind and namespace, by lists; Secrets only one by one, so that nobody
 * needs a right to all of them. What it does not give may be there all the same. Rejects with an AbortError.
 */
export async function readTogether(
  connection: Connection,
  objects: readonly PlannedObject[],
  signal: AbortSignal = new AbortController().signal,
): Promise<LiveObjects> {
  const live = new Map<string, unknown>();
  const known = objects.filter(isKnown).filter(({ kind, isGenerated }) => kind !== 'Secret' && !isGenerated);
  const collections = Map.groupBy(known, ({ api, namespace }) => collectionPath(api, namespace));
  const many = [...collections].filter(([, wanted]) => wanted.length >= worthAList);
  await concurrently(many, requestLimit, ([path, wanted]) => list(connection, path, wanted, live, signal));
  return live;
}

async function list(
  connection: Connection,
  path: string,
  wanted: readonly KnownObject[],
  live: Map<string, unknown>,
  signal: AbortSignal,
): Promise<void> {
  const paths = new Map(wanted.map(each => [each.name, objectPath(each.api, each.namespace, each.name)]));
  let left = wanted.length * mostPerWanted;
  const keep = (object: unknown) => {
    left -= 1;
    const own = paths.get(objectMeta(object).name);
    // A list names the kind of its objects once.
    const { apiVersion, kind } = wanted[0] ?? {};
    if (own !== undefined && isRecord(object)) live.set(own, { apiVersion, kind, ...object });
  };
  try {
    for await (const _ of listPages(connection, path, {}, keep, signal)) {
      if (left <= 0) break;
    }
  } catch (error) {
    // Whoever may not list may still read one by one, and is told there what is wrong.
    if (!(error instanceof ClusterFailure)) throw error;
  }
}
