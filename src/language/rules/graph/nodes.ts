import type { Mapping, Scalar, YamlNode } from '../../../yaml/node.ts';
import { get } from '../../../yaml/node.ts';

/** Every mapping at a path of keys such as `spec/rules/http/paths`, through all items of the lists on the way. */
export function mappingsAt(node: YamlNode | undefined, path: string): Mapping[] {
  let level: YamlNode[] = node === undefined ? [] : flat([node]);
  for (const key of path === '' ? [] : path.split('/')) {
    level = flat(
      level.flatMap(each => {
        const value = get(each, key);
        return value === undefined ? [] : [value];
      }),
    );
    if (level.length === 0) return [];
  }
  return level.filter(each => each.kind === 'mapping');
}

function flat(nodes: readonly YamlNode[]): YamlNode[] {
  return nodes.flatMap(node => (node.kind === 'sequence' ? flat(node.items) : [node]));
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
