import type { Mapping, Scalar, Sequence, YamlNode } from '../../yaml/node.ts';
import { isSetting } from '../../yaml/node.ts';
import { isTaggedNull } from '../../yaml/tagOf.ts';

/** A mapping while a patch is merged into it; children that were not looked into are still closed. */
export interface OpenMapping {
  readonly kind: 'mapping';
  readonly open: true;
  readonly source: Mapping;
  readonly keys: string[];
  readonly keyStarts: number[];
  readonly values: Part[];
  /** What stood in its place, where it came from a patch. */
  replaces: YamlNode | undefined;
}

/** A sequence while a patch is merged into it. */
export interface OpenSequence {
  readonly kind: 'sequence';
  readonly open: true;
  readonly source: Sequence;
  items: Part[];
  replaces: YamlNode | undefined;
}

/** A tree of which what was not touched is still closed. */
export type Part = YamlNode | OpenMapping | OpenSequence;

/** Whether a part may be changed in place. */
export function isOpen(part: Part): part is OpenMapping | OpenSequence {
  return 'open' in part;
}

/** The mapping itself where it is open, else an open copy whose children are closed. */
export function openMapping(node: Mapping | OpenMapping): OpenMapping {
  if (isOpen(node)) return node;
  return {
    kind: 'mapping',
    open: true,
    source: node,
    keys: [...node.keys],
    keyStarts: [...node.keyStarts],
    values: [...node.values],
    replaces: undefined,
  };
}

/** The sequence itself where it is open, else an open copy whose mappings are open too. */
export function openSequence(node: Sequence | OpenSequence): OpenSequence {
  if (isOpen(node)) return node;
  const items = node.items.map(item => (item.kind === 'mapping' ? openMapping(item) : item));
  return { kind: 'sequence', open: true, source: node, items, replaces: undefined };
}

/** A closed tree with the content of an open one; subtrees that did not change are the ones they were made from. */
export function close(part: Part): YamlNode {
  if (!isOpen(part)) return part;
  if (part.kind === 'sequence') {
    const items = part.items.map(close);
    const old = part.source.items;
    const same = items.length === old.length && items.every((item, index) => item === old[index]);
    return inPlaceOf(
      same ? part.source : { kind: 'sequence', items, start: part.source.start },
      part.replaces,
    );
  }
  const { source, keys, keyStarts } = part;
  const values = part.values.map(close);
  const same =
    keys.length === source.keys.length &&
    keys.every((key, index) => key === source.keys[index] && values[index] === source.values[index]);
  const node: Mapping = same ? source : { kind: 'mapping', keys, keyStarts, values, start: source.start };
  return inPlaceOf(node, part.replaces);
}

/** The node with each of its scalars remembering the one that stood at the same path before. */
export function inPlaceOf<Node extends YamlNode>(node: Node, old: YamlNode | undefined): Node {
  if (old === undefined || (node as YamlNode) === old) return node;
  return replaceIn(node, old) as Node;
}

function replaceIn(node: YamlNode, old: YamlNode | undefined): YamlNode {
  if (old === undefined || node.kind !== old.kind) return node;
  if (node.kind === 'scalar') return withPrevious(node, old as Scalar);
  if (node.kind === 'sequence') {
    const { items } = old as Sequence;
    return { ...node, items: node.items.map((item, index) => replaceIn(item, items[index])) };
  }
  const { keys, values } = old as Mapping;
  return {
    ...node,
    values: node.values.map((value, index) => replaceIn(value, values[keys.indexOf(node.keys[index] ?? '')])),
  };
}

/** A scalar that a patch set, with the one it replaced. */
export function withPrevious(scalar: Scalar, previous: Scalar): Scalar {
  if (!isSetting(scalar.from) || scalar.from.previous !== undefined || scalar === previous) return scalar;
  return { ...scalar, from: { ...scalar.from, previous } };
}

/** Absent, or a null. */
export function isMissing(part: Part | undefined): boolean {
  return part === undefined || isNullPart(part);
}

/** A null that is written. */
export function isNullPart(part: Part | undefined): boolean {
  return part?.kind === 'scalar' && isTaggedNull(part);
}

/** The first value with that key, which is the one that kyaml sees. */
export function entryOf(part: Part | undefined, key: string): Part | undefined {
  if (part?.kind !== 'mapping') return undefined;
  const index = part.keys.indexOf(key);
  return index < 0 ? undefined : part.values[index];
}

/** The text of a Go node: empty for collections. */
export function textOfPart(part: Part | undefined): string {
  return part?.kind === 'scalar' ? part.text : '';
}

/** Takes the first entry with that key out. */
export function removeEntry(mapping: OpenMapping, key: string): void {
  const index = mapping.keys.indexOf(key);
  if (index < 0) return;
  mapping.keys.splice(index, 1);
  mapping.keyStarts.splice(index, 1);
  mapping.values.splice(index, 1);
}

/** Adds an entry at the end, whether or not the key is there already. */
export function appendEntry(mapping: OpenMapping, key: string, value: Part): void {
  mapping.keys.push(key);
  mapping.keyStarts.push(-1);
  mapping.values.push(value);
}
