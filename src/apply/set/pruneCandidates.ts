import type { Connection } from '../../cluster/connection.ts';
import type { Discovery } from '../../cluster/discovery.ts';
import { recordAt } from '../../cluster/json.ts';
import { type ApiResource, collectionPath, objectMeta } from '../../cluster/resource.ts';
import { listPages } from '../../cluster/watch/listPages.ts';
import { concurrently, requestLimit } from '../concurrently.ts';
import { partOfLabel, setId } from './applySet.ts';
import { declaredState } from './declaredState.ts';
import { isGuardedKind } from './groupKind.ts';
import { type Uses, usesIn } from './inUse.ts';
import { type SetContents, unitedContents } from './parent.ts';
import type { KeptObject, KeptReason, PruneCandidate } from './plannedSet.ts';
import type { SetInput } from './setInput.ts';

/** By these annotations other tools leave an object alone when it is rendered no more, and so do we. */
const keeping: readonly (readonly [annotation: string, value: RegExp])[] = [
  ['client.lifecycle.config.k8s.io/deletion', /^detach$/],
  ['cli-utils.sigs.k8s.io/on-remove', /^keep$/],
  ['kustomize.toolkit.fluxcd.io/prune', /^disabled$/],
  ['argocd.argoproj.io/sync-options', /\bPrune=false\b/],
  ['helm.sh/resource-policy', /^keep$/],
];

/**
 * The members of a set that the plan does not render: those that go, and those that stay and why; `contents` is what the set
 * holds afterwards. `isWhole` says that all of it goes, and so whoever uses something does too. Rejects with a ClusterFailure or an AbortError.
 */
export async function pruneCandidates(
  input: Omit<SetInput, 'options'> & { readonly isWhole?: boolean },
  contents: SetContents,
): Promise<{ readonly candidates: readonly PruneCandidate[]; readonly kept: readonly KeptObject[] }> {
  const { connection, discovery, name, parent, objects, signal } = input;
  // A set without a parent has no members, whatever labels say.
  if (parent === undefined) return { candidates: [], kept: [] };
  const all = unitedContents(parent, contents);
  const namespaces = [...new Set([name.namespace, ...all.namespaces])];
  const rendered = new Set(objects.map(({ api, namespace, name: object }) => keyOf(api, namespace, object)));
  const collections = all.kinds.flatMap(each => {
    const api = servedAs(discovery, each);
    // What is served no more is gone with its definition.
    if (api === undefined) return [];
    const places: readonly (string | undefined)[] = api.namespaced ? namespaces : [undefined];
    return places.map(namespace => ({ api, namespace }));
  });
  const members = (
    await concurrently(collections, requestLimit, ({ api, namespace }) =>
      membersIn(connection, setId(name), api, namespace, signal),
    )
  ).flat();
  const left = members.filter(
    ({ candidate: { api, namespace, name: object } }) => !rendered.has(keyOf(api, namespace, object)),
  );
  const kept: KeptObject[] = [];
  const candidates: PruneCandidate[] = [];
  const uses = input.isWhole === true ? new Map<string, Uses>() : await usesOf(connection, left, signal);
  for (const { candidate, annotations } of left) {
    const reason = keptBy(annotations) ?? usedBy(candidate, uses);
    if (reason === undefined) candidates.push(candidate);
    else kept.push({ ...candidate, reason });
  }
  return { candidates, kept };
}

interface Member {
  readonly candidate: PruneCandidate;
  readonly annotations: Readonly<Record<string, unknown>>;
}

async function membersIn(
  connection: Connection,
  id: string,
  api: ApiResource,
  namespace: string | undefined,
  signal: AbortSignal,
): Promise<Member[]> {
  const apiVersion = api.group === '' ? api.version : `${api.group}/${api.version}`;
  const isGuarded = isGuardedKind(apiVersion, api.kind);
  const request = {
    query: { labelSelector: `${partOfLabel}=${id}` },
    headers: { accept: 'application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io,application/json' },
  };
  const members: Member[] = [];
  const slim = (object: unknown): Member => {
    const { name, uid, resourceVersion, namespace: own } = objectMeta(object);
    const place = api.namespaced ? own : undefined;
    return {
      candidate: {
        apiVersion,
        kind: api.kind,
        namespace: place,
        name,
        api,
        uid,
        resourceVersion,
        declared: declaredState(object),
        isGuarded,
      },
      annotations: recordAt(recordAt(object, 'metadata'), 'annotations'),
    };
  };
  for await (const page of listPages(connection, collectionPath(api, namespace), request, slim, signal)) {
    members.push(...page.objects);
  }
  return members;
}

function servedAs({ resources }: Discovery, groupAndKind: string): ApiResource | undefined {
  return resources.find(
    ({ group, kind, verbs }) =>
      (group === '' ? kind : `${kind}.${group}`) === groupAndKind && verbs.includes('list'),
  );
}

function keyOf(api: ApiResource | undefined, namespace: string | undefined, name: string): string {
  return `${api?.resource}.${api?.group} ${namespace ?? ''}/${name}`;
}

function keptBy(annotations: Member['annotations']): KeptReason | undefined {
  const found = keeping.find(([annotation, value]) => value.test(String(annotations[annotation] ?? '')));
  return found && { kind: 'annotation', annotation: found[0] };
}

/** By namespace, of those that lose a ConfigMap or Secret. */
async function usesOf(
  connection: Connection,
  members: readonly Member[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, Uses>> {
  const namespaces = new Set(
    members.flatMap(({ candidate: { kind, namespace, api } }) =>
      api.group === '' && ['ConfigMap', 'Secret'].includes(kind) && namespace !== undefined
        ? [namespace]
        : [],
    ),
  );
  const entries = await concurrently([...namespaces], requestLimit, async namespace => {
    return [namespace, await usesIn(connection, namespace, signal)] as const;
  });
  return new Map(entries);
}

function usedBy(
  { kind, namespace, name }: PruneCandidate,
  uses: ReadonlyMap<string, Uses>,
): KeptReason | undefined {
  const by = uses.get(namespace ?? '')?.get(`${kind}/${name}`);
  return by === undefined ? undefined : { kind: 'in-use', by };
}
