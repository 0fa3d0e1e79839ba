import { COLLECTION_STYLE, EVENT_ID, type Event, SCALAR_STYLE } from 'js-yaml';
import { ReadFailure } from './cursor.ts';
import { newScanner, peek, take } from './scanner.ts';
import type { Scanner } from './scannerState.ts';
import type { ScalarToken, Token } from './token.ts';

/** The first document of a text. */
export interface FirstDocument {
  readonly events: readonly ReadEvent[];
  /** Where what follows the document begins. */
  readonly end: number;
}

/** An event with what libyaml makes of a scalar's text and of a tag, which is full then and absent for `!`. */
export type ReadEvent = Event & { readonly value?: string; readonly tag?: string | undefined };

interface Reader {
  readonly scanner: Scanner;
  readonly events: ReadEvent[];
  readonly handles: Map<string, string>;
  readonly maxDepth: number;
  depth: number;
}

interface Properties {
  readonly anchorStart: number;
  readonly anchorEnd: number;
  readonly tagStart: number;
  readonly tagEnd: number;
  readonly tag?: string | undefined;
}

const none: Properties = { anchorStart: -1, anchorEnd: -1, tagStart: -1, tagEnd: -1 };

/**
 * Reads the first document of a text as Go's yaml.v3 does, whose grammar is libyaml's: nothing behind it counts but
 * what is looked at on the way. No events where there is none. Throws `ReadFailure`.
 */
export function readDocument(text: string, maxDepth: number): FirstDocument {
  const scanner = newScanner(text);
  const reader: Reader = { scanner, events: [], handles: new Map(), maxDepth, depth: 0 };
  take(scanner);
  const { type } = peek(scanner);
  if (type === 'streamEnd') return { events: [], end: text.length };
  const explicitStart = type === 'directive' || type === 'documentStart';
  readDirectives(reader);
  if (explicitStart) expect(reader, 'documentStart', 'did not find expected <document start>');
  const head = { type: EVENT_ID.DOCUMENT, explicitStart, explicitEnd: false, directives: [] };
  reader.events.push(head);
  if (explicitStart && /^(?:directive|documentStart|documentEnd|streamEnd)$/.test(peek(scanner).type)) {
    empty(reader, none);
  } else readNode(reader, true, false);
  const last = peek(scanner);
  if (last.type === 'documentEnd') head.explicitEnd = true;
  pop(reader);
  return { events: reader.events, end: last.start };
}

function readDirectives({ scanner, handles }: Reader): void {
  let hasVersion = false;
  for (let token = peek(scanner); token.type === 'directive'; token = peek(scanner)) {
    if (token.handle === '') {
      if (hasVersion) throw new ReadFailure('found duplicate %YAML directive', token.start);
      if (token.value !== '1.1') throw new ReadFailure('found incompatible YAML document', token.start);
      hasVersion = true;
    } else {
      if (handles.has(token.handle)) throw new ReadFailure('found duplicate %TAG directive', token.start);
      handles.set(token.handle, token.value);
    }
    take(scanner);
  }
  if (!handles.has('!')) handles.set('!', '!');
  if (!handles.has('!!')) handles.set('!!', 'tag:yaml.org,2002:');
}

function expect({ scanner }: Reader, type: Token['type'], reason: string): Token {
  const token = peek(scanner);
  if (token.type !== type) throw new ReadFailure(reason, token.start);
  return take(scanner);
}

function pop({ events }: Reader): void {
  events.push({ type: EVENT_ID.POP });
}

/** What stands where nothing is written. */
function empty({ events }: Reader, properties: Properties): void {
  const nothing = { valueStart: -1, valueEnd: -1, style: SCALAR_STYLE.PLAIN, value: '' };
  events.push({ type: EVENT_ID.SCALAR, ...nothing, ...unused, ...properties });
}

/** What js-yaml needs to find the text of a scalar out, which is known here. */
const unused = { chomping: 1, indent: -1, fast: false } as const;

/** One node; a list may stand at the indentation of its key. */
function readNode(reader: Reader, isBlock: boolean, mayBeIndentless: boolean): void {
  const { scanner, events } = reader;
  const first = peek(scanner);
  if (first.type === 'alias') {
    take(scanner);
    events.push({ type: EVENT_ID.ALIAS, anchorStart: first.start, anchorEnd: first.end });
    return;
  }
  const properties = readProperties(reader);
  const token = peek(scanner);
  if (token.type === 'scalar') {
    take(scanner);
    pushScalar(reader, token, properties);
    return;
  }
  const read = collectionReader(token, isBlock, mayBeIndentless);
  if (read !== undefined) {
    reader.depth += 1;
    if (reader.depth > reader.maxDepth) {
      throw new ReadFailure(`nesting exceeded maxDepth (${reader.maxDepth})`, token.start);
    }
    read(reader, properties);
    reader.depth -= 1;
  } else if (properties !== none) empty(reader, properties);
  else throw new ReadFailure('did not find expected node content', token.start);
}

function readProperties({ scanner, handles }: Reader): Properties {
  let properties = none;
  for (const order of [0, 1]) {
    const token = peek(scanner);
    if (token.type === 'anchor' && properties.anchorStart < 0) {
      properties = { ...properties, anchorStart: token.start, anchorEnd: token.end };
    } else if (token.type === 'tag' && properties.tagStart < 0) {
      const { handle, suffix, start, end } = token;
      const prefix = handle === '' ? '' : handles.get(handle);
      if (prefix === undefined) throw new ReadFailure('found undefined tag handle', start);
      const tag = prefix + suffix;
      properties = { ...properties, tagStart: start, tagEnd: end, tag: tag === '!' ? undefined : tag };
    } else break;
    take(scanner);
    if (order === 1) break;
  }
  return properties;
}

const styles = {
  plain: SCALAR_STYLE.PLAIN,
  single: SCALAR_STYLE.SINGLE_QUOTED,
  double: SCALAR_STYLE.DOUBLE_QUOTED,
  literal: SCALAR_STYLE.LITERAL_BLOCK,
  folded: SCALAR_STYLE.FOLDED_BLOCK,
} as const;

function pushScalar(
  { events }: Reader,
  { start, end, value, style }: ScalarToken,
  properties: Properties,
): void {
  const place = { valueStart: start, valueEnd: end, style: styles[style], value };
  events.push({ type: EVENT_ID.SCALAR, ...place, ...unused, ...properties });
}

type ReadCollection = (reader: Reader, properties: Properties) => void;

function collectionReader(
  token: Token,
  isBlock: boolean,
  mayBeIndentless: boolean,
): ReadCollection | undefined {
  switch (token.type) {
    case 'flowSequence':
      return readFlowSequence;
    case 'flowMapping':
      return readFlowMapping;
    case 'blockSequence':
      return isBlock ? readBlockSequence : undefined;
    case 'blockMapping':
      return isBlock ? readBlockMapping : undefined;
    case 'blockEntry':
      return mayBeIndentless ? readIndentlessSequence : undefined;
    default:
      return undefined;
  }
}

function open(
  { events, scanner }: Reader,
  kind: 'mapping' | 'sequence',
  style: 'block' | 'flow',
  properties: Properties,
): void {
  events.push({
    type: kind === 'mapping' ? EVENT_ID.MAPPING : EVENT_ID.SEQUENCE,
    start: peek(scanner).start,
    style: style === 'flow' ? COLLECTION_STYLE.FLOW : COLLECTION_STYLE.BLOCK,
    ...properties,
  });
}

/** A node, or an empty one where a token of those types stands. */
function readOptional(
  reader: Reader,
  absent: readonly Token['type'][],
  isBlock: boolean,
  indentless = false,
): void {
  if (absent.includes(peek(reader.scanner).type)) empty(reader, none);
  else readNode(reader, isBlock, indentless);
}

function readBlockSequence(reader: Reader, properties: Properties): void {
  const { scanner } = reader;
  open(reader, 'sequence', 'block', properties);
  take(scanner);
  while (peek(scanner).type === 'blockEntry') {
    take(scanner);
    readOptional(reader, ['blockEntry', 'blockEnd'], true);
  }
  expect(reader, 'blockEnd', "did not find expected '-' indicator");
  pop(reader);
}

function readIndentlessSequence(reader: Reader, properties: Properties): void {
  const { scanner } = reader;
  open(reader, 'sequence', 'block', properties);
  while (peek(scanner).type === 'blockEntry') {
    take(scanner);
    readOptional(reader, ['blockEntry', 'key', 'value', 'blockEnd'], true);
  }
  pop(reader);
}

function readBlockMapping(reader: Reader, properties: Properties): void {
  const { scanner } = reader;
  open(reader, 'mapping', 'block', properties);
  take(scanner);
  while (peek(scanner).type === 'key') {
    take(scanner);
    readOptional(reader, ['key', 'value', 'blockEnd'], true, true);
    if (peek(scanner).type === 'value') {
      take(scanner);
      readOptional(reader, ['key', 'value', 'blockEnd'], true, true);
    } else empty(reader, none);
  }
  expect(reader, 'blockEnd', 'did not find expected key');
  pop(reader);
}

function readFlowSequence(reader: Reader, properties: Properties): void {
  const { scanner } = reader;
  open(reader, 'sequence', 'flow', properties);
  take(scanner);
  for (let isFirst = true; peek(scanner).type !== 'flowSequenceEnd'; isFirst = false) {
    if (!isFirst) expect(reader, 'flowEntry', "did not find expected ',' or ']'");
    const { type } = peek(scanner);
    if (type === 'flowSequenceEnd') break;
    if (type === 'key') readFlowPair(reader);
    else readNode(reader, false, false);
  }
  take(scanner);
  pop(reader);
}

/** `[a: b]` holds a mapping of one entry. */
function readFlowPair(reader: Reader): void {
  const { scanner } = reader;
  open(reader, 'mapping', 'flow', none);
  take(scanner);
  const { type } = peek(scanner);
  if (type === 'value' || type === 'flowEntry' || type === 'flowSequenceEnd') {
    // Whatever stands there is passed, as if it were the colon.
    take(scanner);
    empty(reader, none);
  } else readNode(reader, false, false);
  if (peek(scanner).type === 'value') {
    take(scanner);
    readOptional(reader, ['flowEntry', 'flowSequenceEnd'], false);
  } else empty(reader, none);
  pop(reader);
}

function readFlowMapping(reader: Reader, properties: Properties): void {
  const { scanner } = reader;
  open(reader, 'mapping', 'flow', properties);
  take(scanner);
  for (let isFirst = true; peek(scanner).type !== 'flowMappingEnd'; isFirst = false) {
    if (!isFirst) expect(reader, 'flowEntry', "did not find expected ',' or '}'");
    const { type } = peek(scanner);
    if (type === 'flowMappingEnd') break;
    if (type !== 'key') {
      readNode(reader, false, false);
      empty(reader, none);
      continue;
    }
    take(scanner);
    readOptional(reader, ['value', 'flowEntry', 'flowMappingEnd'], false);
    if (peek(scanner).type === 'value') {
      take(scanner);
      readOptional(reader, ['flowEntry', 'flowMappingEnd'], false);
    } else empty(reader, none);
  }
  take(scanner);
  pop(reader);
}
