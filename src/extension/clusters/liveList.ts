import type { Access } from '../../cluster/access.ts';
import type { Listed } from '../../cluster/kinds/kindQuery.ts';
import type { ListedKind, Summary } from '../../cluster/kinds/summary.ts';
import type { TableColumn } from '../../cluster/table/table.ts';
import type { CollectionChange, CollectionState } from '../../cluster/watch/collection.ts';
import type { Subscription } from '../../cluster/watch/objectStore.ts';
import type { ClusterSession } from '../clusterSessions.ts';
import { type FollowedNamespaces, followWhereAllowed, type ProbeTiming } from './followWhereAllowed.ts';
import type { ListScope } from './listScope.ts';
import { isOffered, type Offer } from './offered.ts';
import type { Watch } from './treeNode.ts';

/** All of a single namespace. */
export function inOneNamespace(namespace: string): ListScope {
  return { namespaces: [namespace], ownNamespaces: [] };
}

/** All that the cluster has of a kind without namespaces. */
export const inTheCluster: ListScope = { namespaces: undefined, ownNamespaces: [] };

/** The objects of one kind in some namespaces or all, or of the whole cluster. */
export interface LiveList<T extends Summary> {
  /** Those that have some, sorted; `''` for what the cluster has. */
  readonly namespaces: readonly string[];
  /** How many there are in a namespace. */
  countIn(namespace: string): number;
  /** How many there are. */
  readonly count: number;
  /** In the order of their names; live. */
  inNamespace(namespace: string): readonly Listed<T>[];
  /** All of them in no order, without a copy; live. */
  all(): Iterable<Listed<T>>;
  /** All of them, namespace by namespace; a copy. */
  readonly items: readonly Listed<T>[];
  /** Their keys (`namespace/name`), as `all` has them. */
  keys(): Iterable<string>;
  /** One by its key. */
  find(key: string): Listed<T> | undefined;
  /** The server's columns; empty until they are known. */
  readonly columns: readonly TableColumn[];
  readonly state: CollectionState;
  /** Whether menus offer something with its objects in a namespace; everything until more is known of the user. */
  offers(offer: Offer, namespace: string): boolean;
  /** The only namespaces that are shown because the user may not list the others; `undefined` where that is not so. */
  readonly narrowedTo: readonly string[] | undefined;
  /**
   * Keeps the list current until the result is disposed. `anew` says that any item may be another, as with the first call
   * and where single namespaces take the place of all, or may offer something else.
   */
  watch(onChange: (change: CollectionChange<Listed<T>> | undefined, anew: boolean) => void): Watch;
}

type Shown<T extends Summary> = Pick<
  Subscription<Listed<T>>,
  'counts' | 'inNamespace' | 'items' | 'columns' | 'state'
>;

/**
 * Follows the kind in all namespaces, so that one watch serves every namespace that is looked at, and falls back to
 * watches of single namespaces for as long as the user may not list them all. What is known stays until a new watch knows
 * more.
 */
export function createLiveList<T extends Summary>(
  open: () => Promise<ClusterSession>,
  kind: ListedKind<T>,
  scope: () => ListScope,
  timing?: ProbeTiming,
): LiveList<T> {
  let shown: readonly Shown<T>[] = [];
  let narrowed: ReadonlySet<string> | undefined;
  let narrowedTo: readonly string[] | undefined;
  let access: Access | undefined;
  /** Of the present state; rows ask for it many times between two changes. */
  let namespaces: readonly string[] | undefined;
  const isShown = (namespace: string) => narrowed === undefined || narrowed.has(namespace);
  const holderOf = (namespace: string) =>
    isShown(namespace) ? shown.find(({ counts }) => counts.has(namespace)) : undefined;
  const inNamespace = (namespace: string) => holderOf(namespace)?.inNamespace(namespace) ?? [];
  const countIn = (namespace: string) => holderOf(namespace)?.counts.get(namespace) ?? 0;
  const present = () => {
    namespaces ??= shown.flatMap(({ counts }) => [...counts.keys()].filter(isShown)).sort();
    return namespaces;
  };
  function* entries(): Generator<readonly [string, Listed<T>]> {
    for (const { items } of shown) {
      for (const entry of items) if (isShown(entry[1].metadata.namespace)) yield entry;
    }
  }
  return {
    get namespaces() {
      return present();
    },
    countIn,
    get count() {
      return present().reduce((sum, namespace) => sum + countIn(namespace), 0);
    },
    inNamespace,
    *all() {
      for (const [, item] of entries()) yield item;
    },
    *keys() {
      for (const [key] of entries()) yield key;
    },
    get items() {
      return present().flatMap(inNamespace);
    },
    find(key) {
      const object = shown.find(({ items }) => items.has(key))?.items.get(key);
      return object !== undefined && isShown(object.metadata.namespace) ? object : undefined;
    },
    get columns() {
      return shown.find(({ columns }) => columns.length > 0)?.columns ?? [];
    },
    get state() {
      const states = shown.map(({ state }) => state);
      return states.find(({ kind }) => kind !== 'live') ?? states[0] ?? { kind: 'connecting' };
    },
    offers: (offer, namespace) => access === undefined || isOffered(access, kind, offer, namespace),
    get narrowedTo() {
      return narrowedTo;
    },
    watch(onChange) {
      let followed: FollowedNamespaces<T> | undefined;
      let endAccess = () => {};
      let disposed = false;
      let first = true;
      let settle = () => {};
      const settled = new Promise<void>(resolve => {
        settle = resolve;
      });
      const wanted = scope();
      narrowed = wanted.namespaces && new Set(wanted.namespaces);
      const update = (change: CollectionChange<Listed<T>> | undefined) => {
        if (followed === undefined) return;
        const all = followed.subscriptions;
        if (all.some(({ state, items }) => state.kind === 'connecting' && items.size === 0)) return;
        const anew = first || all.length !== shown.length || all.some((each, index) => each !== shown[index]);
        first = false;
        shown = all;
        narrowedTo = wanted.namespaces === undefined ? followed.narrowedTo : undefined;
        namespaces = undefined;
        settle();
        onChange(change, anew);
      };
      open().then(session => {
        if (disposed) return;
        followed = followWhereAllowed(session, kind, wanted, update, timing);
        access = session.access;
        endAccess = access.onDidChange(() => {
          if (!first) onChange(undefined, true);
        });
        update(undefined);
      }, settle);
      return {
        settled,
        dispose() {
          disposed = true;
          followed?.dispose();
          endAccess();
          settle();
        },
      };
    },
  };
}
