import type { Mapping, Scalar, YamlNode } from '../../../yaml/node.ts';
import { get } from '../../../yaml/node.ts';

/** Every mapping at a path of keys such as `spec/rules/http/paths`, through all items of the lists on the way. */
export function mappingsAt(node: YamlNode | undefined, path: string): Mapping[] {
  const found: Mapping[] = [];
  if (node !== undefined) collect(node, keysIn(path), 0, found);
  return found;
}

/** Rules ask this of every object at each key press, so it goes down without making lists on the way. */
function collect(node: YamlNode, keys: readonly string[], depth: number, found: Mapping[]): void {
  if (node.kind === 'sequence') for (const item of node.items) collect(item, keys, depth, found);
  if (node.kind !== 'mapping') return;
  const key = keys[depth];
  if (key === undefined) {
    found.push(node);
    return;
  }
  const value = get(node, key);
  if (value !== undefined) collect(value, keys, depth + 1, found);
}

/** The paths are those in the rules, and few. */
const split = new Map<string, readonly string[]>();

function keysIn(path: string): readonly string[] {
  const keys = split.get(path) ?? (path === '' ? [] : path.split('/'));
  split.set(path, keys);
  return keys;
}

/** The scalar at a key where it holds text; `undefined` for collections, null and the empty string. */
export function filledAt(node: YamlNode | undefined, key: string): Scalar | undefined {
  const value = get(node, key);
  if (value?.kind !== 'scalar' || value.text === '') return undefined;
  return value.style === 'plain' && /^(?:~|null)$/i.test(value.text) ? undefined : value;
}

/** The texts of a mapping's scalars by key, as labels are. */
export function textsOf(node: YamlNode | undefined): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  if (node?.kind !== 'mapping') return texts;
  for (const [index, key] of node.keys.entries()) {
    const value = node.values[index];
    if (value?.kind === 'scalar') texts.set(key, value.text);
  }
  return texts;
}

/** The annotations of an object. */
export function annotationsOf(node: Mapping): ReadonlyMap<string, string> {
  return textsOf(get(get(node, 'metadata'), 'annotations'));
}

/** Calls `visit` for each scalar of a tree with the keys that lead to it; indices of lists are left out. */
export function eachScalar(
  node: YamlNode,
  visit: (scalar: Scalar, keys: readonly string[], holder: Mapping | undefined) => void,
  keys: readonly string[] = [],
  holder?: Mapping,
): void {
  if (node.kind === 'scalar') visit(node, keys, holder);
  else if (node.kind === 'sequence') for (const item of node.items) eachScalar(item, visit, keys, holder);
  else {
    for (const [index, key] of node.keys.entries()) {
      const value = node.values[index];
      if (value !== undefined) eachScalar(value, visit, [...keys, key], node);
    }
  }
}

/** What `make` gives for an object, once for each: an overlay shares the objects of its base that it leaves alone. */
export function onceFor<Subject extends object, Value>(
  make: (subject: Subject) => Value,
): (subject: Subject) => Value {
  const known = new WeakMap<Subject, { readonly value: Value }>();
  return subject => {
    const found = known.get(subject) ?? { value: make(subject) };
    known.set(subject, found);
    return found.value;
  };
}
