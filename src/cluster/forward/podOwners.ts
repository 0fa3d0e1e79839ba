import type { Connection } from '../connection.ts';
import { createDiscovery, type Discovery } from '../discovery.ts';
import { isRecord, listAt, recordAt, textOf } from '../json.ts';
import { type ObjectMeta, objectPath } from '../resource.ts';

/** Tells whether objects descend from one. */
export interface PodOwners {
  /** `undefined` while it is being asked; `onKnown` is called afterwards. */
  descends(pod: ObjectMeta): boolean | undefined;
}

/** An operator's pod seldom has more: CustomResource, Deployment, ReplicaSet. */
const mostGenerations = 6;

interface Owner {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly uid: string;
}

/** Follows owner references upwards; each owner is asked for once. What cannot be read is taken for nobody's. */
export function podOwners(
  connection: Connection,
  rootUid: string,
  onKnown: () => void,
  signal: AbortSignal,
): PodOwners {
  const known = new Map<string, boolean | undefined>();
  let discovery: Promise<Discovery> | undefined;

  async function leadsToRoot(namespace: string, owner: Owner, generation: number): Promise<boolean> {
    if (owner.uid === rootUid) return true;
    if (generation > mostGenerations) return false;
    discovery ??= createDiscovery(connection).discover(signal);
    const resource = (await discovery).ofKind(owner.apiVersion, owner.kind);
    if (resource === undefined) return false;
    const path = objectPath(resource, resource.namespaced ? namespace : undefined, owner.name);
    const object = (await connection.get({ path, signal })).json();
    for (const next of ownersOf(object)) {
      if (await leadsToRoot(namespace, next, generation + 1)) return true;
    }
    return false;
  }

  async function ask(pod: ObjectMeta): Promise<void> {
    let verdict = false;
    try {
      const path = objectPath({ group: '', version: 'v1', resource: 'pods' }, pod.namespace, pod.name);
      const object = (await connection.get({ path, signal })).json();
      for (const owner of ownersOf(object)) verdict ||= await leadsToRoot(pod.namespace, owner, 1);
    } catch {
      // Gone meanwhile, or not ours to read.
    }
    if (signal.aborted) return;
    known.set(keyOf(pod), verdict);
    onKnown();
  }

  return {
    descends(pod) {
      if (pod.owners.length === 0) return false;
      if (pod.owners.some(({ uid }) => uid === rootUid)) return true;
      const key = keyOf(pod);
      if (!known.has(key)) {
        known.set(key, undefined);
        void ask(pod);
      }
      return known.get(key);
    },
  };
}

/** Pods of one ReplicaSet have one answer. */
function keyOf({ owners, uid }: ObjectMeta): string {
  return (owners.find(({ controller }) => controller) ?? owners[0])?.uid ?? uid;
}

function ownersOf(object: unknown): Owner[] {
  return listAt(recordAt(object, 'metadata'), 'ownerReferences').flatMap(owner =>
    isRecord(owner)
      ? [
          {
            apiVersion: textOf(owner['apiVersion']) ?? '',
            kind: textOf(owner['kind']) ?? '',
            name: textOf(owner['name']) ?? '',
            uid: textOf(owner['uid']) ?? '',
          },
        ]
      : [],
  );
}
