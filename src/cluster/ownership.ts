import type { SlimObject } from './collection.ts';

/** Objects by the uid of the owner that controls them; `''` holds those that nobody controls. */
export function byController<T extends SlimObject>(objects: Iterable<T>): ReadonlyMap<string, readonly T[]> {
  const result = new Map<string, T[]>();
  for (const object of objects) {
    const uid = object.metadata.owners.find(owner => owner.controller)?.uid ?? '';
    const group = result.get(uid);
    if (group === undefined) result.set(uid, [object]);
    else group.push(object);
  }
  return result;
}

/** The pods of a Deployment, through its ReplicaSets, which no view shows; both indexes by `byController`. */
export function podsOfDeployment<Pod extends SlimObject>(
  deployment: SlimObject,
  replicaSets: ReadonlyMap<string, readonly SlimObject[]>,
  pods: ReadonlyMap<string, readonly Pod[]>,
): Pod[] {
  const owned = replicaSets.get(deployment.metadata.uid) ?? [];
  return owned.flatMap(replicaSet => pods.get(replicaSet.metadata.uid) ?? []);
}
