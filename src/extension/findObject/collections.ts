import type { Listed } from '../../cluster/kinds/kindQuery.ts';
import { nameOf } from '../../cluster/kinds/kinds.ts';
import type { ListedKind } from '../../cluster/kinds/summary.ts';
import type { CollectionState } from '../../cluster/watch/collection.ts';
import type { ClusterSession } from '../clusterSessions.ts';
import { createLiveList } from '../clusters/liveList.ts';

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

  function follow(session: ClusterSession, kind: ListedKind): Followed {
    const list = createLiveList(
      async () => session,
      kind,
      () => ({ namespaces: undefined, ownNamespaces: namespacesOf(session) }),
    );
    const watch = list.watch(() => onChange());
    const collection = {
      session,
      kind,
      items: { [Symbol.iterator]: () => list.all()[Symbol.iterator]() },
      get state() {
        return list.state;
      },
    };
    return { collection, dispose: () => watch.dispose() };
  }

  return {
    of(session, kind) {
      const key = `${nameOf(kind.id)} ${session.kubeContext.name}`;
      const followed = held.get(key) ?? follow(session, kind);
      held.set(key, followed);
      return followed.collection;
    },
    get isWaiting() {
      return [...held.values()].some(({ collection: { state } }) => state.kind === 'connecting');
    },
    keep(sessions) {
      for (const [key, followed] of held) {
        if (sessions.includes(followed.collection.session)) continue;
        followed.dispose();
        held.delete(key);
      }
    },
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
