import type { Connection } from '../../cluster/connection.ts';
import { isRecord, type JsonRecord, recordAt, textOf } from '../../cluster/json.ts';
import { conditionOf } from '../../cluster/kinds/fields.ts';
import { collectionPath, objectMeta } from '../../cluster/resource.ts';
import { listPages } from '../../cluster/watch/listPages.ts';
import { concurrently, requestLimit } from '../concurrently.ts';
import { describeObject, type ObjectName } from '../objectName.ts';
import { podReferences } from './podReferences.ts';

/** A pod, or what may make pods, and the ConfigMaps and Secrets that they use. */
export interface User {
  /** Without its namespace, `Pod web-0`. */
  readonly name: string;
  /** Its own uid and those of what it belongs to, however far up. */
  readonly uids: readonly string[];
  /** `ConfigMap/name`. */
  readonly references: readonly string[];
}

/** A ConfigMap or Secret, `ConfigMap/name`, and who uses it. */
export type Uses = ReadonlyMap<string, string>;

/** So many revisions of a workload can be rolled back to with their ConfigMaps and Secrets. */
const keptRevisions = 3;

const userKinds = [
  ['', 'pods', 'Pod'],
  ['apps', 'replicasets', 'ReplicaSet'],
  ['apps', 'controllerrevisions', 'ControllerRevision'],
  ['apps', 'deployments', 'Deployment'],
  ['apps', 'statefulsets', 'StatefulSet'],
  ['apps', 'daemonsets', 'DaemonSet'],
  ['batch', 'jobs', 'Job'],
  ['batch', 'cronjobs', 'CronJob'],
] as const;

/** Whether an object counts as used by pods. */
export function isUsable({ apiVersion, kind }: ObjectName): boolean {
  return apiVersion === 'v1' && (kind === 'ConfigMap' || kind === 'Secret');
}

/**
 * Who may use ConfigMaps and Secrets of a namespace: its pods, workloads with a template for pods, Jobs that have not ended,
 * ReplicaSets with pods, and the latest revisions of each workload. Rejects with a ClusterFailure or an AbortError.
 */
export async function usersIn(
  connection: Connection,
  namespace: string,
  signal: AbortSignal,
): Promise<readonly User[]> {
  const lists = await concurrently(userKinds, requestLimit, async ([group, resource, kind]) => {
    const path = collectionPath({ group, version: 'v1', resource }, namespace);
    const found: JsonRecord[] = [];
    for await (const page of listPages(connection, path, {}, object => object, signal)) {
      // A list names the kind of its objects once.
      found.push(...page.objects.filter(isRecord).map(object => ({ ...object, kind })));
    }
    return found;
  });
  const all = lists.flat();
  const ownerOf = new Map(all.map(object => [objectMeta(object).uid, controllerOf(object)]));
  const counted = counting(all);
  return all.filter(counted).map(object => {
    const { uid, name } = objectMeta(object);
    const kind = textOf(object['kind']) ?? '';
    return { name: `${kind} ${name}`, uids: chainOf(uid, ownerOf), references: podReferences(object) };
  });
}

/** What is no user any more. */
export interface NoUsers {
  /** Uids of what is deleted as well, and so uses nothing any more; nor does what belongs to it. */
  readonly going: ReadonlySet<string>;
  /** Objects that are applied before, as they are then: what they use now says nothing. */
  readonly rendered: readonly (readonly [ObjectName, unknown])[];
}

/** What of a namespace is used by users who stay. */
export function usesOf(users: readonly User[], { going, rendered }: NoUsers): Uses {
  const uses = new Map<string, string>();
  const note = (name: string, references: readonly string[]) => {
    for (const key of references) uses.set(key, name);
  };
  const replaced = new Set(rendered.map(([object]) => nameOf(object)));
  for (const [object, state] of rendered) note(nameOf(object), podReferences(state));
  for (const { name, uids, references } of users) {
    if (!replaced.has(name) && !uids.some(uid => going.has(uid))) note(name, references);
  }
  return uses;
}

function nameOf({ kind, name }: ObjectName): string {
  return describeObject({ kind, name, namespace: undefined });
}

function controllerOf(object: unknown): string | undefined {
  const { owners } = objectMeta(object);
  return (owners.find(({ controller }) => controller) ?? owners[0])?.uid;
}

function chainOf(uid: string, ownerOf: ReadonlyMap<string, string | undefined>): string[] {
  const chain: string[] = [];
  for (let next: string | undefined = uid; next !== undefined && !chain.includes(next); ) {
    chain.push(next);
    next = ownerOf.get(next);
  }
  return chain;
}

/** Of revisions only the latest are rolled back to, and those that have pods are in use. */
function counting(objects: readonly JsonRecord[]): (object: JsonRecord) => boolean {
  const isRevision = ({ kind }: JsonRecord) => kind === 'ReplicaSet' || kind === 'ControllerRevision';
  const revisions = Map.groupBy(objects.filter(isRevision), object => controllerOf(object) ?? '');
  const latest = new Set(
    [...revisions.values()].flatMap(each =>
      each.toSorted((one, other) => revisionOf(other) - revisionOf(one)).slice(0, keptRevisions),
    ),
  );
  const current = new Set(
    objects.flatMap(object => {
      const { currentRevision, updateRevision } = recordAt(object, 'status');
      return [currentRevision, updateRevision];
    }),
  );
  return object => {
    if (object['kind'] === 'Job') return !isEnded(object);
    if (!isRevision(object) || latest.has(object)) return true;
    return Number(recordAt(object, 'status')['replicas'] ?? 0) > 0 || current.has(objectMeta(object).name);
  };
}

/** A Deployment numbers its ReplicaSets in an annotation. */
function revisionOf(object: JsonRecord): number {
  const annotations = recordAt(recordAt(object, 'metadata'), 'annotations');
  return Number(object['revision'] ?? annotations['deployment.kubernetes.io/revision'] ?? 0);
}

/** Whether a Job or pod runs no more, as its status says. */
export function isEnded(object: unknown): boolean {
  const status = recordAt(object, 'status');
  if (status['phase'] === 'Succeeded' || status['phase'] === 'Failed') return true;
  return ['Complete', 'Failed'].some(type => conditionOf(status, type)?.['status'] === 'True');
}
