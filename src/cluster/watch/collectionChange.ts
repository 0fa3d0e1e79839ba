import type { CollectionChange, SlimObject } from './collection.ts';

/** Two changes as one, the later of them last; `undefined` is no change. */
export function mergedChange<T extends SlimObject>(
  earlier: CollectionChange<T> | undefined,
  later: CollectionChange<T> | undefined,
): CollectionChange<T> | undefined {
  if (earlier === undefined || later === undefined) return earlier ?? later;
  const set = new Map(earlier.set);
  const deleted = new Set(earlier.deleted);
  for (const key of later.deleted) {
    set.delete(key);
    deleted.add(key);
  }
  for (const [key, object] of later.set) {
    deleted.delete(key);
    set.set(key, object);
  }
  return { set, deleted };
}
