import { EVENT_ID, type Event, getScalarValue, parseEvents, SCALAR_STYLE, YAMLException } from 'js-yaml';
import { ReadFailure } from './reader/cursor.ts';
import { type ReadEvent, readDocument } from './reader/readDocument.ts';

/** Deeper nesting is refused, so that nothing behind the parser needs to fear its stack. */
export const maxDepth = 1000;

/** A text that is no YAML: why, and the UTF-16 offset at which that shows. */
export interface Failure {
  readonly reason: string;
  readonly offset: number;
}

/** What a text holds, at the offsets of that text. */
export type Reading =
  | {
      readonly events: readonly ReadEvent[];
      /** What stands behind the first document without beginning another one: Go's readers never see it. */
      readonly cut?: Failure;
    }
  | { readonly failure: Failure };

/**
 * What the two readers may disagree about as far as a look at the text tells: tabs and rare line breaks, marks of
 * documents, tags, anchors, aliases and indentation that is written out.
 */
const doubtful =
  /[\t\u0085\u2028\u2029]|\r(?!\n)|(?!^)\ufeff|(?:^|\n)(?:%|\.\.\.|---\s*[^\s#])|(?:[:?-] +|[,[{] *|\n *)(?:!|&[\w-]|[&*][\w-]*[^\w\s,\]}-])|[|>][-+]?[1-9]/;

/** Keys of so many characters are none to libyaml. */
const longLine = 1024;

/**
 * The events of the first document of a text, as Go's yaml.v3 has them. Most texts mean the same to js-yaml, which is
 * faster; others are read by the reader that does as libyaml does.
 */
export function readEvents(text: string): Reading {
  if (doubtful.test(text) || hasLongLine(text)) return readExactly(text);
  try {
    const events = parseEvents(text, { maxDepth });
    return isDoubtful(text, events) ? readExactly(text) : { events };
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    const failure = { reason: error.reason, offset: error.mark?.position ?? 0 };
    const reading = readExactly(text);
    if ('failure' in reading) return { failure };
    return failure.offset < text.length && reading.cut !== undefined
      ? { ...reading, cut: { reason: failure.reason, offset: Math.max(failure.offset, reading.cut.offset) } }
      : reading;
  }
}

/** The text of a scalar: known to one reader, left to be found out by the other. */
export function scalarText(
  text: string,
  event: Extract<ReadEvent, { type: typeof EVENT_ID.SCALAR }>,
): string {
  if (event.value !== undefined) return event.value;
  const value = getScalarValue(text, event);
  const isBlock = event.style === SCALAR_STYLE.LITERAL_BLOCK || event.style === SCALAR_STYLE.FOLDED_BLOCK;
  // A block whose last line has no break ends without one, unlike what js-yaml says.
  if (!isBlock || event.valueEnd < text.length || !value.endsWith('\n')) return value;
  return /\S[^\n]*$/.test(text) && !text.endsWith('\n') ? value.slice(0, -1) : value;
}

function readExactly(text: string): Reading {
  try {
    const { events, end } = readDocument(text, maxDepth);
    const rest = /^(?:\s|#.*)*/.exec(text.slice(end))?.[0].length ?? 0;
    const offset = end + rest;
    const goesOn = offset < text.length && !/^(?:---|\.\.\.)(?:\s|$)/.test(text.slice(offset, offset + 4));
    if (!goesOn) return { events };
    return { events, cut: { reason: 'end of the stream or a document separator is expected', offset } };
  } catch (error) {
    if (error instanceof ReadFailure) return { failure: { reason: error.reason, offset: error.offset } };
    throw error;
  }
}

function hasLongLine(text: string): boolean {
  for (let start = 0; text.length - start > longLine; ) {
    const end = text.indexOf('\n', start);
    if (end < 0 || end - start > longLine) return true;
    start = end + 1;
  }
  return false;
}

/** What only shows in the events: escapes and, within brackets, question marks and colons that YAML 1.2 reads anew. */
function isDoubtful(text: string, events: readonly Event[]): boolean {
  let flowDepth = 0;
  for (const event of events) {
    if (event.type === EVENT_ID.SCALAR) {
      if (event.style === SCALAR_STYLE.DOUBLE_QUOTED) {
        if (!event.fast && /\\(?:\/|U|u[dD])/.test(text.slice(event.valueStart, event.valueEnd))) return true;
      } else if (flowDepth > 0 && event.style === SCALAR_STYLE.PLAIN && isDoubtfulInFlow(text, event))
        return true;
    } else if (event.type === EVENT_ID.POP) flowDepth = Math.max(flowDepth - 1, 0);
    else if (event.type === EVENT_ID.MAPPING || event.type === EVENT_ID.SEQUENCE) {
      if (flowDepth > 0 || event.style === 2) flowDepth += 1;
    }
  }
  return false;
}

function isDoubtfulInFlow(
  text: string,
  { valueStart, valueEnd }: Extract<Event, { valueStart: number }>,
): boolean {
  if (valueStart < 0) return false;
  if (/^:|\?/.test(text.slice(valueStart, valueEnd))) return true;
  return text.charAt(valueEnd) === ':' && /[[\]{},]/.test(text.charAt(valueEnd + 1));
}
