import { isMap, isScalar, isSeq, LineCounter, type Node, parseAllDocuments } from 'yaml';
import type { Location, PathLocation, Position, Range } from './location.ts';

/**
 * Where a location stands in a text, zero-based, in UTF-16 units. For a path that the text no longer has, the
 * range of the nearest node above it that is left; the start of the text where nothing is left.
 * The text may be broken YAML: the `yaml` package parses what is there.
 */
export function rangeOf(location: Location, text: string): Range {
  return rangesIn(text)(location);
}

/** {@link rangeOf} for many locations in one text, which is parsed at most once. */
export function rangesIn(text: string): (location: Location) => Range {
  const lines = lineIndex(text);
  let documents: readonly ParsedText[] | undefined;
  return location => {
    if ('start' in location) return lines.range(location.start, location.end);
    documents ??= parseText(text);
    const [start, end] = spanOf(location, documents);
    return lines.range(start, trimmedEnd(text, start, end));
  };
}

/** A block of several lines ends for the parser where the next thing begins, and for people behind its last character. */
function trimmedEnd(text: string, start: number, end: number): number {
  let last = end;
  while (last > start && /\s/.test(text[last - 1] ?? '')) last -= 1;
  return last;
}

type Span = readonly [start: number, end: number];
type ParsedText = ReturnType<typeof parseAllDocuments>[number];

function parseText(text: string): readonly ParsedText[] {
  const documents = parseAllDocuments(text, {
    keepSourceTokens: false,
    uniqueKeys: false,
    logLevel: 'silent',
  });
  return 'empty' in documents ? [] : documents;
}

function spanOf(location: PathLocation, documents: readonly ParsedText[]): Span {
  const document = documents[location.document];
  let node: unknown = document?.contents;
  let span: Span = nodeSpan(node) ?? [0, 0];
  for (const [depth, step] of location.path.entries()) {
    const last = depth === location.path.length - 1;
    if (isMap(node)) {
      const pair = node.items.findLast(item => isScalar(item.key) && keyText(item.key) === String(step));
      if (pair === undefined) return span;
      const keySpan = nodeSpan(pair.key);
      if (last && location.part === 'key') return keySpan ?? span;
      span = emptyAsKey(nodeSpan(pair.value), keySpan) ?? span;
      node = pair.value;
    } else if (isSeq(node) && typeof step === 'number') {
      const item = node.items[step];
      span = nodeSpan(item) ?? span;
      node = item;
    } else return span;
  }
  return span;
}

/** Keys are compared by their text: `1` and `yes` are keys like others here. */
function keyText(key: { value: unknown; source?: string }): string {
  return key.source ?? String(key.value);
}

/** A node's text without the white space and comments behind it. */
function nodeSpan(node: unknown): Span | undefined {
  const range = (node as Node | null | undefined)?.range;
  return range === undefined || range === null ? undefined : [range[0], range[1]];
}

function emptyAsKey(value: Span | undefined, key: Span | undefined): Span | undefined {
  return value === undefined || value[0] === value[1] ? (key ?? value) : value;
}

/** Turns UTF-16 offsets of one text into positions; offsets outside it are taken to its nearest end. */
export interface LineIndex {
  position(offset: number): Position;
  range(start: number, end: number): Range;
}

/** Finds the line starts of a text once, for all offsets asked of it. */
export function lineIndex(text: string): LineIndex {
  const counter = new LineCounter();
  counter.addNewLine(0);
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) counter.addNewLine(at + 1);
  const position = (offset: number): Position => {
    const { line, col } = counter.linePos(Math.min(Math.max(offset, 0), text.length));
    return { line: line - 1, character: col - 1 };
  };
  return {
    position,
    range: (start, end) => ({ start: position(start), end: position(Math.max(start, end)) }),
  };
}
