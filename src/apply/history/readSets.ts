import type { Connection } from '../../cluster/connection.ts';
import { isFailure } from '../../cluster/failure.ts';
import { recordAt } from '../../cluster/json.ts';
import { collectionPath, type ObjectMeta, objectMeta } from '../../cluster/resource.ts';
import { listPages } from '../../cluster/watch/listPages.ts';
import { idLabel, type SetName, setId } from '../set/applySet.ts';
import { type RepositoryIdentity, readRepository, repositoryAnnotation } from '../set/repository.ts';
import { type HistoryRecord, historyAnnotation, readHistory } from './record.ts';

/** A set on a server, by its parent, with its history as far as it is kept, newest first. */
export interface SetHistory extends SetName {
  readonly metadata: ObjectMeta;
  readonly records: readonly HistoryRecord[];
  /** What it was last applied from; `undefined` where that is not noted. */
  readonly repository: RepositoryIdentity | undefined;
}

/** Parents of our kind. */
export const parentResource = { group: '', version: 'v1', resource: 'configmaps' };
/** All parents, and nothing else. */
export const parentSelector = idLabel;

/** The set of a parent; `undefined` where the object only has the label, as a copy of one does. */
export function setOfParent(object: unknown): SetHistory | undefined {
  const metadata = objectMeta(object);
  const { name, namespace } = metadata;
  const own = recordAt(object, 'metadata');
  if (recordAt(own, 'labels')[idLabel] !== setId({ name, namespace })) return undefined;
  const annotations = recordAt(own, 'annotations');
  const records = readHistory(annotations[historyAnnotation]);
  return {
    name,
    namespace,
    metadata,
    records,
    repository: readRepository(annotations[repositoryAnnotation]),
  };
}

/**
 * The sets of all namespaces, or of those that are named where this user may not list them all. Of their parents only the
 * metadata is asked for. Rejects with a ClusterFailure or an AbortError.
 */
export async function readSets(
  connection: Connection,
  namespaces: readonly string[],
  signal: AbortSignal,
): Promise<readonly SetHistory[]> {
  try {
    return await setsIn(connection, undefined, signal);
  } catch (error) {
    if (!isFailure(error, 'response.forbidden')) throw error;
    const all = await Promise.all(namespaces.map(namespace => setsIn(connection, namespace, signal)));
    return all.flat();
  }
}

/** The sets of one namespace, or of all (`undefined`). Rejects with a ClusterFailure or an AbortError. */
export async function setsIn(
  connection: Connection,
  namespace: string | undefined,
  signal: AbortSignal,
): Promise<readonly SetHistory[]> {
  const request = {
    query: { labelSelector: parentSelector },
    headers: { accept: 'application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io,application/json' },
  };
  const sets: SetHistory[] = [];
  const path = collectionPath(parentResource, namespace);
  for await (const page of listPages(connection, path, request, setOfParent, signal)) {
    sets.push(...page.objects.flatMap(set => set ?? []));
  }
  return sets;
}
