import type { CollectionState } from '../../cluster/collection.ts';
import { kindQuery, type Listed } from '../../cluster/kinds/kindQuery.ts';
import { nameOf } from '../../cluster/kinds/kinds.ts';
import type { ListedKind } from '../../cluster/kinds/summary.ts';
import type { Subscription } from '../../cluster/objectStore.ts';
import type { ClusterSession } from '../clusterSessions.ts';

/** The objects of one kind of one context, as far as the user may list them. */
export interface SearchedCollection {
  readonly session: ClusterSession;
  readonly kind: ListedKind;
  /** Live; not copied, since there may be 50,000. */
  readonly items: Iterable<Listed>;
  readonly state: CollectionState;
}

/** The collections that a search looks through; they are live until it ends. */
export interface SearchedCollections {
  /** Subscribed with the first call. */
  of(session: ClusterSession, kind: ListedKind): SearchedCollection;
  /** Whether some are still on their way. */
  readonly isWaiting: boolean;
  /** Lets go of those of other sessions, which do not live any more. */
  keep(sessions: readonly ClusterSession[]): void;
  dispose(): void;
}

/** `namespacesOf` gives those that are left to a user who may not list all. */
export function createSearchedCollections(
  namespacesOf: (session: ClusterSession) => readonly string[],
  onChange: () => void,
): SearchedCollections {
  const held = new Map<string, Followed>();

  function keep(sessions: readonly ClusterSession[]): void {
    for (const [key, followed] of held) {
      if (sessions.includes(followed.collection.session)) continue;
      followed.dispose();
      held.delete(key);
    }
  }

  return {
    of(session, kind) {
      const key = `${nameOf(kind.id)} ${session.kubeContext.name}`;
      const followed = held.get(key) ?? follow(session, kind, () => namespacesOf(session), onChange);
      held.set(key, followed);
      return followed.collection;
    },
    get isWaiting() {
      return [...held.values()].some(({ collection: { state } }) => state.kind === 'connecting');
    },
    keep,
    dispose() {
      for (const { dispose } of held.values()) dispose();
      held.clear();
    },
  };
}

interface Followed {
  readonly collection: SearchedCollection;
  dispose(): void;
}

/** In all namespaces by one watch; where that is refused, in single ones. */
function follow(
  session: ClusterSession,
  kind: ListedKind,
  namespaces: () => readonly string[],
  onChange: () => void,
): Followed {
  const { store, namespacedOnly } = session;
  const resource = `${kind.id.group}/${kind.id.resource}`;
  let subscriptions: readonly Subscription<Listed>[] = [];
  let disposed = false;
  const dispose = () => {
    for (const subscription of subscriptions) subscription.dispose();
  };
  const subscribe = (namespace: string | undefined, changed: () => void) =>
    store.subscribe(kindQuery(kind, { namespace }), changed);
  const narrow = () => {
    subscriptions = namespaces().map(namespace => subscribe(namespace, onChange));
  };

  if (kind.namespaced && namespacedOnly.has(resource)) narrow();
  else {
    const all = subscribe(undefined, () => {
      if (disposed) return;
      if (kind.namespaced && isRefused(all)) {
        namespacedOnly.add(resource);
        dispose();
        narrow();
      }
      onChange();
    });
    subscriptions = [all];
  }
  return {
    collection: {
      session,
      kind,
      items: {
        *[Symbol.iterator]() {
          for (const { items } of subscriptions) yield* items.values();
        },
      },
      get state() {
        const states = subscriptions.map(({ state }) => state);
        return states.find(state => state.kind !== 'live') ?? { kind: 'live' };
      },
    },
    dispose() {
      disposed = true;
      dispose();
    },
  };
}

function isRefused({ state, items }: Subscription<Listed>): boolean {
  return items.size === 0 && state.kind === 'retrying' && state.failure.code === 'response.forbidden';
}
