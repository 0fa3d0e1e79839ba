import { isSetting, type Mapping, type Scalar, type SourceFile, type YamlNode } from '../../yaml/node.ts';
import { tagOf } from '../../yaml/tagOf.ts';
import { newV3Node, type V3Node } from '../../yaml/v3/node.ts';
import { type Directive, settingOf } from '../transform/setScalar.ts';
import { sharedKeyOf } from '../transform/sharedEntry.ts';

/** What a working node was made from, as long as it stands for it. */
interface Origin {
  readonly node: YamlNode;
  /** Whether its content was looked at, and so may have changed. */
  opened: boolean;
}

const origins = new WeakMap<V3Node, Origin>();
/** Offsets of keys in their file. */
const keyStarts = new WeakMap<V3Node, number>();

/**
 * A mutable working copy of a tree as the official tool holds it. Content is copied when it is first looked at, and
 * `close` gives back what was not touched.
 */
export function open(node: YamlNode, file: SourceFile): V3Node {
  const copy = newV3Node(node.kind, node.kind === 'scalar' ? node.text : '');
  become(copy, node, file);
  return copy;
}

function become(target: V3Node, node: YamlNode, file: SourceFile): void {
  const origin: Origin = { node, opened: false };
  target.kind = node.kind;
  target.text = node.kind === 'scalar' ? node.text : '';
  target.style = node.kind === 'scalar' ? node.style : 'plain';
  target.tag = tagOf(node);
  target.tagged = node.kind === 'scalar' && node.tagged === true;
  target.flow = isFlow(node, file);
  let content: V3Node[] | undefined;
  Object.defineProperty(target, 'content', {
    configurable: true,
    enumerable: true,
    get() {
      if (content === undefined) {
        content = contentOf(node, file);
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

function contentOf(node: YamlNode, file: SourceFile): V3Node[] {
  if (node.kind === 'scalar') return [];
  if (node.kind === 'sequence') return node.items.map(item => open(item, file));
  return node.keys.flatMap((key, index) => {
    const value = node.values[index];
    if (value === undefined) return [];
    const keyNode = { ...newV3Node('scalar', key), tag: '!!str' };
    keyStarts.set(keyNode, node.keyStarts[index] ?? -1);
    return [keyNode, open(value, file)];
  });
}

/** Whether a collection was written with brackets; an empty one stands in the file of the tree around it. */
function isFlow(node: YamlNode, file: SourceFile): boolean {
  if (node.kind === 'scalar') return false;
  if (node.kind === 'mapping' && node.inFlow === true) return true;
  if (node.start < 0 || node.inFlow === false) return false;
  const mark = (fileOf(node) ?? file).text[node.start];
  return mark === '{' || mark === '[';
}

/** The file that a tree was read from, as the first scalar knows that was read there and not set anew. */
function fileOf(node: YamlNode): SourceFile | undefined {
  if (node.kind === 'scalar') {
    let current: Scalar | undefined = node;
    while (current !== undefined && isSetting(current.from)) current = current.from.previous;
    return current === undefined || isSetting(current.from) ? undefined : current.from;
  }
  for (const child of node.kind === 'mapping' ? node.values : node.items) {
    const file = fileOf(child);
    if (file !== undefined) return file;
  }
  return undefined;
}

/** The full form of a tag, empty for none. */
export function longTag(tag: string): string {
  return tag.replace(/^!!/, 'tag:yaml.org,2002:');
}

/** Gives a scalar another text; tag and style stay, as the official tool leaves them. Gives the new scalar. */
export function setText(target: V3Node, text: string, directive: Directive): Scalar {
  const previous = origins.get(target)?.node;
  target.text = text;
  const scalar: Scalar = {
    kind: 'scalar',
    text,
    style: target.style,
    tag: longTag(target.tag),
    ...(target.tagged ? { tagged: true } : undefined),
    from: settingOf(directive, previous?.kind === 'scalar' ? previous : undefined),
    start: -1,
  };
  origins.set(target, { node: scalar, opened: false });
  return scalar;
}

/**
 * The scalars that the official tool holds as one node with this one: what a single entry of labels or annotations
 * was added as, in all places of a resource, so that writing to one of them writes to all.
 */
export function sharersOf(root: V3Node, target: V3Node): readonly V3Node[] {
  const key = sharedKey(target);
  if (key === undefined) return [];
  const found: V3Node[] = [];
  const visit = (node: V3Node): void => {
    if (node !== target && sharedKey(node) === key) found.push(node);
    for (const child of node.content) visit(child);
  };
  visit(root);
  return found;
}

function sharedKey(node: V3Node): string | undefined {
  if (node.kind !== 'scalar') return undefined;
  const scalar = origins.get(node)?.node;
  return scalar?.kind === 'scalar' ? sharedKeyOf(scalar) : undefined;
}

/** Puts a whole value in the place of a node; each of its scalars remembers where it comes from. */
export function setNode(
  target: V3Node,
  value: YamlNode,
  stamp: (scalar: Scalar) => Directive,
  file: SourceFile,
): void {
  become(target, stamped(value, stamp), file);
  target.head = '';
  target.line = '';
  target.foot = '';
}

function stamped(value: YamlNode, stamp: (scalar: Scalar) => Directive): YamlNode {
  if (value.kind === 'sequence') return { ...value, items: value.items.map(item => stamped(item, stamp)) };
  if (value.kind === 'mapping') return { ...value, values: value.values.map(item => stamped(item, stamp)) };
  return { ...value, tag: longTag(tagOf(value)), from: settingOf(stamp(value), undefined), start: -1 };
}

/** The immutable tree of a working copy; `made` is to blame for nodes that were made on the way. */
export function close(node: V3Node, made: Directive, inFlow = false): YamlNode {
  const origin = origins.get(node);
  if (origin !== undefined && !origin.opened) return emptyInFlow(origin.node, inFlow);
  if (node.kind === 'sequence') return closeSequence(node, origin?.node, made, inFlow || node.flow);
  if (node.kind === 'mapping') return closeMapping(node, origin?.node, made, inFlow || node.flow);
  if (origin !== undefined) return emptyInFlow(origin.node, inFlow);
  const from = settingOf(made, undefined);
  const { text, style, tag, tagged } = node;
  const scalar: Scalar = { kind: 'scalar', text, style, tag: longTag(tag), from, start: -1 };
  return emptyInFlow(tagged ? { ...scalar, tagged } : scalar, inFlow);
}

/** Within brackets an empty text is written with quotes and so read back as a text, not as null. */
function emptyInFlow(node: YamlNode, inFlow: boolean): YamlNode {
  if (!inFlow || node.kind !== 'scalar' || node.text !== '' || !isSetting(node.from)) return node;
  const impliesNull = node.style === 'plain' && (tagOf(node) === '' || tagOf(node) === '!!null');
  return impliesNull ? { ...node, style: 'single', tag: undefined } : node;
}

function closeSequence(
  node: V3Node,
  source: YamlNode | undefined,
  made: Directive,
  inFlow: boolean,
): YamlNode {
  const items = node.content.map(item => close(item, made, inFlow));
  if (source?.kind !== 'sequence') return { kind: 'sequence', items, start: -1 };
  const same = items.length === source.items.length && items.every((item, i) => item === source.items[i]);
  return same ? source : { ...source, items };
}

function closeMapping(node: V3Node, source: YamlNode | undefined, made: Directive, inFlow: boolean): Mapping {
  const keys: string[] = [];
  const starts: number[] = [];
  const values: YamlNode[] = [];
  for (let i = 0; i + 1 < node.content.length; i += 2) {
    const key = node.content[i];
    const value = node.content[i + 1];
    if (key === undefined || value === undefined) continue;
    keys.push(key.text);
    starts.push(keyStarts.get(key) ?? -1);
    values.push(close(value, made, inFlow));
  }
  if (source?.kind !== 'mapping') return { kind: 'mapping', keys, keyStarts: starts, values, start: -1 };
  const same = keys.length === source.keys.length && values.every((value, i) => value === source.values[i]);
  return same ? source : { ...source, keys, keyStarts: starts, values };
}
