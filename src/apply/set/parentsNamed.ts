import type { Connection } from '../../cluster/connection.ts';
import { isFailure } from '../../cluster/failure.ts';
import { collectionPath, objectMeta } from '../../cluster/resource.ts';
import { listPages } from '../../cluster/watch/listPages.ts';
import { idLabel, type SetName } from './applySet.ts';
import { parentFrom, type SetParent } from './parent.ts';

/** A set by its parent. */
export interface FoundParent {
  readonly name: SetName;
  readonly parent: SetParent;
}

/**
 * The parents of that name in all namespaces; `undefined` where this user may not list them. Rejects with a ClusterFailure or an
 * AbortError.
 */
export function parentsNamed(
  connection: Connection,
  name: string,
  signal: AbortSignal,
): Promise<readonly FoundParent[] | undefined> {
  return parentsWhere(connection, undefined, { fieldSelector: `metadata.name=${name}` }, signal);
}

/**
 * The parents of all namespaces, or those of the given ones where this user may not list them all; of one identity where it is
 * given. What may not be listed at all is left out. Rejects with a ClusterFailure or an AbortError.
 */
export async function parentsAnywhere(
  connection: Connection,
  { id, namespaces }: { readonly id?: string; readonly namespaces: readonly string[] },
  signal: AbortSignal,
): Promise<readonly FoundParent[]> {
  const query = { labelSelector: id === undefined ? idLabel : `${idLabel}=${id}` };
  const all = await parentsWhere(connection, undefined, query, signal);
  if (all !== undefined) return all;
  const some = namespaces.map(namespace => parentsWhere(connection, namespace, query, signal));
  return (await Promise.all(some)).flatMap(found => found ?? []);
}

/** The parents in one namespace; none where they may not be listed. Rejects with a ClusterFailure or an AbortError. */
export async function parentsIn(
  connection: Connection,
  namespace: string,
  signal: AbortSignal,
): Promise<readonly FoundParent[]> {
  return (await parentsWhere(connection, namespace, { labelSelector: idLabel }, signal)) ?? [];
}

const configMaps = { group: '', version: 'v1', resource: 'configmaps' };

async function parentsWhere(
  connection: Connection,
  namespace: string | undefined,
  query: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<readonly FoundParent[] | undefined> {
  const found: FoundParent[] = [];
  const slim = (object: unknown): FoundParent | undefined => {
    const { name, namespace: place } = objectMeta(object);
    const parent = parentFrom(object);
    return parent && { name: { name, namespace: place }, parent };
  };
  // A ConfigMap holds anything, of which a parent is known by its metadata.
  const headers = {
    accept: 'application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io,application/json',
  };
  try {
    const path = collectionPath(configMaps, namespace);
    for await (const { objects } of listPages(connection, path, { query, headers }, slim, signal)) {
      found.push(...objects.flatMap(each => each ?? []));
    }
    return found;
  } catch (error) {
    if (isFailure(error, 'response.forbidden')) return undefined;
    throw error;
  }
}
