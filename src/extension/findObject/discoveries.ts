import type { Discovery } from '../../cluster/discovery.ts';
import type { ApiResource } from '../../cluster/resource.ts';
import { findResource } from '../../cluster/resourceName.ts';
import type { ClusterSession } from '../clusterSessions.ts';
import { usualKinds } from './usualKinds.ts';

/** What the clusters that are searched serve; each is asked once. */
export interface Discoveries {
  /** The usual kinds only until the server has answered, and where it does not. */
  of(session: ClusterSession): Discovery;
  /** The resource that a person means by a name; `undefined` where the cluster has none. */
  resource(session: ClusterSession, name: string): ApiResource | undefined;
  /** Whether an answer is still on its way. */
  readonly isWaiting: boolean;
}

const usual: Discovery = {
  resources: usualKinds,
  ofKind: (apiVersion, kind) =>
    usualKinds.find(each => each.kind === kind && apiVersion.split('/').at(-1) === each.version),
};

/** `onChange` is called with every answer, until the signal aborts. */
export function createDiscoveries(onChange: () => void, signal: AbortSignal): Discoveries {
  const known = new Map<ClusterSession, Discovery>();
  let waiting = 0;

  async function ask(session: ClusterSession): Promise<void> {
    waiting += 1;
    try {
      known.set(session, await session.discovery.discover(signal));
    } catch {
      // Why a cluster does not answer is told by its collections.
    }
    waiting -= 1;
    if (!signal.aborted) onChange();
  }

  function of(session: ClusterSession): Discovery {
    const found = known.get(session);
    if (found !== undefined) return found;
    known.set(session, usual);
    void ask(session);
    return usual;
  }

  return {
    of,
    resource: (session, name) => findResource(of(session), name),
    get isWaiting() {
      return waiting > 0;
    },
  };
}
