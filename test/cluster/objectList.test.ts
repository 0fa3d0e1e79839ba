import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CollectionChange, SlimObject } from '../../src/cluster/watch/collection.ts';
import { mergedChange } from '../../src/cluster/watch/collectionChange.ts';
import { createObjectList, keyOf, type ListEvent } from '../../src/cluster/watch/objectList.ts';

function object(namespace: string, name: string, version: number): SlimObject {
  return {
    metadata: {
      namespace,
      name,
      uid: `${namespace}/${name}`,
      resourceVersion: String(version),
      creationTimestamp: '',
      deletionTimestamp: undefined,
      owners: [],
    },
  };
}

const anObject = fc
  .tuple(fc.constantFrom('', 'a', 'b'), fc.constantFrom('k', 'l', 'm', 'n', 'o'), fc.nat({ max: 99 }))
  .map(([namespace, name, version]) => object(namespace, name, version));
const some = fc.uniqueArray(anObject, { selector: keyOf, maxLength: 8 });
const anEvent: fc.Arbitrary<ListEvent<SlimObject>> = fc.oneof(
  { weight: 5, arbitrary: anObject.map(each => ({ type: 'set' as const, object: each })) },
  { weight: 4, arbitrary: anObject.map(each => ({ type: 'deleted' as const, object: each })) },
  { weight: 1, arbitrary: some.map(objects => ({ type: 'page' as const, objects })) },
  {
    weight: 1,
    arbitrary: some.map(objects => ({ type: 'listed' as const, objects, resourceVersion: '7' })),
  },
);

/** What the events say, in the plainest way. */
function model(state: ReadonlyMap<string, SlimObject>, event: ListEvent<SlimObject>) {
  const next = new Map(state);
  if (event.type === 'set') next.set(keyOf(event.object), event.object);
  if (event.type === 'deleted') next.delete(keyOf(event.object));
  if (event.type === 'listed') next.clear();
  if (event.type === 'listed' || event.type === 'page') {
    for (const each of event.objects) next.set(keyOf(each), each);
  }
  return next;
}

const byKey = (items: ReadonlyMap<string, SlimObject>) =>
  [...items].sort(([one], [other]) => (one < other ? -1 : 1));

test('a list holds what the events say, counts and orders it, and its changes lead from one state to the next', () => {
  fc.assert(
    fc.property(fc.array(fc.array(anEvent, { maxLength: 6 }), { maxLength: 12 }), batches => {
      const list = createObjectList<SlimObject>();
      let state: ReadonlyMap<string, SlimObject> = new Map();
      const followed = new Map<string, SlimObject>();
      let pending: CollectionChange<SlimObject> | undefined;
      for (const [index, batch] of batches.entries()) {
        pending = mergedChange(pending, list.take(batch));
        for (const event of batch) state = model(state, event);
        // A view that looks seldom sees several changes as one.
        if (index % 2 === 0) continue;
        for (const key of pending?.deleted ?? []) followed.delete(key);
        for (const [key, each] of pending?.set ?? []) followed.set(key, each);
        pending = undefined;
        expect(byKey(followed)).toEqual(byKey(state));
      }
      expect(byKey(list.items)).toEqual(byKey(state));
      for (const namespace of ['', 'a', 'b']) {
        const names = [...state.values()]
          .filter(each => each.metadata.namespace === namespace)
          .map(each => each.metadata.name)
          .sort();
        expect(list.inNamespace(namespace).map(each => each.metadata.name)).toEqual(names);
        expect(list.counts.get(namespace) ?? 0).toBe(names.length);
      }
    }),
    { numRuns: 1000 },
  );
});

test('the order of a namespace that was looked at stays right while its objects come and go', () => {
  fc.assert(
    fc.property(fc.array(anEvent, { maxLength: 40 }), events => {
      const list = createObjectList<SlimObject>();
      const shown = list.inNamespace('a');
      for (const event of events) list.take([event]);
      const expected = [...list.items.values()].filter(each => each.metadata.namespace === 'a');
      expect(shown).toEqual(expected.sort((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1)));
      expect(list.inNamespace('a')).toBe(shown);
    }),
    { numRuns: 500 },
  );
});

test('what is listed again unchanged tells of no change', () => {
  const list = createObjectList<SlimObject>();
  const one = object('a', 'k', 1);
  const listed = { type: 'listed' as const, objects: [one], resourceVersion: '1' };
  expect(list.take([listed])).toEqual({ set: new Map([['a/k', one]]), deleted: new Set() });
  const again = { ...listed, objects: [object('a', 'k', 1)] };
  expect(list.take([again])).toBeUndefined();
  const changed = { ...listed, objects: [object('a', 'k', 2)] };
  expect(list.take([changed])?.set.size).toBe(1);
});
