import {
  breaksBefore,
  type Comment,
  columnOf,
  dealComments,
  lineCounter,
  newComment,
  restOfLine,
} from './commentLines.ts';
import type { SourceToken } from './tokens.ts';

/** A token as the parser takes it: those of the text, and the starts and ends of blocks between them. */
export interface V3Token {
  readonly type:
    | SourceToken['type']
    | 'blockMapping'
    | 'blockSequence'
    | 'blockEnd'
    | 'key'
    | 'streamEnd'
    | 'documentEnd';
  readonly start: number;
  readonly source: SourceToken | undefined;
}

/** Comments gathered for the next event. */
export interface PendingComments {
  head: string;
  line: string;
  foot: string;
  /** A head comment that was set aside for a collection below a sequence entry. */
  stem: string;
}

/** The tokens of one document, with the comments between them given out as `yaml.v3` gives them out. */
export interface TokenStream {
  readonly pending: PendingComments;
  peek(): V3Token;
  advance(): void;
}

interface Scanner {
  readonly text: string;
  readonly sources: readonly SourceToken[];
  next: number;
  readonly tokens: V3Token[];
  head: number;
  readonly comments: Comment[];
  commentsHead: number;
  /** Where the scanner stands. */
  at: number;
  indent: number;
  readonly indents: number[];
  flowLevel: number;
  ended: boolean;
  readonly lineOf: (offset: number) => number;
}

/** Opens a stream over the tokens of a text. */
export function tokenStream(text: string, sources: readonly SourceToken[]): TokenStream {
  const scanner: Scanner = {
    text,
    sources,
    next: 0,
    tokens: [],
    head: 0,
    comments: [],
    commentsHead: 0,
    at: 0,
    indent: -1,
    indents: [],
    flowLevel: 0,
    ended: false,
    lineOf: lineCounter(text),
  };
  const pending: PendingComments = { head: '', line: '', foot: '', stem: '' };
  return {
    pending,
    peek() {
      // Foot comments are known two tokens ahead of the one they belong to.
      while (!scanner.ended && scanner.head >= scanner.tokens.length - 2) fetch(scanner);
      const token = scanner.tokens[scanner.head] ?? streamEnd(scanner);
      unfold(scanner, pending, token);
      return token;
    },
    advance() {
      scanner.head += 1;
    },
  };
}

function streamEnd(scanner: Scanner): V3Token {
  return { type: 'streamEnd', start: scanner.text.length, source: undefined };
}

function unfold(scanner: Scanner, pending: PendingComments, token: V3Token): void {
  for (;;) {
    const comment = scanner.comments[scanner.commentsHead];
    if (comment === undefined || token.start < comment.token) return;
    // An end of a block has no head comment: it is kept for what follows.
    if (comment.head !== '' && token.type === 'blockEnd') return;
    pending.head = joined(pending.head, comment.head);
    pending.foot = joined(pending.foot, comment.foot);
    pending.line = joined(pending.line, comment.line);
    scanner.commentsHead += 1;
  }
}

function joined(before: string, more: string): string {
  return before === '' || more === '' ? before + more : `${before}\n${more}`;
}

/** Takes in the next token of the text and what stands before it. */
function fetch(scanner: Scanner): void {
  const source = scanner.sources[scanner.next];
  scanner.next += 1;
  const scanned = scanner.at;
  const last = lastContentToken(scanner);
  scanner.comments.push(
    ...dealComments({
      text: scanner.text,
      start: scanned,
      end: source?.start ?? scanner.text.length,
      indent: Math.max(scanner.indent, 0),
      inFlow: scanner.flowLevel > 0,
      last: last?.start ?? 0,
      lastIsColon: last?.type === 'value',
      lineOf: scanner.lineOf,
    }),
  );
  if (source === undefined) {
    unroll(scanner, columnOf(scanner.text, scanner.text.length), scanned);
    unroll(scanner, -1, scanner.text.length);
    scanner.tokens.push(streamEnd(scanner));
    scanner.ended = true;
    return;
  }
  const column = columnOf(scanner.text, source.start);
  unroll(scanner, source.type === 'documentStart' ? -1 : column, scanned);
  const former = scanner.tokens.at(-1);
  const takesFormer =
    former !== undefined && (scanner.flowLevel === 0 ? source.type === 'value' : source.type === 'flowEntry');
  const mark = takesFormer ? former.start : source.start;
  push(scanner, source, column);
  scanner.at = source.end;
  if (source.type === 'scalar') scanScalarEnd(scanner, source);
  // A dash alone has no comment on its line: that is the head of what follows.
  if (source.type !== 'entry' && source.type !== 'documentStart') scanLineComment(scanner, mark);
}

function push(scanner: Scanner, source: SourceToken, column: number): void {
  const { type, start } = source;
  if (type === 'entry') roll(scanner, column, 'blockSequence', start);
  else if (source.startsKey || type === 'explicitKey' || source.keyless) {
    roll(scanner, column, 'blockMapping', start);
    if (!source.keyless) scanner.tokens.push({ type: 'key', start, source });
    if (type === 'explicitKey') return;
  } else if (type === 'flowSequenceEnd' || type === 'flowMappingEnd') scanner.flowLevel -= 1;
  if (type === 'flowSequence' || type === 'flowMapping') scanner.flowLevel += 1;
  scanner.tokens.push({ type, start, source });
}

function roll(scanner: Scanner, column: number, type: V3Token['type'], start: number): void {
  if (scanner.flowLevel > 0 || scanner.indent >= column) return;
  scanner.indents.push(scanner.indent);
  scanner.indent = column;
  scanner.tokens.push({ type, start, source: undefined });
}

/** Ends blocks that are deeper than a column; an end stands before comments at its block's indentation. */
function unroll(scanner: Scanner, column: number, scanned: number): void {
  if (scanner.flowLevel > 0) return;
  let mark = scanned - 1;
  while (scanner.indent > column) {
    let stop = mark;
    for (let i = scanner.comments.length - 1; i >= scanner.commentsHead; i -= 1) {
      const comment = scanner.comments[i];
      if (comment === undefined || comment.end < stop) break;
      if (comment.column === scanner.indent + 1) mark = comment.start;
      stop = comment.scanned;
    }
    scanner.tokens.push({ type: 'blockEnd', start: mark, source: undefined });
    scanner.indent = scanner.indents.pop() ?? -1;
  }
}

/** A plain or block scalar is only over where something else begins, so the scanner then stands there. */
function scanScalarEnd(scanner: Scanner, source: SourceToken): void {
  const { text } = scanner;
  if (source.style === 'literal' || source.style === 'folded') {
    const header = /^[|>][-+0-9]*[ \t]*(#[^\r\n]*)?/.exec(text.slice(source.start));
    const comment = header?.[1];
    if (comment !== undefined) {
      const start = source.start + (header?.[0].length ?? 0) - comment.length;
      scanner.comments.push(newComment(text, { token: source.start, start, line: comment }));
    }
  } else if (source.style !== 'plain') return;
  while (/[ \t\r\n]/.test(text.charAt(scanner.at))) scanner.at += 1;
}

function scanLineComment(scanner: Scanner, token: number): void {
  const { text } = scanner;
  if (breaksBefore(text, scanner.at) > 0) return;
  let start = scanner.at;
  while (/[ \t]/.test(text.charAt(start))) start += 1;
  if (text[start] !== '#') return;
  const comment = restOfLine(text, start);
  scanner.comments.push(newComment(text, { token, start, line: comment }));
  scanner.at = start + comment.length;
}

/** The token that a foot comment would belong to; a comma stands for what it follows. */
function lastContentToken(scanner: Scanner): V3Token | undefined {
  const last = scanner.tokens.at(-1);
  return last?.type === 'flowEntry' ? (scanner.tokens.at(-2) ?? last) : last;
}
