import type { Connection } from '../connection.ts';
import { ClusterFailure } from '../failure.ts';
import type { CollectionState } from '../watch/collection.ts';
import { followObjects } from './followObjects.ts';
import { type ForwardPod, forwardPod } from './forwardPod.ts';
import { podOwners } from './podOwners.ts';
import type { ForwardTarget, PodSource } from './target.ts';

/** The pods of a target, as they come and go. */
export interface FollowedPods {
  /** Those that connections can go to, the one that has run longest first: it has proved itself. */
  readonly ready: readonly ForwardPod[];
  /** All that exist, by UID, also those on their way out. */
  readonly byUid: ReadonlyMap<string, ForwardPod>;
  /** Why none is ready. */
  readonly reason: ClusterFailure;
  /** How current they are. */
  readonly state: CollectionState;
  stop(): void;
}

/** Follows them from now on, see `followObjects`; `onChange` after pods or state changed. */
export function followPods(
  connection: Connection,
  target: ForwardTarget,
  source: PodSource,
  onChange: () => void,
): FollowedPods {
  const { namespace } = target;
  const stopping = new AbortController();
  const { pods } = source;
  const owners = pods.by === 'owner' ? podOwners(connection, pods.uid, onChange, stopping.signal) : undefined;
  const followed = followObjects<ForwardPod>({
    connection,
    resource: { group: '', version: 'v1', resource: 'pods' },
    namespace,
    name: pods.by === 'name' ? pods.name : undefined,
    labelSelector: pods.by === 'labels' ? pods.selector : undefined,
    slim: forwardPod,
    onChange,
  });
  const behind = () =>
    followed.items.filter(({ metadata }) => owners?.descends(metadata) ?? owners === undefined);
  // Whoever names a pod wants that one, as it is.
  const isUsable = (pod: ForwardPod) => pod.ready || (pods.by === 'name' && pod.running);
  return {
    get ready() {
      return behind()
        .filter(isUsable)
        .sort((a, b) => (a.metadata.creationTimestamp < b.metadata.creationTimestamp ? -1 : 1));
    },
    get byUid() {
      return new Map(behind().map(pod => [pod.metadata.uid, pod]));
    },
    get reason() {
      const all = behind();
      const { state } = followed;
      if (all.length === 0 && state.kind === 'retrying') return state.failure;
      const worst = all.find(({ leaving }) => !leaving) ?? all[0];
      const reason = worst === undefined ? '' : `${worst.metadata.name}: ${worst.reason}`;
      const { kind } = source;
      return new ClusterFailure('forward.no-ready-pod', {
        namespace,
        kind,
        name: target.name,
        pods: all.length,
        reason,
      });
    },
    get state() {
      return followed.state;
    },
    stop() {
      stopping.abort();
      followed.stop();
    },
  };
}
