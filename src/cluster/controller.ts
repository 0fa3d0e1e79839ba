import type { Connection } from './connection.ts';
import { isRecord, listAt, recordAt, textOf } from './json.ts';
import { objectPath, type ResourceId } from './resource.ts';

/** The owner that manages an object. */
export interface Controller {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
}

/** Reads the metadata of an object for its controller; `undefined` where it has none. Rejects with a ClusterFailure. */
export async function controllerOf(
  connection: Pick<Connection, 'get'>,
  id: ResourceId,
  namespace: string | undefined,
  name: string,
): Promise<Controller | undefined> {
  const answer = await connection.get({
    path: objectPath(id, namespace, name),
    headers: { accept: 'application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1,application/json' },
  });
  const owners = listAt(recordAt(answer.json(), 'metadata'), 'ownerReferences').filter(isRecord);
  const owner = owners.find(each => each['controller'] === true);
  if (owner === undefined) return undefined;
  return {
    apiVersion: textOf(owner['apiVersion']) ?? '',
    kind: textOf(owner['kind']) ?? '',
    name: textOf(owner['name']) ?? '',
  };
}
