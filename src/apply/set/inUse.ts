import type { Connection } from '../../cluster/connection.ts';
import { isRecord, type JsonRecord, listAt, recordAt, textOf } from '../../cluster/json.ts';
import { collectionPath } from '../../cluster/resource.ts';
import { listPages } from '../../cluster/watch/listPages.ts';

/** A ConfigMap or Secret by kind and name, and who uses it. */
export type Uses = ReadonlyMap<string, string>;

/** So many revisions of a Deployment can be rolled back to with their ConfigMaps and Secrets. */
const keptRevisions = 3;

/**
 * Who uses the ConfigMaps and Secrets of a namespace: its pods, the ReplicaSets that have pods, and the latest revisions
 * of each Deployment. Keys are `ConfigMap/name`; rejects with a ClusterFailure.
 */
export async function usesIn(connection: Connection, namespace: string, signal: AbortSignal): Promise<Uses> {
  const uses = new Map<string, string>();
  const list = async (group: string, resource: string): Promise<JsonRecord[]> => {
    const path = collectionPath({ group, version: 'v1', resource }, namespace);
    const found: JsonRecord[] = [];
    for await (const page of listPages(connection, path, {}, object => object, signal)) {
      found.push(...page.objects.filter(isRecord));
    }
    return found;
  };
  const [replicaSets, pods] = await Promise.all([list('apps', 'replicasets'), list('', 'pods')]);
  for (const set of [...withPods(replicaSets), ...latestRevisions(replicaSets)]) {
    const template = recordAt(recordAt(recordAt(set, 'spec'), 'template'), 'spec');
    for (const key of referencesOf(template)) uses.set(key, `ReplicaSet ${nameOf(set)}`);
  }
  for (const pod of pods) {
    for (const key of referencesOf(recordAt(pod, 'spec'))) uses.set(key, `Pod ${nameOf(pod)}`);
  }
  return uses;
}

function withPods(replicaSets: readonly JsonRecord[]): readonly JsonRecord[] {
  return replicaSets.filter(set => Number(recordAt(set, 'status')['replicas'] ?? 0) > 0);
}

/** The Deployment controller numbers them in an annotation. */
function latestRevisions(replicaSets: readonly JsonRecord[]): readonly JsonRecord[] {
  const revisionOf = (set: JsonRecord) =>
    Number(recordAt(recordAt(set, 'metadata'), 'annotations')['deployment.kubernetes.io/revision'] ?? 0);
  const ownerOf = (set: JsonRecord) => {
    const [owner] = listAt(recordAt(set, 'metadata'), 'ownerReferences').filter(isRecord);
    return textOf(owner?.['uid']) ?? '';
  };
  const byOwner = Map.groupBy(replicaSets, ownerOf);
  return [...byOwner.values()].flatMap(sets =>
    sets.toSorted((one, other) => revisionOf(other) - revisionOf(one)).slice(0, keptRevisions),
  );
}

function nameOf(object: JsonRecord): string {
  return textOf(recordAt(object, 'metadata')['name']) ?? '';
}

/** The ConfigMaps and Secrets that a pod's spec names, `Secret/name`. */
function referencesOf(podSpec: JsonRecord): string[] {
  const names: string[] = [];
  const add = (kind: string, name: unknown) => {
    const text = textOf(name);
    if (text !== undefined) names.push(`${kind}/${text}`);
  };
  for (const volume of listAt(podSpec, 'volumes').filter(isRecord)) {
    add('ConfigMap', recordAt(volume, 'configMap')['name']);
    add('Secret', recordAt(volume, 'secret')['secretName']);
    for (const source of listAt(recordAt(volume, 'projected'), 'sources')) {
      add('ConfigMap', recordAt(source, 'configMap')['name']);
      add('Secret', recordAt(source, 'secret')['name']);
    }
  }
  for (const list of ['initContainers', 'containers', 'ephemeralContainers']) {
    for (const container of listAt(podSpec, list)) {
      for (const from of listAt(container, 'envFrom')) {
        add('ConfigMap', recordAt(from, 'configMapRef')['name']);
        add('Secret', recordAt(from, 'secretRef')['name']);
      }
      for (const variable of listAt(container, 'env')) {
        const from = recordAt(variable, 'valueFrom');
        add('ConfigMap', recordAt(from, 'configMapKeyRef')['name']);
        add('Secret', recordAt(from, 'secretKeyRef')['name']);
      }
    }
  }
  for (const secret of listAt(podSpec, 'imagePullSecrets').filter(isRecord)) add('Secret', secret['name']);
  return names;
}
