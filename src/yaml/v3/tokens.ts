import { EVENT_ID, SCALAR_STYLE } from 'js-yaml';
import type { ScalarStyle } from '../node.ts';
import { scalarText } from '../readEvents.ts';
import type { ReadEvent } from '../reader/readDocument.ts';

/** A token that stands in the text, as libyaml's scanner finds them; ends of blocks are not among them. */
export interface SourceToken {
  readonly type:
    | 'documentStart'
    | 'entry'
    | 'explicitKey'
    | 'value'
    | 'flowSequence'
    | 'flowMapping'
    | 'flowSequenceEnd'
    | 'flowMappingEnd'
    | 'flowEntry'
    | 'anchor'
    | 'tag'
    | 'alias'
    | 'scalar';
  readonly start: number;
  readonly end: number;
  /** Whether a simple key begins with it. */
  readonly startsKey: boolean;
  /** Whether it is the colon of an entry without a key before it. */
  readonly keyless: boolean;
  readonly text: string;
  readonly style: ScalarStyle;
}

interface Walk {
  readonly text: string;
  readonly events: readonly ReadEvent[];
  next: number;
  /** Where the last token ended. */
  at: number;
  readonly tokens: SourceToken[];
}

const styles: Readonly<Record<number, ScalarStyle>> = {
  [SCALAR_STYLE.SINGLE_QUOTED]: 'single',
  [SCALAR_STYLE.DOUBLE_QUOTED]: 'double',
  [SCALAR_STYLE.LITERAL_BLOCK]: 'literal',
  [SCALAR_STYLE.FOLDED_BLOCK]: 'folded',
};

/** The tokens of the first document, found between the events of the parser. */
export function sourceTokens(text: string, events: readonly ReadEvent[]): readonly SourceToken[] {
  const walk: Walk = { text, events, next: 0, at: 0, tokens: [] };
  const document = events[walk.next++];
  if (document?.type === EVENT_ID.DOCUMENT && document.explicitStart) {
    const start = text.search(/^---(?=\s|$)/m);
    add(walk, 'documentStart', start, start + 3);
  }
  const root = events[walk.next];
  if (root !== undefined && root.type !== EVENT_ID.POP) walkNode(walk, false);
  return walk.tokens;
}

/** The offset of the next character that is neither white space nor in a comment. */
function skip(walk: Walk): number {
  const { text } = walk;
  let at = walk.at;
  for (; at < text.length; at += 1) {
    const char = text.charAt(at);
    if (char === '#') {
      const end = text.indexOf('\n', at);
      if (end < 0) return text.length;
      at = end;
    } else if (!/[ \t\r\n\ufeff]/.test(char)) return at;
  }
  return at;
}

function add(
  walk: Walk,
  type: SourceToken['type'],
  start: number,
  end: number,
  more: Partial<SourceToken> = {},
): void {
  walk.tokens.push({ type, start, end, startsKey: false, keyless: false, text: '', style: 'plain', ...more });
  walk.at = end;
}

function walkNode(walk: Walk, isKey: boolean): void {
  const event = walk.events[walk.next];
  if (event === undefined || event.type === EVENT_ID.DOCUMENT || event.type === EVENT_ID.POP) return;
  walk.next += 1;
  let startsKey = isKey;
  if (event.type === EVENT_ID.ALIAS) {
    const start = skip(walk);
    add(walk, 'alias', start, event.anchorEnd, {
      startsKey,
      text: walk.text.slice(event.anchorStart, event.anchorEnd),
    });
    return;
  }
  startsKey = walkProperties(walk, event, startsKey);
  if (event.type === EVENT_ID.SCALAR) {
    if (event.valueStart < 0) return;
    const start = skip(walk);
    const style = styles[event.style] ?? 'plain';
    const end = style === 'single' || style === 'double' ? event.valueEnd + 1 : event.valueEnd;
    const text = scalarText(walk.text, event);
    add(walk, 'scalar', start, end, { startsKey, text, style });
  } else if (event.type === EVENT_ID.MAPPING) {
    if (walk.text[skip(walk)] === '{' && isFlow(event)) walkFlowMapping(walk, startsKey);
    else if (isFlow(event)) walkFlowPair(walk);
    else walkBlockMapping(walk);
  } else if (isFlow(event)) walkFlowSequence(walk, startsKey);
  else walkBlockSequence(walk);
}

function isFlow(event: { style: number }): boolean {
  return event.style === 2;
}

/** Anchor and tag in the order in which they stand. Gives whether a key is still to begin. */
function walkProperties(
  walk: Walk,
  event: { anchorStart: number; anchorEnd: number; tagStart: number; tagEnd: number },
  startsKey: boolean,
): boolean {
  let pending = startsKey;
  const anchor = () => {
    if (event.anchorStart < 0) return;
    const text = walk.text.slice(event.anchorStart, event.anchorEnd);
    add(walk, 'anchor', event.anchorStart - 1, event.anchorEnd, { startsKey: pending, text });
    pending = false;
  };
  const tag = () => {
    if (event.tagStart < 0) return;
    const text = walk.text.slice(event.tagStart, event.tagEnd);
    add(walk, 'tag', event.tagStart, event.tagEnd, { startsKey: pending, text });
    pending = false;
  };
  if (event.tagStart >= 0 && event.tagStart < event.anchorStart) {
    tag();
    anchor();
  } else {
    anchor();
    tag();
  }
  return pending;
}

function atEnd(walk: Walk): boolean {
  const event = walk.events[walk.next];
  return event === undefined || event.type === EVENT_ID.POP;
}

function walkBlockMapping(walk: Walk): void {
  while (!atEnd(walk)) walkPair(walk);
  walk.next += 1;
}

function walkPair(walk: Walk): void {
  const start = skip(walk);
  const explicit = walk.text[start] === '?' && /^(?:\s|$)/.test(walk.text.slice(start + 1, start + 2));
  if (explicit) add(walk, 'explicitKey', start, start + 1);
  const before = walk.tokens.length;
  walkNode(walk, !explicit);
  const keyless = !explicit && walk.tokens.length === before;
  const colon = skip(walk);
  if (walk.text[colon] === ':') add(walk, 'value', colon, colon + 1, { keyless });
  walkNode(walk, false);
}

function walkBlockSequence(walk: Walk): void {
  while (!atEnd(walk)) {
    const start = skip(walk);
    add(walk, 'entry', start, start + 1);
    walkNode(walk, false);
  }
  walk.next += 1;
}

function walkFlowSequence(walk: Walk, startsKey: boolean): void {
  const start = skip(walk);
  add(walk, 'flowSequence', start, start + 1, { startsKey });
  while (!atEnd(walk)) {
    walkNode(walk, false);
    walkComma(walk);
  }
  walk.next += 1;
  const end = skip(walk);
  add(walk, 'flowSequenceEnd', end, end + 1);
}

function walkFlowMapping(walk: Walk, startsKey: boolean): void {
  const start = skip(walk);
  add(walk, 'flowMapping', start, start + 1, { startsKey });
  while (!atEnd(walk)) {
    walkPair(walk);
    walkComma(walk);
  }
  walk.next += 1;
  const end = skip(walk);
  add(walk, 'flowMappingEnd', end, end + 1);
}

/** `[a: b]` holds a mapping of one entry without braces. */
function walkFlowPair(walk: Walk): void {
  walkPair(walk);
  walk.next += 1;
}

function walkComma(walk: Walk): void {
  const comma = skip(walk);
  if (walk.text[comma] === ',') add(walk, 'flowEntry', comma, comma + 1);
}
