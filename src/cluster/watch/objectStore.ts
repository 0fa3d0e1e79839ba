import type { Clock } from '../clock.ts';
import type { Connection } from '../connection.ts';
import { collectionPath } from '../resource.ts';
import type { CollectionChange, CollectionQuery, CollectionState, SlimObject } from './collection.ts';
import { mergedChange } from './collectionChange.ts';
import type { ObjectList } from './objectList.ts';
import { type Reflector, startReflector } from './reflector.ts';

/** A subscriber's view of a shared collection. */
export interface Subscription<T extends SlimObject>
  extends Pick<ObjectList<T>, 'items' | 'columns' | 'counts' | 'inNamespace'> {
  readonly state: CollectionState;
  /** Lets go; the last one to do so ends the watch after a while. Harmless when repeated. */
  dispose(): void;
}

/** The shared, live collections of one connection: one watch per query, however many views look at it. */
export interface ObjectStore {
  /**
   * `onChange` is called after items or state changed, at most once per turn of the event loop, and gets what became
   * different in the items since the last time, `undefined` where only the state did.
   */
  subscribe<T extends SlimObject>(query: CollectionQuery<T>, onChange: OnChange<T>): Subscription<T>;
  /** What is kept live at the moment, for somebody or for a while after the last one let go. */
  collections(): readonly LiveCollection[];
  /** Ends all watches; does not close the connection. */
  dispose(): void;
}

/** A collection that is live, by what was asked for. */
export type LiveCollection = Omit<CollectionQuery<SlimObject>, 'slim'>;

type OnChange<T extends SlimObject> = (change: CollectionChange<T> | undefined) => void;

interface Shared {
  readonly query: LiveCollection;
  readonly reflector: Reflector<SlimObject>;
  readonly listeners: Set<OnChange<SlimObject>>;
  ending: NodeJS.Timeout | undefined;
}

/** How long a collection that nobody looks at stays live, so that a view shown again is there at once. */
const lingerMilliseconds = 30_000;

/** The store of a connection; the caller owns both and disposes the store first. */
export function createObjectStore(
  connection: Connection,
  options: { readonly lingerMilliseconds?: number; readonly clock?: Clock } = {},
): ObjectStore {
  const collections = new Map<string, Shared>();
  const linger = options.lingerMilliseconds ?? lingerMilliseconds;

  function start(query: CollectionQuery<SlimObject>): Shared {
    const listeners = new Set<OnChange<SlimObject>>();
    let notifying = false;
    let pending: CollectionChange<SlimObject> | undefined;
    const onChange = (change: CollectionChange<SlimObject> | undefined) => {
      pending = mergedChange(pending, change);
      if (notifying) return;
      notifying = true;
      setImmediate(() => {
        notifying = false;
        const told = pending;
        pending = undefined;
        for (const listener of [...listeners]) listener(told);
      });
    };
    const reflector = startReflector({
      connection,
      path: collectionPath(query.id, query.namespace),
      query: { labelSelector: query.labelSelector, fieldSelector: query.fieldSelector },
      table: query.table,
      slim: query.slim,
      onChange,
      ...(options.clock === undefined ? {} : { clock: options.clock }),
    });
    const { slim: _, ...asked } = query;
    return { query: asked, reflector, listeners, ending: undefined };
  }

  return {
    subscribe<T extends SlimObject>(query: CollectionQuery<T>, onChange: OnChange<T>): Subscription<T> {
      const { id, namespace, labelSelector = '', fieldSelector = '', table = '', view = '' } = query;
      const key = [collectionPath(id, namespace), labelSelector, fieldSelector, table, view].join('?');
      const shared = collections.get(key) ?? start(query);
      collections.set(key, shared);
      clearTimeout(shared.ending);
      // The contract of `slim` makes all subscribers of a key share one type.
      const list = shared.reflector.list as unknown as ObjectList<T>;
      // A function of its own, so that one that subscribes twice is counted twice.
      const listener: OnChange<SlimObject> = change => onChange(change as CollectionChange<T> | undefined);
      shared.listeners.add(listener);
      return {
        items: list.items,
        counts: list.counts,
        inNamespace: list.inNamespace,
        get columns() {
          return list.columns;
        },
        get state() {
          return shared.reflector.state;
        },
        dispose() {
          if (!shared.listeners.delete(listener) || shared.listeners.size > 0) return;
          shared.ending = setTimeout(() => {
            shared.reflector.stop();
            collections.delete(key);
          }, linger).unref();
        },
      };
    },
    collections: () => [...collections.values()].map(({ query }) => query),
    dispose() {
      for (const { reflector, listeners, ending } of collections.values()) {
        clearTimeout(ending);
        listeners.clear();
        reflector.stop();
      }
      collections.clear();
    },
  };
}
