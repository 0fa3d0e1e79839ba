import { isSetting, type Scalar, type Setting, type YamlNode } from '../../yaml/node.ts';

/** Directives that write into the node that is there, so that all who hold it see the change. */
const inPlace = /^(?:labels\[|commonLabels|commonAnnotations|replacements|patches)/;
/** Directives that add one node in several places of a resource. */
const adding = /^(?:labels\[|commonLabels|commonAnnotations)/;

/**
 * What the scalars of a resource have in common that the official tool holds as one node: a single entry of labels or
 * annotations is added as such in all its places, and writing to one of them writes to all. `undefined` for others.
 */
export function sharedKeyOf(scalar: Scalar): string | undefined {
  let current: Scalar | undefined = scalar;
  while (current !== undefined && isSetting(current.from)) {
    const { directive, file, start, previous }: Setting = current.from;
    if (current.copied || !inPlace.test(directive)) return undefined;
    if (previous === undefined)
      return adding.test(directive) ? `${directive} ${file.uri} ${start}` : undefined;
    current = previous;
  }
  return undefined;
}

/** The scalar as a copy has it: on its own. */
export function unshared(scalar: Scalar): Scalar {
  return sharedKeyOf(scalar) === undefined ? scalar : { ...scalar, copied: true };
}

/** The tree with every scalar of that key changed; the same object where there is none. */
export function changeShared(node: YamlNode, key: string, change: (scalar: Scalar) => Scalar): YamlNode {
  if (node.kind === 'scalar') return sharedKeyOf(node) === key ? change(node) : node;
  const old = node.kind === 'mapping' ? node.values : node.items;
  const updated = old.map(child => changeShared(child, key, change));
  if (updated.every((child, index) => child === old[index])) return node;
  return node.kind === 'mapping' ? { ...node, values: updated } : { ...node, items: updated };
}
