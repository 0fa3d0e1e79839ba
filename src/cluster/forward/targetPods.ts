import type { Connection } from '../connection.ts';
import { ClusterFailure } from '../failure.ts';
import { type FollowedPods, followPods } from './followPods.ts';
import { followTarget } from './followTarget.ts';
import type { ForwardTarget, PodSource } from './target.ts';

/** The pods behind a target, and what it says of them, as both change. */
export interface TargetPods {
  readonly source: PodSource;
  readonly pods: FollowedPods;
  /** Why the target leads to no pods any more. */
  readonly lost: ClusterFailure | undefined;
  /** Nothing is called afterwards. */
  stop(): void;
}

/** What a target can do. */
export interface TargetEvents {
  /** Pods, or how current they are, changed. */
  readonly onPods: () => void;
  /** The target says something else; `elsewhere` where it leads to other pods, none of which is known yet. */
  readonly onSaid: (elsewhere: boolean) => void;
}

/** Follows a target that said `source` first, and its pods. */
export function targetPods(
  connection: Connection,
  target: ForwardTarget,
  first: PodSource,
  { onPods, onSaid }: TargetEvents,
): TargetPods {
  let source = first;
  let pods = followPods(connection, target, source, onPods);
  let lost: ClusterFailure | undefined;
  const unfollow = followTarget(connection, target, source, said => {
    lost = said instanceof ClusterFailure ? said : undefined;
    let elsewhere = false;
    if (!(said instanceof ClusterFailure)) {
      elsewhere = JSON.stringify(said.pods) !== JSON.stringify(source.pods);
      source = said;
    }
    if (elsewhere) {
      pods.stop();
      pods = followPods(connection, target, source, onPods);
    }
    onSaid(elsewhere);
  });
  return {
    get source() {
      return source;
    },
    get pods() {
      return pods;
    },
    get lost() {
      return lost;
    },
    stop() {
      unfollow();
      pods.stop();
    },
  };
}
