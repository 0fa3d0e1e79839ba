import type { Connection } from '../../cluster/connection.ts';
import { type JsonRecord, recordAt, textOf } from '../../cluster/json.ts';
import { type ApiResource, collectionPath, objectMeta } from '../../cluster/resource.ts';
import { listPages } from '../../cluster/watch/listPages.ts';
import { ownerOf } from '../owner.ts';
import { declaredState } from './declaredState.ts';
import { isGuardedKind } from './groupKind.ts';
import type { KeptReason, PruneCandidate } from './plannedSet.ts';

/** An object as it would be pruned, and what its metadata says beside that. */
export interface Member {
  readonly candidate: PruneCandidate;
  readonly annotations: JsonRecord;
  readonly labels: JsonRecord;
  /** Of its `generateName`; empty where it was named. */
  readonly generateName: string;
  /** Goes with an owner of its own. */
  readonly isOwned: boolean;
}

/** Lists metadata of a collection, in one namespace or (`undefined`) all of them. Rejects with a ClusterFailure. */
export async function listMembers(
  connection: Connection,
  api: ApiResource,
  namespace: string | undefined,
  labelSelector: string | undefined,
  signal: AbortSignal,
): Promise<Member[]> {
  const request = {
    query: { labelSelector },
    headers: { accept: 'application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io,application/json' },
  };
  const members: Member[] = [];
  const slim = (object: unknown) => memberFrom(api, object);
  for await (const page of listPages(connection, collectionPath(api, namespace), request, slim, signal)) {
    members.push(...page.objects);
  }
  return members;
}

function memberFrom(api: ApiResource, object: unknown): Member {
  const apiVersion = api.group === '' ? api.version : `${api.group}/${api.version}`;
  const { kind } = api;
  const { name, uid, resourceVersion, namespace, owners } = objectMeta(object);
  const metadata = recordAt(object, 'metadata');
  return {
    candidate: {
      apiVersion,
      kind,
      namespace: api.namespaced ? namespace : undefined,
      name,
      api,
      uid,
      resourceVersion,
      declared: declaredState(object),
      isGuarded: isGuardedKind(apiVersion, kind),
      owner: ownerOf(object),
      takes: [],
    },
    annotations: recordAt(metadata, 'annotations'),
    labels: recordAt(metadata, 'labels'),
    generateName: textOf(metadata['generateName']) ?? '',
    isOwned: owners.length > 0,
  };
}

/** By these annotations other tools leave an object alone when it is rendered no more, and so do we. */
const keeping: readonly (readonly [annotation: string, value: RegExp])[] = [
  ['client.lifecycle.config.k8s.io/deletion', /^detach$/],
  ['cli-utils.sigs.k8s.io/on-remove', /^keep$/],
  ['kustomize.toolkit.fluxcd.io/prune', /^disabled$/],
  ['argocd.argoproj.io/sync-options', /\bPrune=false\b/],
  ['helm.sh/resource-policy', /^keep$/],
];

/** Why an annotation keeps the object; `undefined` where none does. */
export function keptBy({ annotations }: Member): KeptReason | undefined {
  const found = keeping.find(([annotation, value]) => value.test(String(annotations[annotation] ?? '')));
  return found && { kind: 'annotation', annotation: found[0] };
}
