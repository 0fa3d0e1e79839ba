import { kindQuery, type Listed } from '../../cluster/kinds/kindQuery.ts';
import { type PodSummary, pods } from '../../cluster/kinds/pod.ts';
import { replicaSets } from '../../cluster/kinds/replicaSet.ts';
import type { Summary } from '../../cluster/kinds/summary.ts';
import type { ObjectStore, Subscription } from '../../cluster/watch/objectStore.ts';

/** What keeps a pod from running, or a ReplicaSet from making one. */
export interface PodTrouble {
  readonly pod: string;
  readonly namespace: string;
  /** Kubernetes' own word: `ImagePullBackOff`, `CrashLoopBackOff`, `Unschedulable`, `FailedCreate`. */
  readonly reason: string;
  /** What the cluster says of it; empty where it says nothing. */
  readonly message: string;
  /** The container whose log tells more; `undefined` where no log does. */
  readonly container: string | undefined;
}

/** The troubles of what workloads own, live. */
export interface PodTroubles {
  /** Of all pods below an owner, by its uid. */
  readonly of: (uid: string) => readonly PodTrouble[];
  dispose(): void;
}

/** Watches the pods and ReplicaSets of the namespaces; the caller disposes the result. */
export function podTroubles(
  store: ObjectStore,
  namespaces: ReadonlySet<string>,
  onChange: () => void,
): PodTroubles {
  const watched = [...namespaces].map(namespace => ({
    pods: store.subscribe(kindQuery(pods, { namespace }), onChange),
    sets: store.subscribe(kindQuery(replicaSets, { namespace }), onChange),
  }));
  return {
    of: uid => watched.flatMap(each => troublesBelow(uid, each.pods, each.sets)),
    dispose() {
      for (const each of watched) {
        each.pods.dispose();
        each.sets.dispose();
      }
    },
  };
}

function troublesBelow(
  uid: string,
  podList: Subscription<Listed<PodSummary>>,
  setList: Subscription<Listed>,
): PodTrouble[] {
  const sets = [...setList.items.values()].filter(set => isOwnedBy(set, [uid]));
  const owners = [uid, ...sets.map(({ metadata }) => metadata.uid)];
  const below = [...podList.items.values()].filter(pod => isOwnedBy(pod, owners) || pod.metadata.uid === uid);
  return [...below.flatMap(podTrouble), ...sets.flatMap(setTrouble)];
}

function isOwnedBy({ metadata }: Summary, uids: readonly string[]): boolean {
  return metadata.owners.some(owner => owner.controller && uids.includes(owner.uid));
}

function podTrouble(pod: Listed<PodSummary>): PodTrouble[] {
  const { metadata, containers, trouble, health } = pod;
  const { name, namespace, deletionTimestamp } = metadata;
  if (deletionTimestamp !== undefined || health === 'good' || health === 'off') return [];
  const bad = containers.find(container => container.health === 'bad');
  if (bad === undefined && trouble === '') return [];
  const [reason = '', ...message] = trouble.split(': ');
  return [
    {
      pod: name,
      namespace,
      reason: bad?.words ?? reason,
      message: message.join(': '),
      // What never started has no log.
      container: bad?.hasStarted === true ? bad.name : undefined,
    },
  ];
}

/** Where a quota or an admission webhook refuses pods, there are none to look at. */
function setTrouble({ metadata, trouble }: Listed): PodTrouble[] {
  const [reason = '', ...message] = trouble.split(': ');
  if (reason !== 'FailedCreate') return [];
  const { name: pod, namespace } = metadata;
  return [{ pod, namespace, reason, message: message.join(': '), container: undefined }];
}
