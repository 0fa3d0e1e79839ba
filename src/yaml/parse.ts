import { COLLECTION_STYLE, EVENT_ID, SCALAR_STYLE } from 'js-yaml';
import { mergeEntries } from './mergeKey.ts';
import type { Mapping, Scalar, ScalarStyle, Sequence, SourceFile, YamlNode } from './node.ts';
import type { Problem, YamlProblems } from './problem.ts';
import { type Failure, maxDepth, readEvents, scalarText } from './readEvents.ts';
import type { ReadEvent } from './reader/readDocument.ts';
import { resolveScalar } from './resolve.ts';

/** The most nodes that the aliases of one document may stand for. */
const maxExpandedNodes = 1_000_000;

/** What a text holds. `node` is `undefined` for an empty document and where the text is no YAML. */
export interface ParsedDocument {
  readonly node: YamlNode | undefined;
  readonly problems: readonly Problem<YamlProblems>[];
}

/**
 * Parses the first document between two UTF-16 offsets of a file, as `gopkg.in/yaml.v3` reads it into nodes:
 * plain scalars keep their text, aliases share the node they stand for, merge keys are merged. Never throws.
 * A repeated key or one that is no string is reported and kept: what it means depends on who reads the document.
 */
export function parseDocument(file: SourceFile, start = 0, end = file.text.length): ParsedDocument {
  const text = start === 0 && end === file.text.length ? file.text : file.text.slice(start, end);
  const forbidden = notAllowed.exec(text);
  if (forbidden !== null) {
    const problem = syntaxAt(file, start + forbidden.index, 'control characters are not allowed');
    return { node: undefined, problems: [problem] };
  }
  const reading = readEvents(text);
  if ('failure' in reading)
    return { node: undefined, problems: [failureProblem(file, start, reading.failure)] };
  const problems: Problem<YamlProblems>[] = [];
  if (reading.cut !== undefined) {
    // What the user loses unseen must be told, though it is no error to the official tool.
    problems.push({ ...failureProblem(file, start, reading.cut), severity: 'warning' });
  }
  return buildTree({ file, text, base: start, lastEnd: start, problems }, reading.events);
}

/** Characters that libyaml's reader refuses. */
const notAllowed = /[^\t\n\r\x20-\x7e\x85\xa0-\ufffd]/;

interface Context {
  readonly file: SourceFile;
  readonly text: string;
  /** Offset of `text` in the file. */
  readonly base: number;
  /** Where the last scalar ended: an empty value stands behind its key. */
  lastEnd: number;
  readonly problems: Problem<YamlProblems>[];
}

function failureProblem(file: SourceFile, base: number, { reason, offset }: Failure): Problem<YamlProblems> {
  const start = base + offset;
  const location = { uri: file.uri, start, end: Math.min(start + 1, file.text.length) };
  if (reason.startsWith('nesting exceeded')) {
    return { code: 'yaml.too-deep', params: { limit: maxDepth }, severity: 'error', location };
  }
  return { code: 'yaml.syntax', params: { reason }, severity: 'error', location };
}

function syntaxAt(file: SourceFile, offset: number, reason: string): Problem<YamlProblems> {
  const location = { uri: file.uri, start: offset, end: offset + 1 };
  return { code: 'yaml.syntax', params: { reason }, severity: 'error', location };
}

/** A collection under construction; a mapping's `pendingKey` waits for its value. */
interface OpenCollection {
  readonly node: MutableMapping | MutableSequence;
  readonly anchor: string | undefined;
  pendingKey: YamlNode | undefined;
  hasMergeKey: boolean;
}
interface MutableMapping extends Mapping {
  keys: string[];
  keyStarts: number[];
  values: YamlNode[];
}
interface MutableSequence extends Sequence {
  items: YamlNode[];
}

const styles: Readonly<Record<number, ScalarStyle>> = {
  [SCALAR_STYLE.PLAIN]: 'plain',
  [SCALAR_STYLE.SINGLE_QUOTED]: 'single',
  [SCALAR_STYLE.DOUBLE_QUOTED]: 'double',
  [SCALAR_STYLE.LITERAL_BLOCK]: 'literal',
  [SCALAR_STYLE.FOLDED_BLOCK]: 'folded',
};

/** Keys repeat through a whole cluster's worth of files: one string each, compared by identity mostly. */
const internedKeys = new Map<string, string>();
function intern(key: string): string {
  const known = internedKeys.get(key);
  if (known !== undefined) return known;
  if (internedKeys.size < 50_000 && key.length <= 64) internedKeys.set(key, key);
  return key;
}

function buildTree(context: Context, events: readonly ReadEvent[]): ParsedDocument {
  const anchors = new Map<string, YamlNode>();
  const open: OpenCollection[] = [];
  let root: YamlNode | undefined;
  let documents = 0;
  let aliased = false;
  /** How many collections are open from the outermost one in brackets on. */
  let flowDepth = 0;

  const add = (node: YamlNode): void => {
    const parent = open.at(-1);
    if (parent === undefined) root = node;
    else if (parent.node.kind === 'sequence') parent.node.items.push(node);
    else if (parent.pendingKey === undefined) parent.pendingKey = node;
    else {
      addEntry(context, parent, parent.pendingKey, node);
      parent.pendingKey = undefined;
    }
  };

  for (const event of events) {
    if (event.type === EVENT_ID.DOCUMENT) {
      documents += 1;
      if (documents > 1) break;
    } else if (event.type === EVENT_ID.SCALAR) {
      const node = flowDepth > 0 ? quotedTime(scalar(context, event)) : scalar(context, event);
      const anchor = anchorOf(context.text, event);
      if (anchor !== undefined) anchors.set(anchor, node);
      add(node);
    } else if (event.type === EVENT_ID.ALIAS) {
      const node = anchors.get(context.text.slice(event.anchorStart, event.anchorEnd));
      if (node === undefined)
        return { node: undefined, problems: [unknownAnchor(context, event.anchorStart)] };
      aliased = true;
      add(node);
    } else if (event.type === EVENT_ID.POP) {
      const closed = open.pop();
      if (closed === undefined) continue;
      if (flowDepth > 0) flowDepth -= 1;
      finish(context, closed);
      if (closed.anchor !== undefined) anchors.set(closed.anchor, closed.node);
      add(closed.node);
    } else {
      const start = context.base + event.start;
      const node: MutableMapping | MutableSequence =
        event.type === EVENT_ID.MAPPING
          ? { kind: 'mapping', keys: [], keyStarts: [], values: [], start, ...flowMark(event.style) }
          : { kind: 'sequence', items: [], start };
      if (flowDepth > 0 || event.style === COLLECTION_STYLE.FLOW) flowDepth += 1;
      open.push({ node, anchor: anchorOf(context.text, event), pendingKey: undefined, hasMergeKey: false });
    }
  }
  if (aliased && root !== undefined && expandedSize(root) > maxExpandedNodes) {
    const location = { uri: context.file.uri, start: context.base, end: context.base + 1 };
    context.problems.push({
      code: 'yaml.alias-expansion',
      params: { limit: maxExpandedNodes },
      severity: 'error',
      location,
    });
    return { node: undefined, problems: context.problems };
  }
  return { node: root, problems: context.problems };
}

function flowMark(style: number): { inFlow: true } | undefined {
  return style === COLLECTION_STYLE.FLOW ? { inFlow: true } : undefined;
}

const timeTag = 'tag:yaml.org,2002:timestamp';

/** A time within brackets is written with quotes, as it holds colons, and so read back as the text that it was. */
function quotedTime(node: Scalar): Scalar {
  const isTime = node.style === 'plain' && node.tag === undefined && /^\d{4}-.*:/.test(node.text);
  return isTime && resolveScalar(node).type === 'timestamp'
    ? { ...node, style: 'single', tag: timeTag }
    : node;
}

type ScalarEvent = Extract<ReadEvent, { type: typeof EVENT_ID.SCALAR }>;

function scalar(context: Context, event: ScalarEvent): Scalar {
  if (event.valueStart >= 0) context.lastEnd = context.base + event.valueEnd;
  const node: Scalar = {
    kind: 'scalar',
    text: scalarText(context.text, event),
    style: styles[event.style] ?? 'plain',
    tag: tagOf(context.text, event),
    from: context.file,
    start: event.valueStart < 0 ? context.lastEnd : context.base + event.valueStart,
  };
  return node.tag === undefined ? node : { ...node, tagged: true };
}

function tagOf(text: string, event: ScalarEvent): string | undefined {
  if (event.value !== undefined) return event.tag;
  return event.tagStart < 0 ? undefined : fullTag(text.slice(event.tagStart, event.tagEnd));
}

function fullTag(written: string): string {
  if (written.startsWith('!!')) return `tag:yaml.org,2002:${written.slice(2)}`;
  if (written.startsWith('!<')) return written.slice(2, -1);
  return written;
}

function anchorOf(text: string, event: { anchorStart: number; anchorEnd: number }): string | undefined {
  return event.anchorStart < 0 ? undefined : text.slice(event.anchorStart, event.anchorEnd);
}

function addEntry(context: Context, open: OpenCollection, key: YamlNode, value: YamlNode): void {
  const mapping = open.node as MutableMapping;
  const start = key.start;
  // Go's reader looks for this key to merge it, and drops it where its quotes make it an ordinary one.
  if (key.kind === 'scalar' && key.text === '<<' && key.style !== 'plain') return;
  if (key.kind === 'scalar' && key.style === 'plain' && key.text === '<<' && key.tag === undefined) {
    open.hasMergeKey = true;
  } else if (key.kind !== 'scalar' || resolveScalar(key).type !== 'string') {
    keyProblem(context, 'yaml.key-not-string', key.kind === 'scalar' ? key.text : '', start);
  }
  mapping.keys.push(key.kind === 'scalar' ? intern(key.text) : '');
  mapping.keyStarts.push(start);
  mapping.values.push(value);
}

function keyProblem(
  context: Context,
  code: 'yaml.key-not-string' | 'yaml.duplicate-key',
  key: string,
  start: number,
): void {
  const location = { uri: context.file.uri, start, end: start + Math.max(key.length, 1) };
  context.problems.push({ code, params: { key }, severity: 'warning', location });
}

function finish(context: Context, closed: OpenCollection): void {
  const { node } = closed;
  if (node.kind !== 'mapping') return;
  reportDuplicates(context, node);
  if (closed.hasMergeKey) {
    const merged = mergeEntries(node);
    if (merged === undefined) {
      const start = node.keyStarts[node.keys.indexOf('<<')] ?? node.start;
      const location = { uri: context.file.uri, start, end: start + 2 };
      context.problems.push({ code: 'yaml.invalid-merge', params: {}, severity: 'error', location });
      return;
    }
    node.keys = merged.keys;
    node.keyStarts = merged.keyStarts;
    node.values = merged.values;
  }
}

function reportDuplicates(context: Context, node: Mapping): void {
  const { keys } = node;
  if (keys.length > 16) {
    if (new Set(keys).size === keys.length) return;
  }
  for (let i = 1; i < keys.length; i += 1) {
    const key = keys[i] ?? '';
    if (keys.indexOf(key) < i) keyProblem(context, 'yaml.duplicate-key', key, node.keyStarts[i] ?? 0);
  }
}

function unknownAnchor(context: Context, anchorStart: number): Problem<YamlProblems> {
  const start = context.base + anchorStart;
  const location = { uri: context.file.uri, start, end: start + 1 };
  return { code: 'yaml.syntax', params: { reason: 'unknown anchor' }, severity: 'error', location };
}

/** How many nodes the tree stands for when every alias is written out; stops counting past the limit. */
function expandedSize(root: YamlNode): number {
  const sizes = new Map<YamlNode, number>();
  const size = (node: YamlNode): number => {
    if (node.kind === 'scalar') return 1;
    const known = sizes.get(node);
    if (known !== undefined) return known;
    let total = 1;
    for (const child of node.kind === 'mapping' ? node.values : node.items) total += size(child);
    sizes.set(node, total);
    return total;
  };
  return size(root);
}
