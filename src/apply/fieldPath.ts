import { isRecord } from '../cluster/json.ts';
import type { Scalar, YamlNode } from '../yaml/node.ts';
import { resolveScalar } from '../yaml/resolve.ts';

/** A kind of tree that a field path can be followed in. */
export interface FieldTree<Node> {
  /** Of a mapping; `undefined` for what is none. */
  keys(node: Node): readonly string[] | undefined;
  /** Of a list; `undefined` for what is none. */
  items(node: Node): readonly Node[] | undefined;
  /** The value of a mapping's entry. */
  value(node: Node, index: number): Node | undefined;
  /** What a scalar means, as text; `undefined` for what is none. */
  text(node: Node): string | undefined;
}

/** One step of a path: the node it leads to, and where that stands in its parent. */
export interface FieldStep<Node> {
  readonly parent: Node;
  readonly index: number;
  readonly node: Node;
}

/** How far a path leads in a tree. */
export interface FieldWalk<Node> {
  readonly steps: readonly FieldStep<Node>[];
  /** Whether it leads to its end. */
  readonly isWhole: boolean;
}

/**
 * Follows a field as validation spells it (`spec.containers[0].image`, `metadata.labels[app.kubernetes.io/name]`) or as
 * field managers do (`.spec.containers[name="web"].image`), as far as the tree has it.
 */
export function walkField<Node>(tree: FieldTree<Node>, root: Node, field: string): FieldWalk<Node> {
  const steps: FieldStep<Node>[] = [];
  let node = root;
  let rest = field;
  while (rest !== '') {
    const next = rest.startsWith('[')
      ? intoBracket(tree, node, rest)
      : intoField(tree, node, rest.replace(/^\./, ''));
    if (next === undefined) return { steps, isWhole: false };
    steps.push({ parent: node, index: next.index, node: next.node });
    node = next.node;
    rest = next.rest;
  }
  return { steps, isWhole: true };
}

interface Next<Node> {
  readonly index: number;
  readonly node: Node;
  readonly rest: string;
}

/** Field managers write keys with dots unquoted, so the longest key that fits is meant. */
function intoField<Node>(tree: FieldTree<Node>, node: Node, rest: string): Next<Node> | undefined {
  const keys = tree.keys(node) ?? [];
  let best = -1;
  for (const [index, key] of keys.entries()) {
    const after = rest.charAt(key.length);
    const fits = rest.startsWith(key) && (after === '' || after === '.' || after === '[');
    if (fits && key.length >= (keys[best]?.length ?? 0)) best = index;
  }
  const value = best < 0 ? undefined : tree.value(node, best);
  if (value === undefined) return undefined;
  return { index: best, node: value, rest: rest.slice(keys[best]?.length) };
}

function intoBracket<Node>(tree: FieldTree<Node>, node: Node, rest: string): Next<Node> | undefined {
  const match = /^\[((?:"(?:[^"\\]|\\.)*"|[^\]"])*)\]/.exec(rest);
  if (match === null) return undefined;
  const [whole, inside = ''] = match;
  const [keys, items] = [tree.keys(node), tree.items(node)];
  let index = -1;
  let found: Node | undefined;
  if (keys !== undefined) {
    index = keys.lastIndexOf(inside.replace(/^"(.*)"$/, '$1'));
    found = index < 0 ? undefined : tree.value(node, index);
  } else if (items !== undefined) {
    index = /^\d+$/.test(inside) ? Number(inside) : items.findIndex(item => isSelected(tree, item, inside));
    found = items[index];
  }
  return found === undefined ? undefined : { index, node: found, rest: rest.slice(whole.length) };
}

/** Whether an item has every `key="value"` or the server's default for it, or is itself the `="value"`. */
function isSelected<Node>(tree: FieldTree<Node>, item: Node, selector: string): boolean {
  const pairs = [...selector.matchAll(/([^=,]*)=("(?:[^"\\]|\\.)*"|[^,]*)/g)];
  const matches = pairs.map(([, key = '', text = '']) => {
    const value = key === '' ? item : intoField(tree, item, key)?.node;
    if (value === undefined) return undefined;
    return tree.text(value) === text.replace(/^"(.*)"$/, '$1');
  });
  return matches.includes(true) && !matches.includes(false);
}

/** Objects as they were written. */
export const yamlTree: FieldTree<YamlNode> = {
  keys: node => (node.kind === 'mapping' ? node.keys : undefined),
  items: node => (node.kind === 'sequence' ? node.items : undefined),
  value: (node, index) => (node.kind === 'mapping' ? node.values[index] : undefined),
  text: node => (node.kind === 'scalar' ? meaning(node) : undefined),
};

function meaning(scalar: Scalar): string {
  const resolved = resolveScalar(scalar);
  return resolved.type === 'int' ? resolved.text : scalar.text;
}

/** Objects as the server answers them. */
export const jsonTree: FieldTree<unknown> = {
  keys: node => (isRecord(node) ? Object.keys(node) : undefined),
  items: node => (Array.isArray(node) ? node : undefined),
  value: (node, index) => (isRecord(node) ? Object.values(node)[index] : undefined),
  text: node => (node === null || typeof node === 'object' ? undefined : String(node)),
};

/** What an object has in a field; `undefined` where it has none. */
export function fieldValue(object: unknown, field: string): unknown {
  const { steps, isWhole } = walkField(jsonTree, object, field);
  return isWhole ? steps.at(-1)?.node : undefined;
}

/** The field by the name that the source has for it: the server keeps `stringData` of a Secret as `data`. */
export function writtenField(kind: string, node: YamlNode, field: string): string {
  if (kind !== 'Secret' || !/^\.?data\b/.test(field)) return field;
  const isWritten = walkField(yamlTree, node, field).isWhole || !yamlTree.keys(node)?.includes('stringData');
  return isWritten ? field : field.replace(/data\b/, 'stringData');
}
