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

/** Comments that wait for the token they belong to. */
interface Comment {
  /** The first token at or behind this offset takes it. */
  token: number;
  readonly start: number;
  /** Column from 1, as the scanner counts it for comments. */
  readonly column: number;
  readonly scanned: number;
  readonly end: number;
  readonly head: string;
  line: string;
  readonly foot: string;
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
  scanGap(scanner, source?.start ?? scanner.text.length);
  if (source === undefined) {
    unroll(scanner, columnOf(scanner.text, scanner.text.length), scanned);
    unroll(scanner, -1, scanner.text.length);
    scanner.tokens.push(streamEnd(scanner));
    scanner.ended = true;
    return;
  }
  const column = columnOf(scanner.text, source.start);
  unroll(scanner, source.type === 'documentStart' ? -1 : column, scanned);
  const last = scanner.tokens.at(-1);
  const takesFormer =
    last !== undefined && (scanner.flowLevel === 0 ? source.type === 'value' : source.type === 'flowEntry');
  const mark = takesFormer ? last.start : source.start;
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
      addComment(scanner, { token: source.start, start, line: comment });
    }
  } else if (source.style !== 'plain') return;
  while (/[ \t\r\n]/.test(text.charAt(scanner.at))) scanner.at += 1;
}

function scanLineComment(scanner: Scanner, token: number): void {
  const { text } = scanner;
  if (newlinesBefore(text, scanner.at) > 0) return;
  let start = scanner.at;
  while (/[ \t]/.test(text.charAt(start))) start += 1;
  if (text[start] !== '#') return;
  const line = /[^\r\n]*/y;
  line.lastIndex = start;
  const comment = line.exec(text)?.[0] ?? '';
  addComment(scanner, { token, start, line: comment });
  scanner.at = start + comment.length;
}

function addComment(scanner: Scanner, comment: Partial<Comment> & { token: number; start: number }): void {
  const column = columnOf(scanner.text, comment.start) + 1;
  scanner.comments.push({ column, scanned: 0, end: 0, head: '', line: '', foot: '', ...comment });
}

/** Line breaks between an offset and the last character before it that is not blank. */
function newlinesBefore(text: string, offset: number): number {
  let count = 0;
  for (let at = offset - 1; at >= 0 && /[ \t\r\n]/.test(text.charAt(at)); at -= 1) {
    if (text[at] === '\n') count += 1;
  }
  return count;
}

export function columnOf(text: string, offset: number): number {
  return offset - (text.lastIndexOf('\n', offset - 1) + 1);
}

function lineOf(text: string, offset: number): number {
  let line = 0;
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) line += 1;
  return line;
}

/** A run of comment lines that is being read. */
interface Run {
  text: string;
  start: number;
  /** Line of its first comment as the scanner counts, which misses the break that ends a comment. */
  line: number;
  /** Where the part of the gap began that this run stands in. */
  scanned: number;
}

/**
 * Deals out the comment lines between two tokens: the first lines, where an empty line follows them directly
 * below the token, are its foot; those that stand deeper than what follows too; the rest is a head.
 */
function scanGap(scanner: Scanner, end: number): void {
  const { text } = scanner;
  const gapStart = scanner.at;
  let at = gapStart;
  while (at < end && text[at] !== '#') at += 1;
  scanner.at = end;
  if (at >= end) return;
  const last = lastContentToken(scanner);
  const indent = Math.max(scanner.indent, 0);
  let line = lineOf(text, at);
  const newlines = newlinesBefore(text, at);
  let footLine = -1;
  if (lineOf(text, gapStart) > 0) {
    footLine = line - newlines + 1;
    if (newlines === 0 && columnOf(text, at) > 1) footLine += 1;
  }
  let firstEmpty = newlines <= 1;
  let recentEmpty = false;
  let run: Run = { text: '', start: 0, line: 0, scanned: gapStart };
  let token = last?.start ?? 0;
  const column = () => columnOf(text, run.start);
  const flush = (offset: number, mark: number) => {
    addComment(scanner, {
      token: mark,
      start: run.start,
      scanned: run.scanned,
      end: offset,
      foot: run.text,
    });
    run = { text: '', start: 0, line: 0, scanned: offset };
    token = offset;
  };
  const closes = (offset: number) => scanner.flowLevel > 0 && /[\]}]/.test(text.charAt(offset));
  for (;;) {
    // `at` stands at a comment, at the token, or at a line break behind a comment.
    const closing = at >= end && closes(at);
    const breaks = at >= text.length || /[\r\n]/.test(text.charAt(at));
    if (closing || breaks) {
      if (closing || !recentEmpty) {
        const isFoot = run.line === footLine && last?.type !== 'value';
        if (closing || (firstEmpty && (isFoot || column() < indent))) {
          if (run.text !== '') flush(at, column() < indent ? run.start : token);
        } else if (run.text !== '' && at < text.length) run.text += '\n';
      }
      if (closing || at >= text.length) break;
      firstEmpty = false;
      recentEmpty = true;
      line += 1;
      at = nextVisible(text, at + (text.startsWith('\r\n', at) ? 2 : 1));
      continue;
    }
    const here = columnOf(text, at);
    if (run.text !== '' && here < indent && here !== column()) flush(at, token);
    if (at >= end) break;
    const comment = /[^\r\n]*/y;
    comment.lastIndex = at;
    const words = comment.exec(text)?.[0] ?? '';
    if (run.text === '') run = { ...run, start: at, line };
    else run.text += '\n';
    run.text += words;
    line = lineOf(text, at);
    recentEmpty = false;
    at += words.length;
    // The break that ends the comment's own line is not an empty line.
    if (at < text.length) at = nextVisible(text, at + (text.startsWith('\r\n', at) ? 2 : 1));
  }
  if (run.text !== '') {
    addComment(scanner, {
      token: run.start,
      start: run.start,
      scanned: run.scanned,
      end: at - 1,
      head: run.text,
    });
  }
}

function nextVisible(text: string, offset: number): number {
  let at = offset;
  while (/[ \t]/.test(text.charAt(at))) at += 1;
  return at;
}

/** The token that a foot comment would belong to; a comma stands for what it follows. */
function lastContentToken(scanner: Scanner): V3Token | undefined {
  const last = scanner.tokens.at(-1);
  return last?.type === 'flowEntry' ? (scanner.tokens.at(-2) ?? last) : last;
}
