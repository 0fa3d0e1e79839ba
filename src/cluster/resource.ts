import { isRecord, listAt, recordAt, textOf } from './json.ts';

/** Where objects of one kind live in the API. */
export interface ResourceId {
  /** Empty for the core group. */
  readonly group: string;
  readonly version: string;
  /** Plural, lower case: `deployments`. */
  readonly resource: string;
}

/** What discovery tells of a resource. */
export interface ApiResource extends ResourceId {
  readonly kind: string;
  /** Lower case; absent where the server does not say it. */
  readonly singular?: string | undefined;
  readonly namespaced: boolean;
  readonly verbs: readonly string[];
  readonly shortNames: readonly string[];
  readonly categories: readonly string[];
}

/** The part of metadata that every view needs; all else is dropped when objects arrive. */
export interface ObjectMeta {
  readonly name: string;
  /** Empty for cluster-scoped objects. */
  readonly namespace: string;
  readonly uid: string;
  readonly resourceVersion: string;
  readonly creationTimestamp: string;
  readonly deletionTimestamp: string | undefined;
  readonly owners: readonly OwnerReference[];
}

/** An owner; `controller` marks the one that manages the object. */
export interface OwnerReference {
  readonly kind: string;
  readonly name: string;
  readonly uid: string;
  readonly controller: boolean;
}

/** The path of a collection, in one namespace or (`undefined`) all of them or the cluster. */
export function collectionPath(id: ResourceId, namespace: string | undefined): string {
  const [group, version, resource] = [id.group, id.version, id.resource].map(encodeURIComponent);
  const root = id.group === '' ? `/api/${version}` : `/apis/${group}/${version}`;
  const scope = namespace === undefined ? '' : `/namespaces/${encodeURIComponent(namespace)}`;
  return `${root}${scope}/${resource}`;
}

/** The path of one object. Throws a TypeError for an empty name: it would be the path of all of them. */
export function objectPath(id: ResourceId, namespace: string | undefined, name: string): string {
  if (name === '') throw new TypeError(`No name of one of the ${id.resource} was given`);
  return `${collectionPath(id, namespace)}/${encodeURIComponent(name)}`;
}

/** What is kept of an object's metadata. */
export function objectMeta(object: unknown): ObjectMeta {
  const metadata = recordAt(object, 'metadata');
  return {
    name: textOf(metadata['name']) ?? '',
    namespace: textOf(metadata['namespace']) ?? '',
    uid: textOf(metadata['uid']) ?? '',
    resourceVersion: textOf(metadata['resourceVersion']) ?? '',
    creationTimestamp: textOf(metadata['creationTimestamp']) ?? '',
    deletionTimestamp: textOf(metadata['deletionTimestamp']),
    owners: listAt(metadata, 'ownerReferences').flatMap(owner =>
      isRecord(owner)
        ? [
            {
              kind: textOf(owner['kind']) ?? '',
              name: textOf(owner['name']) ?? '',
              uid: textOf(owner['uid']) ?? '',
              controller: owner['controller'] === true,
            },
          ]
        : [],
    ),
  };
}
