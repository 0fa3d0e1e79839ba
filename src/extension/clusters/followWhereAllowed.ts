import { isFailure } from '../../cluster/failure.ts';
import { kindQuery, type Listed } from '../../cluster/kinds/kindQuery.ts';
import type { ListedKind, Summary } from '../../cluster/kinds/summary.ts';
import { collectionPath } from '../../cluster/resource.ts';
import { tableRequest } from '../../cluster/table/table.ts';
import type { CollectionChange } from '../../cluster/watch/collection.ts';
import type { Subscription } from '../../cluster/watch/objectStore.ts';
import type { ClusterSession } from '../clusterSessions.ts';
import type { ListScope } from './listScope.ts';

/** When a user who may not list all namespaces is tried again, in milliseconds. */
export interface ProbeTiming {
  /** While somebody looks. */
  readonly every: number;
  /** An answer this young counts, however often the list is opened. */
  readonly fresh: number;
}

const usualTiming: ProbeTiming = { every: 60_000, fresh: 10_000 };

/** The collections that stand for a kind. */
export interface FollowedNamespaces<T extends Summary> {
  /** That of all namespaces, or those of single ones; another list whenever it is not the same ones. */
  readonly subscriptions: readonly Subscription<Listed<T>>[];
  /** The single namespaces, where the user may not list all. */
  readonly narrowedTo: readonly string[] | undefined;
  dispose(): void;
}

type OnChange<T extends Summary> = (change: CollectionChange<Listed<T>> | undefined) => void;

/**
 * Follows a kind in all namespaces, or where that is refused in single ones until it is not any more: rights are granted
 * while one looks, and a refusal may be an accident of a moment.
 */
export function followWhereAllowed<T extends Summary>(
  { connection, store, namespacedOnly }: ClusterSession,
  kind: ListedKind<T>,
  { namespaces, ownNamespaces, labelSelector, fieldSelector }: ListScope,
  onChange: OnChange<T>,
  { every, fresh }: ProbeTiming = usualTiming,
): FollowedNamespaces<T> {
  const resource = `${kind.id.group}/${kind.id.resource}`;
  const single = namespaces ?? ownNamespaces;
  const ending = new AbortController();
  let current: readonly Subscription<Listed<T>>[] = [];
  let narrowedTo: readonly string[] | undefined;
  let timer: NodeJS.Timeout | undefined;

  const subscribe = (namespace: string | undefined, update: OnChange<T>) =>
    store.subscribe(kindQuery(kind, { namespace, labelSelector, fieldSelector }), update);

  function replace(next: readonly Subscription<Listed<T>>[]): void {
    const last = current;
    current = next;
    for (const each of last) if (!next.includes(each)) each.dispose();
  }

  function narrow(): void {
    narrowedTo = single;
    const next = single.map(namespace => subscribe(namespace, onChange));
    replace(next);
    const age = Date.now() - (namespacedOnly.get(resource) ?? 0);
    probeIn(age < fresh ? every - age : 0);
  }

  function probeIn(milliseconds: number): void {
    timer = setTimeout(() => void probe(), milliseconds).unref();
  }

  async function probe(): Promise<void> {
    const { headers, query } = tableRequest('None');
    const path = collectionPath(kind.id, undefined);
    try {
      await connection.get({ path, headers, query: { ...query, limit: 1 }, signal: ending.signal });
    } catch (error) {
      if (ending.signal.aborted) return;
      if (isFailure(error, 'response.forbidden')) namespacedOnly.set(resource, Date.now());
      probeIn(every);
      return;
    }
    if (!ending.signal.aborted) followAll();
  }

  /** What is shown stays until the list of all namespaces is there. */
  function followAll(): void {
    let done = false;
    const take = (change: CollectionChange<Listed<T>> | undefined) => {
      // It may be told once more in the turn in which it was let go.
      if (done) return;
      const { state, items } = all;
      const refused = state.kind === 'retrying' && state.failure.code === 'response.forbidden';
      if (refused && items.size === 0 && kind.namespaced) {
        done = true;
        pending = undefined;
        namespacedOnly.set(resource, Date.now());
        if (narrowedTo === undefined) narrow();
        else probeIn(every);
        all.dispose();
        onChange(undefined);
        return;
      }
      if (current.includes(all)) {
        onChange(change);
        return;
      }
      if (state.kind !== 'live') return;
      namespacedOnly.delete(resource);
      narrowedTo = undefined;
      pending = undefined;
      replace([all]);
      onChange(undefined);
    };
    const all = subscribe(undefined, take);
    if (narrowedTo === undefined) current = [all];
    else pending = all;
    take(undefined);
  }

  let pending: Subscription<Listed<T>> | undefined;
  if (namespacedOnly.has(resource)) narrow();
  else followAll();
  return {
    get subscriptions() {
      return current;
    },
    get narrowedTo() {
      return narrowedTo;
    },
    dispose() {
      ending.abort();
      clearTimeout(timer);
      pending?.dispose();
      replace([]);
    },
  };
}
