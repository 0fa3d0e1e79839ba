import { readEvents } from '../readEvents.ts';
import { type TokenStream, tokenStream, type V3Token } from './commentQueue.ts';
import { newV3Node, plainTag, shortTag, type V3Document, type V3Node } from './node.ts';
import { sourceTokens } from './tokens.ts';

/**
 * Parses the first document of a text with its comments, as `yaml.Unmarshal` of `go.yaml.in/yaml/v3` fills a node:
 * `'empty'` where there is none, `undefined` where the text is no YAML.
 */
export function parseV3(text: string): V3Document | 'empty' | undefined {
  const reading = readEvents(text);
  if ('failure' in reading) return undefined;
  const sources = sourceTokens(text, reading.events);
  const end = sources.at(-1)?.end ?? 0;
  const next = /^(?:---|\.\.\.)(?=\s|$)/m.exec(text.slice(end));
  if (sources.length === 0) return 'empty';
  const own = next === null ? text : text.slice(0, end + next.index);
  const parser: Parser = { stream: tokenStream(own, sources), anchors: new Set() };
  return parseDocument(parser);
}

interface Parser {
  readonly stream: TokenStream;
  readonly anchors: Set<string>;
}

function parseDocument(parser: Parser): V3Document | undefined {
  const { stream } = parser;
  let head = '';
  if (stream.peek().type === 'documentStart') stream.advance();
  else head = takeDocumentHead(stream);
  const root = parseNode(parser, true, false);
  stream.peek();
  const { pending } = stream;
  const foot = pending.foot === '' ? pending.head : pending.foot;
  return root === undefined ? undefined : { root, head, foot };
}

/** The comment at the top of a text belongs to the document as far as its last empty line. */
function takeDocumentHead(stream: TokenStream): string {
  const { pending } = stream;
  const comment = pending.head;
  for (let i = comment.length - 1; i > 0; i -= 1) {
    if (comment[i] !== '\n') continue;
    if (i === comment.length - 1 || comment[i - 1] === '\n') {
      pending.head = comment.slice(i + 1);
      return comment.slice(0, i === comment.length - 1 ? i : i - 1);
    }
  }
  return '';
}

/** Gives the gathered comments to a node, as they are at the event that it begins or ends with. */
function takeComments(stream: TokenStream, node: V3Node): void {
  const { pending } = stream;
  node.head = pending.head;
  node.line = pending.line;
  node.foot = pending.foot;
  pending.head = '';
  pending.line = '';
  pending.foot = '';
  pending.stem = '';
}

/** The comments at the end of a collection; its head stays. */
function takeEndComments(stream: TokenStream, node: V3Node): void {
  const { head } = node;
  takeComments(stream, node);
  node.head = head;
}

function emptyScalar(): V3Node {
  return { ...newV3Node('scalar'), tag: '!!null' };
}

function parseNode(parser: Parser, block: boolean, indentless: boolean): V3Node | undefined {
  const { stream } = parser;
  let token = stream.peek();
  if (token.type === 'alias') {
    const node = newV3Node('alias', token.source?.text);
    if (!parser.anchors.has(node.text)) return undefined;
    takeComments(stream, node);
    stream.advance();
    return node;
  }
  let anchor = '';
  let tag = '';
  while (token.type === 'anchor' || token.type === 'tag') {
    if (token.type === 'anchor') anchor = token.source?.text ?? '';
    else tag = fullTag(token.source?.text ?? '');
    stream.advance();
    token = stream.peek();
  }
  const node = startNode(token, { block, indentless, hasProperties: anchor !== '' || tag !== '' });
  if (node === undefined) return undefined;
  node.anchor = anchor;
  if (anchor !== '') parser.anchors.add(anchor);
  if (tag !== '' && tag !== '!') {
    node.tag = shortTag(tag);
    node.tagged = true;
  }
  return parseContent(parser, node, token) ? node : undefined;
}

function fullTag(written: string): string {
  return written.startsWith('!<') ? written.slice(2, -1) : written;
}

interface NodePlace {
  readonly block: boolean;
  readonly indentless: boolean;
  readonly hasProperties: boolean;
}

/** The node that a token begins, without its content. */
function startNode(token: V3Token, { block, indentless, hasProperties }: NodePlace): V3Node | undefined {
  switch (token.type) {
    case 'scalar': {
      const node = newV3Node('scalar', token.source?.text);
      node.style = token.source?.style ?? 'plain';
      node.tag = node.style === 'plain' ? plainTag(node.text) : '!!str';
      return node;
    }
    case 'flowSequence':
    case 'flowMapping': {
      const isMapping = token.type === 'flowMapping';
      const tag = isMapping ? '!!map' : '!!seq';
      return { ...newV3Node(isMapping ? 'mapping' : 'sequence'), tag, flow: true };
    }
    case 'blockSequence':
      return block ? { ...newV3Node('sequence'), tag: '!!seq' } : undefined;
    case 'blockMapping':
      return block ? { ...newV3Node('mapping'), tag: '!!map' } : undefined;
    case 'entry':
      if (indentless) return { ...newV3Node('sequence'), tag: '!!seq' };
      return hasProperties ? emptyScalar() : undefined;
    default:
      return hasProperties ? emptyScalar() : undefined;
  }
}

function parseContent(parser: Parser, node: V3Node, token: V3Token): boolean {
  const { stream } = parser;
  if (node.kind === 'scalar') {
    if (token.type !== 'scalar') return true;
    takeComments(stream, node);
    stream.advance();
    return true;
  }
  if (node.flow) {
    takeComments(stream, node);
    stream.advance();
    return node.kind === 'mapping' ? parseFlowMapping(parser, node) : parseFlowSequence(parser, node);
  }
  if (token.type === 'entry') return parseIndentless(parser, node);
  node.head = stream.pending.stem;
  stream.pending.stem = '';
  stream.advance();
  return node.kind === 'mapping' ? parseBlockMapping(parser, node) : parseBlockSequence(parser, node);
}

/** An item behind its dash. */
function parseItem(parser: Parser, node: V3Node, ends: ReadonlySet<V3Token['type']>): boolean {
  const { stream } = parser;
  const stem = stream.pending.head;
  stream.advance();
  const token = stream.peek();
  if (stem !== '' && (token.type === 'blockSequence' || token.type === 'blockMapping')) {
    // What stood before the dash is the head of the collection, what stands behind it that of its first entry.
    stream.pending.stem = stem;
    stream.pending.head = stream.pending.head.slice(stem.length + 1);
  }
  const item = ends.has(token.type) ? emptyScalar() : parseNode(parser, true, false);
  if (item === undefined) return false;
  node.content.push(item);
  return true;
}

const sequenceEnds: ReadonlySet<V3Token['type']> = new Set(['entry', 'blockEnd']);
const indentlessEnds: ReadonlySet<V3Token['type']> = new Set(['entry', 'key', 'value', 'blockEnd']);
const mappingEnds: ReadonlySet<V3Token['type']> = new Set(['key', 'value', 'blockEnd']);

function parseBlockSequence(parser: Parser, node: V3Node): boolean {
  const { stream } = parser;
  while (stream.peek().type === 'entry') {
    if (!parseItem(parser, node, sequenceEnds)) return false;
  }
  if (stream.peek().type !== 'blockEnd') return false;
  stream.advance();
  return true;
}

function parseIndentless(parser: Parser, node: V3Node): boolean {
  while (parser.stream.peek().type === 'entry') {
    if (!parseItem(parser, node, indentlessEnds)) return false;
  }
  return true;
}

function parseBlockMapping(parser: Parser, node: V3Node): boolean {
  const { stream } = parser;
  for (let token = stream.peek(); token.type !== 'blockEnd'; token = stream.peek()) {
    const key = parseBlockKey(parser, token);
    if (key === undefined) return false;
    node.content.push(key);
    if (key.foot !== '' && node.content.length > 2) {
      // A foot before a key was that of the entry before.
      const former = node.content.at(-3);
      if (former !== undefined) former.foot = key.foot;
      key.foot = '';
    }
    const value = parseBlockValue(parser);
    if (value === undefined) return false;
    node.content.push(value);
    liftFoot(key, value);
  }
  takeEndComments(stream, node);
  stream.advance();
  const lastKey = node.content.at(-2);
  if (node.foot !== '' && lastKey !== undefined) {
    lastKey.foot = node.foot;
    node.foot = '';
  }
  return true;
}

function parseBlockKey(parser: Parser, token: V3Token): V3Node | undefined {
  if (token.type !== 'key') return token.type === 'value' ? emptyScalar() : undefined;
  parser.stream.advance();
  return mappingEnds.has(parser.stream.peek().type) ? emptyScalar() : parseNode(parser, true, true);
}

function parseBlockValue(parser: Parser): V3Node | undefined {
  const { stream } = parser;
  if (stream.peek().type !== 'value') return emptyScalar();
  stream.advance();
  return mappingEnds.has(stream.peek().type) ? emptyScalar() : parseNode(parser, true, true);
}

function liftFoot(key: V3Node, value: V3Node): void {
  if (key.foot !== '' || value.foot === '') return;
  key.foot = value.foot;
  value.foot = '';
}

function parseFlowSequence(parser: Parser, node: V3Node): boolean {
  const { stream } = parser;
  for (let token = stream.peek(); token.type !== 'flowSequenceEnd'; token = stream.peek()) {
    if (token.type === 'flowEntry') {
      stream.advance();
      continue;
    }
    const item = parseNode(parser, false, false);
    if (item === undefined) return false;
    // The mapping of one entry without braces is beyond what is printed here.
    if (stream.peek().type === 'value') return false;
    node.content.push(item);
  }
  takeEndComments(stream, node);
  stream.advance();
  return true;
}

function parseFlowMapping(parser: Parser, node: V3Node): boolean {
  const { stream } = parser;
  for (let token = stream.peek(); token.type !== 'flowMappingEnd'; token = stream.peek()) {
    if (token.type === 'flowEntry' || token.type === 'key') {
      stream.advance();
      continue;
    }
    const key = token.type === 'value' ? emptyScalar() : parseNode(parser, false, false);
    if (key === undefined) return false;
    const value = parseFlowValue(parser);
    if (value === undefined) return false;
    node.content.push(key, value);
    liftFoot(key, value);
  }
  takeEndComments(stream, node);
  stream.advance();
  return true;
}

function parseFlowValue(parser: Parser): V3Node | undefined {
  const { stream } = parser;
  if (stream.peek().type !== 'value') return emptyScalar();
  stream.advance();
  const { type } = stream.peek();
  return type === 'flowEntry' || type === 'flowMappingEnd' ? emptyScalar() : parseNode(parser, false, false);
}
