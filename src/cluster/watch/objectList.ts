import type { TableColumn } from '../table/table.ts';
import type { CollectionChange, SlimObject } from './collection.ts';

/** What a list or a watch tells of a collection, as data. */
export type ListEvent<T extends SlimObject> =
  /** A page of the very first list, to be shown while the others are on their way. */
  | { readonly type: 'page'; readonly objects: readonly T[] }
  /** A complete list: what it lacks goes at once with what is new, so that a list made anew does not flicker. */
  | { readonly type: 'listed'; readonly objects: readonly T[]; readonly resourceVersion: string | undefined }
  /** Of the server's table; comes before its first row. */
  | { readonly type: 'columns'; readonly columns: readonly TableColumn[] }
  /** Added or modified. */
  | { readonly type: 'set'; readonly object: T }
  | { readonly type: 'deleted'; readonly object: T }
  | { readonly type: 'bookmark'; readonly resourceVersion: string }
  /** 410: the items stay until a new list replaces them. */
  | { readonly type: 'gone' };

/** What is known of a collection. It changes in place, since a copy a change of 50,000 objects would be too much. */
export interface ObjectList<T extends SlimObject> {
  /** Keyed by `namespace/name`; live. */
  readonly items: ReadonlyMap<string, T>;
  /** Empty where no table was asked for or none has come. */
  readonly columns: readonly TableColumn[];
  /** Where a watch can go on; `undefined` where the collection must be listed first. */
  readonly resourceVersion: string | undefined;
  /** How many objects there are in each namespace that has some; `''` for those of the cluster. */
  readonly counts: ReadonlyMap<string, number>;
  /** Those of a namespace in the order of their names; live, and kept in order with every change once it was asked for. */
  inNamespace(namespace: string): readonly T[];
  /** Takes events in, in their order; gives what became different, `undefined` where nothing did. */
  take(events: readonly ListEvent<T>[]): CollectionChange<T> | undefined;
}

/** An empty list, as it is before the first events. */
export function createObjectList<T extends SlimObject>(): ObjectList<T> {
  const items = new Map<string, T>();
  const counts = new Map<string, number>();
  const ordered = new Map<string, T[]>();
  let columns: readonly TableColumn[] = [];
  let resourceVersion: string | undefined;

  function set(key: string, object: T, change: Changing<T>): void {
    const known = items.get(key);
    items.set(key, object);
    change.deleted.delete(key);
    change.set.set(key, object);
    const { namespace } = object.metadata;
    if (known === undefined) counts.set(namespace, (counts.get(namespace) ?? 0) + 1);
    const order = ordered.get(namespace);
    if (order === undefined) return;
    order.splice(placeOf(order, object), known === undefined ? 0 : 1, object);
  }

  function remove(key: string, change: Changing<T>): void {
    const known = items.get(key);
    if (known === undefined) return;
    items.delete(key);
    change.set.delete(key);
    change.deleted.add(key);
    const { namespace } = known.metadata;
    const left = (counts.get(namespace) ?? 1) - 1;
    if (left > 0) counts.set(namespace, left);
    else counts.delete(namespace);
    const order = ordered.get(namespace);
    order?.splice(placeOf(order, known), 1);
  }

  function takeOne(event: ListEvent<T>, change: Changing<T>): void {
    switch (event.type) {
      case 'page':
        for (const object of event.objects) set(keyOf(object), object, change);
        break;
      case 'listed': {
        const keys = new Set(event.objects.map(keyOf));
        for (const key of items.keys()) if (!keys.has(key)) remove(key, change);
        for (const object of event.objects) {
          const key = keyOf(object);
          if (!isSame(items.get(key), object)) set(key, object, change);
        }
        ({ resourceVersion } = event);
        break;
      }
      case 'columns':
        ({ columns } = event);
        break;
      case 'set':
        set(keyOf(event.object), event.object, change);
        ({ resourceVersion } = event.object.metadata);
        break;
      case 'deleted':
        remove(keyOf(event.object), change);
        ({ resourceVersion } = event.object.metadata);
        break;
      case 'bookmark':
        ({ resourceVersion } = event);
        break;
      case 'gone':
        resourceVersion = undefined;
        break;
    }
  }

  return {
    items,
    counts,
    get columns() {
      return columns;
    },
    get resourceVersion() {
      return resourceVersion;
    },
    inNamespace(namespace) {
      let order = ordered.get(namespace);
      if (order === undefined) {
        order = [...items.values()].filter(each => each.metadata.namespace === namespace).sort(byName);
        ordered.set(namespace, order);
      }
      return order;
    },
    take(events) {
      const change = { set: new Map<string, T>(), deleted: new Set<string>() };
      for (const event of events) takeOne(event, change);
      return change.set.size + change.deleted.size === 0 ? undefined : change;
    },
  };
}

interface Changing<T extends SlimObject> {
  readonly set: Map<string, T>;
  readonly deleted: Set<string>;
}

/** `namespace/name`: within one resource that is the identity, also of an object made again. */
export function keyOf(object: SlimObject): string {
  return `${object.metadata.namespace}/${object.metadata.name}`;
}

/** Aggregated servers may give no versions; then every list brings something new. */
function isSame(known: SlimObject | undefined, listed: SlimObject): boolean {
  const { resourceVersion, uid } = listed.metadata;
  const before = known?.metadata;
  return resourceVersion !== '' && before?.resourceVersion === resourceVersion && before.uid === uid;
}

function byName(left: SlimObject, right: SlimObject): number {
  return left.metadata.name < right.metadata.name ? -1 : 1;
}

/** Where an object of that name stands or belongs. */
function placeOf(order: readonly SlimObject[], { metadata: { name } }: SlimObject): number {
  let low = 0;
  let high = order.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((order[middle]?.metadata.name ?? '') < name) low = middle + 1;
    else high = middle;
  }
  return low;
}
