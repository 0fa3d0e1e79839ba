import { COLLECTION_STYLE, EVENT_ID, type Event, getScalarValue, SCALAR_STYLE, YAMLException } from 'js-yaml';
import { mergeEntries } from './mergeKey.ts';
import type { Mapping, Scalar, ScalarStyle, Sequence, SourceFile, YamlNode } from './node.ts';
import type { Problem, YamlProblems } from './problem.ts';
import { maxDepth, readBeforeCut, readEvents } from './readEvents.ts';
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
  let events: Event[];
  try {
    events = readEvents(text);
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    const problem = syntaxProblem(file, start, error);
    const before = readBeforeCut(text, error);
    if (before === undefined) return { node: undefined, problems: [problem] };
    // What the user loses unseen must be told, though it is no error to the official tool.
    const problems = [{ ...problem, severity: 'warning' as const }];
    return buildTree({ file, text, base: start, lastEnd: start, problems }, before);
  }
  return buildTree({ file, text, base: start, lastEnd: start, problems: [] }, events);
}

/** What libyaml's reader refuses beside what the parser refuses anyway. */
const notAllowed = /[\x7f-\x84\x86-\x9f\ufffe\uffff]/;

interface Context {
  readonly file: SourceFile;
  readonly text: string;
  /** Offset of `text` in the file. */
  readonly base: number;
  /** Where the last scalar ended: an empty value stands behind its key. */
  lastEnd: number;
  readonly problems: Problem<YamlProblems>[];
}

function syntaxProblem(file: SourceFile, base: number, error: YAMLException): Problem<YamlProblems> {
  const offset = base + (error.mark?.position ?? 0);
  const location = { uri: file.uri, start: offset, end: Math.min(offset + 1, file.text.length) };
  if (error.reason.startsWith('nesting exceeded')) {
    return { code: 'yaml.too-deep', params: { limit: maxDepth }, severity: 'error', location };
  }
  return { code: 'yaml.syntax', params: { reason: error.reason }, severity: 'error', location };
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

function buildTree(context: Context, events: readonly Event[]): ParsedDocument {
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
      if (event.style === SCALAR_STYLE.PLAIN && flowDepth > 0) refuseQuestionMark(context, event);
      const node = scalar(context, event);
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

type ScalarEvent = Extract<Event, { type: typeof EVENT_ID.SCALAR }>;

function scalar(context: Context, event: ScalarEvent): Scalar {
  if (event.valueStart >= 0) context.lastEnd = context.base + event.valueEnd;
  if (event.style === SCALAR_STYLE.DOUBLE_QUOTED && !event.fast) refuseNewEscapes(context, event);
  const node: Scalar = {
    kind: 'scalar',
    text: scalarText(context.text, event),
    style: styles[event.style] ?? 'plain',
    tag: event.tagStart < 0 ? undefined : fullTag(context.text.slice(event.tagStart, event.tagEnd)),
    from: context.file,
    start: event.valueStart < 0 ? context.lastEnd : context.base + event.valueStart,
  };
  return node.tag === undefined ? node : { ...node, tagged: true };
}

/** A block whose last line has no break ends without one, unlike what js-yaml says (libyaml's `scan_block_scalar`). */
function scalarText(text: string, event: ScalarEvent): string {
  const value = getScalarValue(text, event);
  const isBlock = event.style === SCALAR_STYLE.LITERAL_BLOCK || event.style === SCALAR_STYLE.FOLDED_BLOCK;
  if (!isBlock || event.valueEnd < text.length || !value.endsWith('\n')) return value;
  return /\S[^\n]*$/.test(text) && !text.endsWith('\n') ? value.slice(0, -1) : value;
}

/** YAML 1.2 may escape a slash, the YAML 1.1 of Go's readers may not. */
function refuseNewEscapes(context: Context, { valueStart, valueEnd }: ScalarEvent): void {
  const match = /^(?:[^\\]|\\[^/])*?\\\//.exec(context.text.slice(valueStart, valueEnd));
  if (match === null) return;
  const offset = context.base + valueStart + match[0].length - 2;
  context.problems.push(syntaxAt(context.file, offset, 'unknown escape sequence'));
}

/** Within brackets a question mark begins a key for Go's readers, wherever it stands. */
function refuseQuestionMark(context: Context, { valueStart, valueEnd }: ScalarEvent): void {
  const at = valueStart < 0 ? -1 : context.text.slice(valueStart, valueEnd).indexOf('?');
  if (at < 0) return;
  const offset = context.base + valueStart + at;
  context.problems.push(syntaxAt(context.file, offset, 'a question mark within brackets needs quotes'));
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
