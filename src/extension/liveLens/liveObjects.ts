import type { Discovery } from '../../cluster/discovery.ts';
import type { ClusterFailure } from '../../cluster/failure.ts';
import { kindQuery, type Listed } from '../../cluster/kinds/kindQuery.ts';
import { kindOf } from '../../cluster/kinds/kinds.ts';
import type { ListedKind } from '../../cluster/kinds/summary.ts';
import type { ApiResource } from '../../cluster/resource.ts';
import type { Subscription } from '../../cluster/watch/objectStore.ts';
import type { ClusterSession } from '../clusterSessions.ts';
import { createServedLooks, customDefinitions } from '../clusters/customDefinitions.ts';
import { isClusterFailure } from '../failureText.ts';
import type { LiveTarget } from './manifestPlaces.ts';

/** What is known of an object of a cluster. */
export type LiveState =
  | { readonly is: 'unknown' }
  /** The cluster has no such kind. */
  | { readonly is: 'no-kind' }
  | { readonly is: 'absent' }
  | { readonly is: 'there'; readonly object: Listed }
  /** As last seen, where it was seen. */
  | { readonly is: 'failed'; readonly failure: ClusterFailure; readonly object: Listed | undefined };

/** An object that somebody looks at, followed until it is let go. */
export interface FollowedObject {
  readonly session: ClusterSession;
  /** Once the cluster has told its kinds. */
  readonly api: ApiResource | undefined;
  readonly kind: ListedKind | undefined;
  /** `undefined` for what has none. */
  readonly namespace: string | undefined;
  readonly state: LiveState;
  /** Resolves once something is known. */
  readonly known: Promise<void>;
  dispose(): void;
}

/** Follows one object by a watch of its own; `ownNamespace` counts where the manifest names none. */
export function followObject(
  session: ClusterSession,
  target: LiveTarget,
  ownNamespace: string,
  onChange: () => void,
): FollowedObject {
  let api: ApiResource | undefined;
  let kind: ListedKind | undefined;
  let state: LiveState = { is: 'unknown' };
  let subscription: Subscription<Listed> | undefined;
  /** While the cluster has no such kind. */
  let definitions: { dispose(): void } | undefined;
  let disposed = false;
  let settle = () => {};
  const known = new Promise<void>(resolve => {
    settle = resolve;
  });
  const namespace = () => (api?.namespaced === false ? undefined : target.namespace || ownNamespace);

  function set(next: LiveState): void {
    if (disposed) return;
    state = next;
    if (next.is !== 'unknown') settle();
    onChange();
  }

  async function begin(): Promise<void> {
    api = await resourceOf(session, target);
    if (disposed || subscription !== undefined) return;
    if (api === undefined) {
      definitions ??= followDefinitions();
      return set({ is: 'no-kind' });
    }
    definitions?.dispose();
    kind = kindOf(api);
    const scope = { namespace: namespace(), fieldSelector: `metadata.name=${target.name}` };
    const following = session.store.subscribe(kindQuery(kind, scope), () => set(stateOf(following)));
    subscription = following;
    set(stateOf(following));
  }

  function start(): void {
    begin().catch((error: unknown) => {
      if (isClusterFailure(error)) set({ is: 'failed', failure: error, object: undefined });
      else settle();
    });
  }

  /** The kind may come with a definition. */
  function followDefinitions(): { dispose(): void } {
    const looks = createServedLooks(start);
    const query = kindQuery(customDefinitions, { namespace: undefined });
    const following = session.store.subscribe(query, change => {
      if (change !== undefined) looks.definitionsChanged();
    });
    return {
      dispose() {
        looks.dispose();
        following.dispose();
      },
    };
  }

  start();
  return {
    session,
    get api() {
      return api;
    },
    get kind() {
      return kind;
    },
    get namespace() {
      return namespace();
    },
    get state() {
      return state;
    },
    known,
    dispose() {
      disposed = true;
      definitions?.dispose();
      subscription?.dispose();
      settle();
    },
  };
}

function stateOf({ items, state }: Subscription<Listed>): LiveState {
  const [object] = items.values();
  if (state.kind === 'retrying') return { is: 'failed', failure: state.failure, object };
  if (object !== undefined) return { is: 'there', object };
  return state.kind === 'live' ? { is: 'absent' } : { is: 'unknown' };
}

const discoveries = new WeakMap<ClusterSession, Promise<Discovery>>();

/** The resource of a kind; what is served is asked for once a session, and again for a kind that was unknown then. */
export async function resourceOf(
  session: ClusterSession,
  { apiVersion, kind }: Pick<LiveTarget, 'apiVersion' | 'kind'>,
): Promise<ApiResource | undefined> {
  const known = discoveries.get(session);
  const found = (await known)?.ofKind(apiVersion, kind);
  if (found !== undefined) return found;
  // Of many who ask at once, only the first does.
  if (discoveries.get(session) === known) {
    const asked = session.discovery.discover();
    discoveries.set(session, asked);
    asked.catch(() => discoveries.delete(session));
  }
  return (await discoveries.get(session))?.ofKind(apiVersion, kind);
}
