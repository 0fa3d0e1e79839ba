import type { SlimObject } from './collection.ts';

/** What is known of a collection. Immutable; `items` is the same map as before where nothing changed in it. */
export interface ListState<T extends SlimObject> {
  /** Keyed by `namespace/name`. */
  readonly items: ReadonlyMap<string, T>;
  /** Where a watch can go on; `undefined` where the collection must be listed first. */
  readonly resourceVersion: string | undefined;
}

/** What a list or a watch tells of a collection, as data. */
export type ListEvent<T extends SlimObject> =
  /** A page of the very first list, to be shown while the others are on their way. */
  | { readonly type: 'page'; readonly objects: readonly T[] }
  /** A complete list: replaces all items at once, so that a list made anew does not flicker. */
  | { readonly type: 'listed'; readonly objects: readonly T[]; readonly resourceVersion: string }
  /** Added or modified. */
  | { readonly type: 'set'; readonly object: T }
  | { readonly type: 'deleted'; readonly object: T }
  | { readonly type: 'bookmark'; readonly resourceVersion: string }
  /** 410: the items stay until a new list replaces them. */
  | { readonly type: 'gone' };

/** The state before the first list. */
export function emptyList<T extends SlimObject>(): ListState<T> {
  return { items: new Map(), resourceVersion: undefined };
}

/** The state behind a batch of events, in their order; pure, and one copy of the map for a whole batch. */
export function reduce<T extends SlimObject>(
  state: ListState<T>,
  events: readonly ListEvent<T>[],
): ListState<T> {
  let { resourceVersion } = state;
  let items: Map<string, T> | undefined;
  const writable = () => {
    items ??= new Map(state.items);
    return items;
  };
  for (const event of events) {
    switch (event.type) {
      case 'page':
        for (const object of event.objects) writable().set(keyOf(object), object);
        break;
      case 'listed':
        items = new Map(event.objects.map(object => [keyOf(object), object]));
        resourceVersion = event.resourceVersion;
        break;
      case 'set':
        writable().set(keyOf(event.object), event.object);
        resourceVersion = event.object.metadata.resourceVersion;
        break;
      case 'deleted':
        writable().delete(keyOf(event.object));
        resourceVersion = event.object.metadata.resourceVersion;
        break;
      case 'bookmark':
        resourceVersion = event.resourceVersion;
        break;
      case 'gone':
        resourceVersion = undefined;
        break;
    }
  }
  return { items: items ?? state.items, resourceVersion };
}

/** `namespace/name`: within one resource that is the identity, also of an object made again. */
export function keyOf(object: SlimObject): string {
  return `${object.metadata.namespace}/${object.metadata.name}`;
}
