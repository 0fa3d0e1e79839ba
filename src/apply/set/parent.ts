import type { ApplyRequest } from '../../cluster/change/serverSideApply.ts';
import type { Connection } from '../../cluster/connection.ts';
import { isFailure } from '../../cluster/failure.ts';
import { recordAt, textOf } from '../../cluster/json.ts';
import { objectMeta, objectPath } from '../../cluster/resource.ts';
import { type HistoryRecord, historyAnnotation, readHistory } from '../history/record.ts';
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
import {
  type RepositoryIdentity,
  readRepository,
  repositoryAnnotation,
  writeRepository,
} from './repository.ts';

/** What a parent says that its set contains. */
export interface SetContents {
  /** `Deployment.apps`, `Secret`; sorted. */
  readonly kinds: readonly string[];
  /** Without the parent's own; sorted. */
  readonly namespaces: readonly string[];
}

/** A parent as it is on the server. */
export interface SetParent extends SetContents {
  /** `kubectl/v1.34.0`. */
  readonly tooling: string;
  /** What it was last applied from; `undefined` where that is not noted. */
  readonly repository: RepositoryIdentity | undefined;
  /** The newest of its history. */
  readonly latest: HistoryRecord | undefined;
  readonly resourceVersion: string;
  readonly uid: string;
}

/** What is where a parent would be: a ConfigMap that is none is somebody's own, and never written nor deleted. */
export type ParentPlace =
  | { readonly is: 'parent'; readonly parent: SetParent }
  | { readonly is: 'free' }
  | { readonly is: 'taken' };

const configMaps = { group: '', version: 'v1', resource: 'configmaps' };

/** Looks for the parent of a set. Rejects with a ClusterFailure, also where this user may not read it. */
export async function readParent(
  connection: Connection,
  set: SetName,
  signal: AbortSignal | undefined,
): Promise<ParentPlace> {
  try {
    const path = objectPath(configMaps, set.namespace, set.name);
    const parent = parentFrom((await connection.get({ path, signal })).json());
    return parent === undefined ? { is: 'taken' } : { is: 'parent', parent };
  } catch (error) {
    if (isFailure(error, 'response.not-found')) return { is: 'free' };
    throw error;
  }
}

/** What an object says as a parent; `undefined` where it is none: it needs its own identity, and a tool that claimed it. */
export function parentFrom(object: unknown): SetParent | undefined {
  const metadata = recordAt(object, 'metadata');
  const annotations = recordAt(metadata, 'annotations');
  const listed = (annotation: string) =>
    (textOf(annotations[annotation]) ?? '').split(',').filter(each => each !== '');
  const { uid, resourceVersion, name, namespace } = objectMeta(object);
  const tooling = textOf(annotations[toolingAnnotation]) ?? '';
  if (tooling === '' || recordAt(metadata, 'labels')[idLabel] !== setId({ name, namespace }))
    return undefined;
  return {
    kinds: listed(kindsAnnotation),
    namespaces: listed(namespacesAnnotation),
    tooling,
    repository: readRepository(annotations[repositoryAnnotation]),
    latest: readHistory(annotations[historyAnnotation])[0],
    resourceVersion,
    uid,
  };
}

/** Whether another tool made the set, and so alone may change it. */
export function isForeign({ tooling }: SetParent): boolean {
  return !tooling.startsWith(`${toolName}/`);
}

/** Both contents in one: what a run may touch is written down before it touches it. */
export function unitedContents(one: SetContents, other: SetContents): SetContents {
  const union = (a: readonly string[], b: readonly string[]) => [...new Set([...a, ...b])].sort();
  return { kinds: union(one.kinds, other.kinds), namespaces: union(one.namespaces, other.namespaces) };
}

/** What a parent is written as. */
export interface ParentContents extends SetContents {
  readonly repository: RepositoryIdentity | undefined;
  /** Another one for each run, so that whoever wrote the parent before can see that somebody did since. */
  readonly claim: string;
}

/** Of the parent: the latest run that changes the set. */
const claimAnnotation = 'kubewright/claim';

/** The apply of a parent; with a `resourceVersion` it fails where somebody changed the parent since. */
export function parentRequest(
  set: SetName,
  { kinds, namespaces, repository, claim }: ParentContents,
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
        ...(repository === undefined ? {} : { [repositoryAnnotation]: writeRepository(repository) }),
        [claimAnnotation]: claim,
      },
    },
  };
  // Whatever an earlier tool wrote there is taken over, which the user agreed to where it was another.
  return { resource: configMaps, namespace, name, json: JSON.stringify(object), force: true };
}
