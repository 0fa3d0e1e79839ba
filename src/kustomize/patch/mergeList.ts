import type { Setting } from '../../yaml/node.ts';
import { appendEntry, entryOf, isMissing, type OpenSequence, type Part, textOfPart } from './openTree.ts';

/** A list whose elements are told apart by the values of keys; no keys where the elements are themselves values. */
export interface ListMerge {
  /** The list that goes on; the same as `from` where the patch brings the whole list. */
  readonly into: OpenSequence;
  readonly from: OpenSequence | undefined;
  readonly keys: readonly string[];
  /** What the keys are set by that an element gets because it is known by them. */
  readonly setting: Setting;
  readonly mergeElement: (old: Part | undefined, added: Part | undefined) => Part | undefined;
  /** Called where elements are of different kinds, which the official merge refuses. */
  readonly fail: () => void;
}

/**
 * Merges element by element: those of the patch come first, then what the list had besides. Follows kyaml's
 * associative_sequence.go step by step, since also its treatment of incomplete and repeated keys shows in outputs.
 */
export function mergeElements(list: ListMerge): OpenSequence {
  const { into, from, mergeElement } = list;
  const keys = list.keys.length > 0 ? list.keys : [''];
  const tuples = elementTuples(list);
  if (tuples.length === 0) return into;
  if (keys.length > 1) fillIn(tuples);
  const added: OpenSequence = { ...into, items: [], replaces: undefined };
  let used: readonly string[] = keys;
  for (const tuple of tuples) {
    const [validKeys, values] = usedKeys(tuples, tuple, keys);
    used = validKeys;
    const [findKeys, findValues] = usedKeys([values], values, validKeys);
    const old = findElement(into, findKeys, findValues);
    const patch = from === undefined ? undefined : findElement(from, findKeys, findValues);
    const element = mergeElement(old, patch);
    if (element === undefined || isMissing(element) || isEmptyMapping(element)) {
      setElement(list, into, undefined, validKeys, values);
      continue;
    }
    if (!addMissingKeys(list, element, validKeys, values)) return into;
    setElement(list, added, element, validKeys, values);
  }
  return appendRest(list, added, used);
}

/** The values that tell elements apart, each combination once: those of the patch before those of the list. */
function elementTuples({ into, from, keys }: ListMerge): string[][] {
  const tuples: string[][] = [];
  const seen = new Set<string>();
  for (const source of [from, into]) {
    for (const item of source?.items ?? []) {
      const tuple = keys.length > 0 ? keys.map(key => keyText(item, key)) : [textOfPart(item)];
      const id = JSON.stringify(tuple);
      if (seen.has(id)) continue;
      seen.add(id);
      tuples.push(tuple);
    }
  }
  return tuples;
}

/** A key's value in an element; nulls and empty collections count as none. */
function keyText(item: Part, key: string): string {
  const value = entryOf(item, key);
  return isMissing(value) ? '' : textOfPart(value);
}

/** Elements that agree wherever both have a value count as one: `80` and `80/TCP`. */
function fillIn(tuples: string[][]): void {
  for (let i = 0; i < tuples.length; i += 1) {
    const first = tuples[i] ?? [];
    for (let j = 0; j < tuples.length; j += 1) {
      const joined = join(first, tuples[j] ?? []);
      if (joined === undefined) continue;
      tuples[i] = joined;
      tuples[j] = joined;
    }
  }
}

function join(a: readonly string[], b: readonly string[]): string[] | undefined {
  if (a.length !== b.length) return undefined;
  const fits = a.every((value, index) => value === b[index] || value === '' || b[index] === '');
  if (!fits || !a.some((value, index) => value === b[index])) return undefined;
  return a.map((value, index) => value || (b[index] ?? ''));
}

/** The keys that any of the tuples has a value for, and this one's values for them; all where none has any. */
function usedKeys(
  tuples: readonly (readonly string[])[],
  tuple: readonly string[],
  keys: readonly string[],
): [readonly string[], readonly string[]] {
  const isUsed = keys.map((_, index) => tuples.some(other => (other[index] ?? '') !== ''));
  if (!isUsed.includes(true)) return [keys, tuple];
  return [keys.filter((_, index) => isUsed[index]), tuple.filter((_, index) => isUsed[index])];
}

/** The first element with these values. */
function findElement(
  list: OpenSequence,
  keys: readonly string[],
  values: readonly string[],
): Part | undefined {
  if (keys[0] === '' || keys.length === 0) {
    return list.items.find(item => textOfPart(item) === (values[0] ?? ''));
  }
  return list.items.find(
    item =>
      item.kind === 'mapping' &&
      keys.every((key, index) => {
        const value = entryOf(item, key);
        return value !== undefined && textOfPart(value) === (values[index] ?? '');
      }),
  );
}

function isEmptyMapping(part: Part): boolean {
  return part.kind === 'mapping' && part.keys.length === 0;
}

/** Gives the element the keys that it is known by. False where it is none that has keys. */
function addMissingKeys(
  { fail, setting }: ListMerge,
  element: Part,
  keys: readonly string[],
  values: readonly string[],
): boolean {
  for (const [index, key] of keys.entries()) {
    const text = values[index] ?? '';
    if (key === '' || text === '' || entryOf(element, key) !== undefined) continue;
    if (element.kind !== 'mapping' || !('open' in element)) {
      fail();
      return false;
    }
    appendEntry(element, key, {
      kind: 'scalar',
      text,
      style: 'plain',
      tag: undefined,
      from: setting,
      start: -1,
    });
  }
  return true;
}

/**
 * Replaces every element with these values, takes them out where there is no new one, and adds it where none has
 * them. Empty elements go by the way.
 */
function setElement(
  { fail }: ListMerge,
  list: OpenSequence,
  element: Part | undefined,
  keys: readonly string[],
  values: readonly string[],
): void {
  const kept: Part[] = [];
  let isFound = false;
  const wantsMapping = (keys[0] ?? '') !== '' && (values[0] ?? '') !== '';
  for (const item of list.items) {
    if (isMissing(item) || isEmptyMapping(item)) continue;
    if (item.kind !== 'mapping' && wantsMapping) {
      kept.push(item);
      continue;
    }
    const found = hasValues(item, keys, values);
    if (found === undefined) {
      fail();
      return;
    }
    if (!found) {
      if (values.length > 0) kept.push(item);
      continue;
    }
    isFound = true;
    if (element !== undefined) kept.push(element);
  }
  if (!isFound && element !== undefined && !isMissing(element)) kept.push(element);
  list.items = kept;
}

/** Whether an element has the values; an empty value is had by any. `undefined` where it cannot have keys. */
function hasValues(item: Part, keys: readonly string[], values: readonly string[]): boolean | undefined {
  let isMatch = false;
  for (const [index, key] of keys.entries()) {
    // Where there are fewer values than keys, the last answer counts for the rest.
    if (index < values.length) {
      const value = values[index] ?? '';
      if (key === '') {
        if (item.kind !== 'scalar') return undefined;
        isMatch = item.text === value;
      } else {
        if (item.kind !== 'mapping') return undefined;
        const entry = entryOf(item, key);
        isMatch = entry !== undefined && (value === '' || textOfPart(entry) === value);
      }
    }
    if (!isMatch) return false;
  }
  return isMatch;
}

/** Puts what the list had besides behind the new elements, or over those of them that are the same ones. */
function appendRest(list: ListMerge, added: OpenSequence, keys: readonly string[]): OpenSequence {
  const { into, fail } = list;
  for (const item of into.items) {
    if (keys[0] === '') {
      setElement(list, added, item, [''], [textOfPart(item)]);
      continue;
    }
    const values: string[] = [];
    for (const key of keys) {
      if (item.kind !== 'mapping' && !isMissing(item)) {
        fail();
        return added;
      }
      const value = entryOf(item, key);
      if (value === undefined) added.items.push(item);
      else values.push(textOfPart(value));
    }
    if (keys.length > 1) setElement(list, added, undefined, keys, values);
    setElement(list, added, item, keys, values);
  }
  return added;
}
