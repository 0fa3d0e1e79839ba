import type { Connection } from '../connection.ts';
import type { FollowedPods } from './followPods.ts';
import type { ForwardPod } from './forwardPod.ts';
import { type PoolOptions, type TunnelPool, tunnelPool } from './tunnelPool.ts';

/** The tunnels of a forward, by pod, and which pod is the one to go to. */
export interface PodPools {
  /** The pod that connections go to: the same for as long as it is ready, and the next best once it made trouble. */
  choose(pods: FollowedPods): ForwardPod | undefined;
  of(pod: ForwardPod): TunnelPool;
  /** Lets go of pods that are gone, and gives those that are leaving no more connections. */
  follow(pods: FollowedPods): void;
  /** The target leads to other pods from now on: connections to those before, which may still run, go on to their end. */
  moved(): void;
  /** A connection to the pod failed: others come before it from now on. */
  troubled(uid: string): void;
  fine(uid: string): void;
  closeAll(): void;
}

/** No tunnels yet. */
export function createPodPools(connection: Connection, options: PoolOptions | undefined): PodPools {
  const pools = new Map<string, TunnelPool>();
  /** Those to pods that were the target's before it moved: such as are still its are not left. */
  const before = new Set<string>();
  const left = new Set<TunnelPool>();
  const troubles = new Map<string, number>();
  let current: string | undefined;
  const troubleOf = ({ metadata }: ForwardPod) => troubles.get(metadata.uid) ?? 0;
  return {
    choose({ ready }) {
      const least = Math.min(...ready.map(troubleOf));
      const best = ready.filter(pod => troubleOf(pod) === least);
      const chosen = best.find(({ metadata }) => metadata.uid === current) ?? best[0];
      current = chosen?.metadata.uid;
      return chosen;
    },
    of({ metadata: { namespace, name, uid } }) {
      const pool = pools.get(uid) ?? tunnelPool({ connection, namespace, pod: name }, options);
      pools.set(uid, pool);
      return pool;
    },
    follow({ byUid }) {
      for (const [uid, pool] of pools) {
        const pod = byUid.get(uid);
        if (pod === undefined) {
          pools.delete(uid);
          troubles.delete(uid);
          if (before.has(uid)) {
            left.add(pool);
            pool.retire();
          } else pool.close();
        } else if (pod.leaving) pool.retire();
      }
      before.clear();
    },
    moved() {
      for (const uid of pools.keys()) before.add(uid);
    },
    troubled: uid => void troubles.set(uid, performance.now()),
    fine: uid => void troubles.delete(uid),
    closeAll() {
      for (const pool of [...pools.values(), ...left]) pool.close();
      pools.clear();
      left.clear();
    },
  };
}
