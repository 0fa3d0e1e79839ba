import type { ApplyRequest } from '../../cluster/change/serverSideApply.ts';
import type { Connection } from '../../cluster/connection.ts';
import { isFailure } from '../../cluster/failure.ts';
import { recordAt, textOf } from '../../cluster/json.ts';
import { objectMeta, objectPath } from '../../cluster/resource.ts';
import {
  idLabel,
  kindsAnnotation,
  namespacesAnnotation,
  type SetName,
  setId,
  toolingAnnotation,
  toolName,
  toolVersion,
} from './applySet.ts';

/** What a parent says that its set contains. */
export interface SetContents {
  /** `Deployment.apps`, `Secret`; sorted. */
  readonly kinds: readonly string[];
  /** Without the parent's own; sorted. */
  readonly namespaces: readonly string[];
}

/** A parent as it is on the server. */
export interface SetParent extends SetContents {
  /** `kubectl/v1.34.0`; empty where nobody has claimed the set. */
  readonly tooling: string;
  readonly resourceVersion: string;
  readonly uid: string;
}

const configMaps = { group: '', version: 'v1', resource: 'configmaps' };

/**
 * Reads the parent; `undefined` where there is none, or none that this user may read: then nothing can be pruned, and to
 * write it will most likely be refused too. Rejects with a ClusterFailure.
 */
export async function readParent(
  connection: Connection,
  { name, namespace }: SetName,
  signal: AbortSignal | undefined,
): Promise<SetParent | undefined> {
  try {
    const path = objectPath(configMaps, namespace, name);
    return parentFrom((await connection.get({ path, signal })).json());
  } catch (error) {
    if (isFailure(error, 'response.not-found') || isFailure(error, 'response.forbidden')) return undefined;
    throw error;
  }
}

/** What an object says as a parent. */
export function parentFrom(object: unknown): SetParent {
  const annotations = recordAt(recordAt(object, 'metadata'), 'annotations');
  const listed = (annotation: string) =>
    (textOf(annotations[annotation]) ?? '').split(',').filter(each => each !== '');
  const { uid, resourceVersion } = objectMeta(object);
  return {
    kinds: listed(kindsAnnotation),
    namespaces: listed(namespacesAnnotation),
    tooling: textOf(annotations[toolingAnnotation]) ?? '',
    resourceVersion,
    uid,
  };
}

/** Whether another tool made the set, and so alone may change it. */
export function isForeign({ tooling }: SetParent): boolean {
  return tooling !== '' && !tooling.startsWith(`${toolName}/`);
}

/** Both contents in one: what a run may touch is written down before it touches it. */
export function unitedContents(one: SetContents, other: SetContents): SetContents {
  const union = (a: readonly string[], b: readonly string[]) => [...new Set([...a, ...b])].sort();
  return { kinds: union(one.kinds, other.kinds), namespaces: union(one.namespaces, other.namespaces) };
}

/** The apply of a parent; with a `resourceVersion` it fails where somebody changed the parent since. */
export function parentRequest(
  set: SetName,
  { kinds, namespaces }: SetContents,
  resourceVersion?: string,
): ApplyRequest {
  const { name, namespace } = set;
  const object = {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: {
      name,
      namespace,
      ...(resourceVersion === undefined ? {} : { resourceVersion }),
      labels: { [idLabel]: setId(set) },
      annotations: {
        [toolingAnnotation]: `${toolName}/v${toolVersion}`,
        [kindsAnnotation]: kinds.join(','),
        [namespacesAnnotation]: namespaces.filter(each => each !== namespace).join(','),
      },
    },
  };
  // Whatever an earlier tool wrote there is taken over, which the user agreed to where it was another.
  return { resource: configMaps, namespace, name, json: JSON.stringify(object), force: true };
}
