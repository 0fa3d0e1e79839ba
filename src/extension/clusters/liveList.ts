import type { CollectionState, SlimObject } from '../../cluster/collection.ts';
import type { ListedKind } from '../../cluster/kinds/summary.ts';
import type { Subscription } from '../../cluster/objectStore.ts';
import type { ClusterSession } from '../clusterSessions.ts';
import type { Watch } from './treeNode.ts';

/** The objects of one kind in one namespace, or of the whole cluster, in the order of their names. */
export interface LiveList<T extends SlimObject> {
  /** As last known; empty before the first watch. */
  readonly items: readonly T[];
  readonly state: CollectionState;
  /** Keeps the list current until the result is disposed. */
  watch(onChange: () => void): Watch;
}

/**
 * Follows the kind in all namespaces, so that one watch serves every namespace that is looked at, and falls back to the
 * one namespace where the user may not list them all. `namespace` is `undefined` for what the cluster has.
 */
export function createLiveList<T extends SlimObject>(
  open: () => Promise<ClusterSession>,
  kind: ListedKind<T>,
  namespace: string | undefined,
): LiveList<T> {
  // What is known stays shown until a new subscription knows more.
  let shown: Pick<Subscription<T>, 'items' | 'state'> = { items: new Map(), state: { kind: 'connecting' } };
  return {
    get items() {
      return namespace === undefined ? sorted(shown.items) : inNamespace(shown.items, namespace);
    },
    get state() {
      return shown.state;
    },
    watch(onChange) {
      let subscription: Subscription<T> | undefined;
      let disposed = false;
      let settle = () => {};
      const settled = new Promise<void>(resolve => {
        settle = resolve;
      });
      const take = (next: Subscription<T>) => {
        subscription = next;
        if (next.state.kind === 'connecting' && next.items.size === 0) return;
        shown = next;
        settle();
        onChange();
      };
      open().then(session => {
        if (!disposed) subscribeWhereAllowed(session, kind, namespace, take);
      }, settle);
      return {
        settled,
        dispose() {
          disposed = true;
          subscription?.dispose();
          settle();
        },
      };
    },
  };
}

function subscribeWhereAllowed<T extends SlimObject>(
  { store, namespacedOnly }: ClusterSession,
  { id, slim, table }: ListedKind<T>,
  namespace: string | undefined,
  take: (subscription: Subscription<T>) => void,
): void {
  const resource = `${id.group}/${id.resource}`;
  function subscribe(): void {
    const narrow = namespace !== undefined && namespacedOnly.has(resource);
    const query = { id, slim, table, namespace: narrow ? namespace : undefined };
    const subscription = store.subscribe(query, update);
    function update(): void {
      const { state, items } = subscription;
      const refused = state.kind === 'retrying' && state.failure.code === 'response.forbidden';
      if (!refused || items.size > 0 || narrow || namespace === undefined) {
        take(subscription);
        return;
      }
      namespacedOnly.add(resource);
      subscription.dispose();
      subscribe();
    }
    update();
  }
  subscribe();
}

type Items<T> = ReadonlyMap<string, T>;

/** By the identity of the map, which is new after each change. */
const byNamespace = new WeakMap<object, ReadonlyMap<string, readonly SlimObject[]>>();

/** Many namespaces read from one collection, so it is divided once a change. */
function inNamespace<T extends SlimObject>(items: Items<T>, namespace: string): readonly T[] {
  let groups = byNamespace.get(items) as ReadonlyMap<string, readonly T[]> | undefined;
  if (groups === undefined) {
    groups = Map.groupBy(sorted(items), item => item.metadata.namespace);
    byNamespace.set(items, groups);
  }
  return groups.get(namespace) ?? [];
}

function sorted<T extends SlimObject>(items: Items<T>): readonly T[] {
  return [...items.values()].sort((left, right) => (left.metadata.name < right.metadata.name ? -1 : 1));
}
