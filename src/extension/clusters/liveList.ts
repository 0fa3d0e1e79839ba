import type { CollectionChange, CollectionState } from '../../cluster/collection.ts';
import { type KindScope, kindQuery, type Listed } from '../../cluster/kinds/kindQuery.ts';
import type { ListedKind, Summary } from '../../cluster/kinds/summary.ts';
import type { Subscription } from '../../cluster/objectStore.ts';
import type { TableColumn } from '../../cluster/table.ts';
import type { ClusterSession } from '../clusterSessions.ts';
import type { Watch } from './treeNode.ts';

/** Which objects of a kind to follow. */
export interface ListScope extends Pick<KindScope, 'labelSelector' | 'fieldSelector'> {
  /** `undefined`: all of them, or what the cluster has. */
  readonly namespaces: readonly string[] | undefined;
  /** The one that is left to a user who may not list all namespaces. */
  readonly ownNamespace: string;
}

/** All of a single namespace. */
export function inOneNamespace(namespace: string): ListScope {
  return { namespaces: [namespace], ownNamespace: namespace };
}

/** All that the cluster has of a kind without namespaces. */
export const inTheCluster: ListScope = { namespaces: undefined, ownNamespace: '' };

/** The objects of one kind in some namespaces or all, or of the whole cluster. */
export interface LiveList<T extends Summary> {
  /** How many there are in each namespace that has some; `''` for those of the cluster. */
  readonly counts: ReadonlyMap<string, number>;
  /** In the order of their names; live. */
  inNamespace(namespace: string): readonly Listed<T>[];
  /** All of them, namespace by namespace. */
  readonly items: readonly Listed<T>[];
  /** One by its key (`namespace/name`), and the keys of all in no order: cheap where a namespace's order is not needed. */
  find(key: string): Listed<T> | undefined;
  keys(): readonly string[];
  /** The server's columns; empty until they are known. */
  readonly columns: readonly TableColumn[];
  readonly state: CollectionState;
  /**
   * Keeps the list current until the result is disposed. `anew` says that any item may be another, as with the first call
   * and where single namespaces take the place of all.
   */
  watch(onChange: (change: CollectionChange<Listed<T>> | undefined, anew: boolean) => void): Watch;
}

type Shown<T extends Summary> = Pick<
  Subscription<Listed<T>>,
  'counts' | 'inNamespace' | 'items' | 'columns' | 'state'
>;

/**
 * Follows the kind in all namespaces, so that one watch serves every namespace that is looked at, and falls back to
 * watches of single namespaces where the user may not list them all. What is known stays until a new watch knows more.
 */
export function createLiveList<T extends Summary>(
  open: () => Promise<ClusterSession>,
  kind: ListedKind<T>,
  scope: () => ListScope,
): LiveList<T> {
  let shown: readonly Shown<T>[] = [];
  let narrowed: ReadonlySet<string> | undefined;
  const isShown = (namespace: string) => narrowed === undefined || narrowed.has(namespace);
  const inNamespace = (namespace: string) =>
    isShown(namespace)
      ? (shown.find(({ counts }) => counts.has(namespace))?.inNamespace(namespace) ?? [])
      : [];
  const counts = () =>
    new Map(
      shown
        .flatMap(each => [...each.counts])
        .filter(([namespace]) => isShown(namespace))
        .sort(([one], [other]) => (one < other ? -1 : 1)),
    );
  return {
    get counts() {
      return counts();
    },
    inNamespace,
    get items() {
      return [...counts().keys()].flatMap(inNamespace);
    },
    find(key) {
      const object = shown.find(({ items }) => items.has(key))?.items.get(key);
      return object !== undefined && isShown(object.metadata.namespace) ? object : undefined;
    },
    keys: () => shown.flatMap(({ items }) => [...items.keys()]),
    get columns() {
      return shown.find(({ columns }) => columns.length > 0)?.columns ?? [];
    },
    get state() {
      const states = shown.map(({ state }) => state);
      return states.find(({ kind }) => kind !== 'live') ?? states[0] ?? { kind: 'connecting' };
    },
    watch(onChange) {
      const subscriptions = new Set<Subscription<Listed<T>>>();
      let disposed = false;
      let first = true;
      let settle = () => {};
      const settled = new Promise<void>(resolve => {
        settle = resolve;
      });
      const wanted = scope();
      narrowed = wanted.namespaces && new Set(wanted.namespaces);
      const update = (change: CollectionChange<Listed<T>> | undefined) => {
        const all = [...subscriptions];
        if (all.some(({ state, items }) => state.kind === 'connecting' && items.size === 0)) return;
        const anew = first || all.length !== shown.length || all.some((each, index) => each !== shown[index]);
        first = false;
        shown = all;
        settle();
        onChange(change, anew);
      };
      open().then(session => {
        if (!disposed) subscribeWhereAllowed(session, kind, wanted, subscriptions, update);
      }, settle);
      return {
        settled,
        dispose() {
          disposed = true;
          for (const subscription of subscriptions) subscription.dispose();
          settle();
        },
      };
    },
  };
}

function subscribeWhereAllowed<T extends Summary>(
  { store, namespacedOnly }: ClusterSession,
  kind: ListedKind<T>,
  { namespaces, ownNamespace, labelSelector, fieldSelector }: ListScope,
  subscriptions: Set<Subscription<Listed<T>>>,
  onChange: (change: CollectionChange<Listed<T>> | undefined) => void,
): void {
  const resource = `${kind.id.group}/${kind.id.resource}`;
  const subscribe = (namespace: string | undefined, update: typeof onChange) => {
    const query = kindQuery(kind, { namespace, labelSelector, fieldSelector });
    const subscription = store.subscribe(query, update);
    subscriptions.add(subscription);
    return subscription;
  };
  const subscribeEach = () => {
    for (const namespace of namespaces ?? [ownNamespace]) subscribe(namespace, onChange);
    onChange(undefined);
  };
  if (namespacedOnly.has(resource)) {
    subscribeEach();
    return;
  }
  const all = subscribe(undefined, change => {
    const { state, items } = all;
    const refused = state.kind === 'retrying' && state.failure.code === 'response.forbidden';
    if (!refused || items.size > 0 || !kind.namespaced) {
      onChange(change);
      return;
    }
    namespacedOnly.add(resource);
    all.dispose();
    subscriptions.delete(all);
    subscribeEach();
  });
  onChange(undefined);
}
