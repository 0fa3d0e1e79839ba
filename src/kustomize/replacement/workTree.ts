import { isSetting, type Mapping, type Scalar, type SourceFile, type YamlNode } from '../../yaml/node.ts';
import { newV3Node, plainTag, shortTag, type V3Node } from '../../yaml/v3/node.ts';
import type { Directive } from '../transform/setScalar.ts';

/** What a working node was made from, as long as it stands for it. */
interface Origin {
  node: YamlNode;
  /** Offset of a key in its file. */
  readonly keyStart: number;
  /** Whether its content was looked at, and so may have changed. */
  opened: boolean;
}

const origins = new WeakMap<V3Node, Origin>();

/**
 * A mutable working copy of a tree as the official tool holds it. Content is copied when it is first looked at, and
 * `close` gives back what was not touched.
 */
export function open(node: YamlNode): V3Node {
  const copy = newV3Node(node.kind, node.kind === 'scalar' ? node.text : '');
  become(copy, node);
  return copy;
}

function become(target: V3Node, node: YamlNode, keyStart = -1): void {
  const origin: Origin = { node, keyStart, opened: false };
  target.kind = node.kind;
  target.text = node.kind === 'scalar' ? node.text : '';
  target.style = node.kind === 'scalar' ? node.style : 'plain';
  target.tag = tagOf(node);
  target.tagged = node.kind === 'scalar' && node.tag !== undefined && !isSetting(node.from);
  target.flow = isFlow(node);
  let content: V3Node[] | undefined;
  Object.defineProperty(target, 'content', {
    configurable: true,
    enumerable: true,
    get() {
      if (content === undefined) {
        content = contentOf(node);
        origin.opened = true;
      }
      return content;
    },
    set(value: V3Node[]) {
      content = value;
      origin.opened = true;
    },
  });
  origins.set(target, origin);
}

function contentOf(node: YamlNode): V3Node[] {
  if (node.kind === 'scalar') return [];
  if (node.kind === 'sequence') return node.items.map(open);
  return node.keys.flatMap((key, index) => {
    const value = node.values[index];
    if (value === undefined) return [];
    const keyNode = { ...newV3Node('scalar', key), tag: '!!str' };
    origins.set(keyNode, { node: value, keyStart: node.keyStarts[index] ?? -1, opened: false });
    return [keyNode, open(value)];
  });
}

/**
 * The tag a Go node has. Parsed nodes have one; of those that a transformer wrote only strings do, and what the
 * others are depends on their text.
 */
function tagOf(node: YamlNode): string {
  if (node.kind !== 'scalar') return node.kind === 'mapping' ? '!!map' : '!!seq';
  if (node.tag !== undefined) return shortTag(node.tag);
  if (node.style !== 'plain') return '!!str';
  const isParsed = !isSetting(node.from) || node.from.directive.startsWith('patches');
  return isParsed ? plainTag(node.text) : '';
}

/** Whether a collection was written with brackets. */
function isFlow(node: YamlNode): boolean {
  if (node.kind === 'scalar' || node.start < 0) return false;
  const file = fileOf(node);
  const mark = file?.text[node.start];
  return mark === '{' || mark === '[';
}

function fileOf(node: YamlNode): SourceFile | undefined {
  for (let current: YamlNode | undefined = node; current !== undefined; ) {
    if (current.kind === 'scalar') return isSetting(current.from) ? current.from.file : current.from;
    current = current.kind === 'mapping' ? current.values[0] : current.items[0];
  }
  return undefined;
}

/** Gives a scalar another text; tag and style stay, as the official tool leaves them. Gives the new scalar. */
export function setText(target: V3Node, text: string, directive: Directive): Scalar {
  const previous = origins.get(target)?.node;
  target.text = text;
  const scalar: Scalar = {
    kind: 'scalar',
    text,
    style: target.style,
    tag: target.tag === '' ? undefined : target.tag.replace(/^!!/, 'tag:yaml.org,2002:'),
    from: {
      directive: directive.name,
      file: directive.file,
      start: directive.start,
      previous: previous?.kind === 'scalar' ? previous : undefined,
    },
    start: -1,
  };
  origins.set(target, { node: scalar, keyStart: -1, opened: false });
  return scalar;
}

/** Puts a whole value in the place of a node; each of its scalars remembers where it comes from. */
export function setNode(target: V3Node, value: YamlNode, stamp: (scalar: Scalar) => Directive): void {
  become(target, stamped(value, stamp));
  target.head = '';
  target.line = '';
  target.foot = '';
}

function stamped(value: YamlNode, stamp: (scalar: Scalar) => Directive): YamlNode {
  if (value.kind === 'sequence') return { ...value, items: value.items.map(item => stamped(item, stamp)) };
  if (value.kind === 'mapping') return { ...value, values: value.values.map(item => stamped(item, stamp)) };
  const { name, file, start } = stamp(value);
  const tag = tagOf(value);
  return {
    ...value,
    tag: tag === '' ? undefined : tag.replace(/^!!/, 'tag:yaml.org,2002:'),
    from: { directive: name, file, start, previous: undefined },
    start: -1,
  };
}

/** The immutable tree of a working copy; `made` is to blame for nodes that were made on the way. */
export function close(node: V3Node, made: Directive): YamlNode {
  const origin = origins.get(node);
  if (origin !== undefined && !origin.opened) return origin.node;
  if (node.kind === 'sequence') return closeSequence(node, origin?.node, made);
  if (node.kind === 'mapping') return closeMapping(node, origin?.node, made);
  if (origin !== undefined) return origin.node;
  const { name, file, start } = made;
  return {
    kind: 'scalar',
    text: node.text,
    style: node.style,
    tag: node.tag === '' ? undefined : node.tag.replace(/^!!/, 'tag:yaml.org,2002:'),
    from: { directive: name, file, start, previous: undefined },
    start: -1,
  };
}

function closeSequence(node: V3Node, source: YamlNode | undefined, made: Directive): YamlNode {
  const items = node.content.map(item => close(item, made));
  if (source?.kind !== 'sequence') return { kind: 'sequence', items, start: -1 };
  const same = items.length === source.items.length && items.every((item, i) => item === source.items[i]);
  return same ? source : { ...source, items };
}

function closeMapping(node: V3Node, source: YamlNode | undefined, made: Directive): Mapping {
  const keys: string[] = [];
  const keyStarts: number[] = [];
  const values: YamlNode[] = [];
  for (let i = 0; i + 1 < node.content.length; i += 2) {
    const key = node.content[i];
    const value = node.content[i + 1];
    if (key === undefined || value === undefined) continue;
    keys.push(key.text);
    keyStarts.push(origins.get(key)?.keyStart ?? -1);
    values.push(close(value, made));
  }
  if (source?.kind !== 'mapping') return { kind: 'mapping', keys, keyStarts, values, start: -1 };
  const same = keys.length === source.keys.length && values.every((value, i) => value === source.values[i]);
  return same ? source : { ...source, keys, keyStarts, values };
}
