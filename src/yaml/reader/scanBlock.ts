import { codeAt, isBlank, isBreak, isBreakOrEnd } from './characters.ts';
import { type Cursor, columnOf, ReadFailure, skipBreak, skipTo } from './cursor.ts';
import type { ScalarToken } from './token.ts';

interface Header {
  readonly chomp: 'strip' | 'clip' | 'keep';
  /** Indentation relative to the parent; 0 where none is written. */
  readonly increment: number;
}

/** A block scalar from its `|` or `>` on; `parentIndent` is -1 at the root. */
export function scanBlock(cursor: Cursor, parentIndent: number): ScalarToken {
  const { text } = cursor;
  const literal = codeAt(text, cursor.at) === 0x7c;
  const { chomp, increment } = scanHeader(cursor);
  const start = cursor.at;
  const written = increment === 0 ? 0 : Math.max(parentIndent, 0) + increment;
  const first = passBreaks(cursor, written, parentIndent);
  const { indent } = first;
  let { breaks } = first;
  let value = '';
  let lineBreak = '';
  let wasBlank = false;
  while (columnOf(cursor) === indent && cursor.at < text.length) {
    const blank = isBlank(codeAt(text, cursor.at));
    if (!literal && !wasBlank && !blank && lineBreak === '\n') {
      if (breaks === '') value += ' ';
    } else value += lineBreak;
    value += breaks;
    wasBlank = blank;
    let end = cursor.at;
    while (!isBreakOrEnd(codeAt(text, end))) end += 1;
    value += text.slice(cursor.at, end);
    skipTo(cursor, end);
    lineBreak = cursor.at < text.length ? skipBreak(cursor) : '';
    ({ breaks } = passBreaks(cursor, indent, parentIndent));
  }
  if (chomp !== 'strip') value += lineBreak;
  if (chomp === 'keep') value += breaks;
  const end = cursor.at < text.length ? cursor.lineStart : text.length;
  return { type: 'scalar', start, end, value, style: literal ? 'literal' : 'folded' };
}

function scanHeader(cursor: Cursor): Header {
  const { text, at: start } = cursor;
  cursor.at += 1;
  let chomp: Header['chomp'] | undefined;
  let increment = 0;
  for (let i = 0; i < 2; i += 1) {
    const code = codeAt(text, cursor.at);
    if (chomp === undefined && (code === 0x2b || code === 0x2d)) chomp = code === 0x2b ? 'keep' : 'strip';
    else if (increment === 0 && code >= 0x30 && code <= 0x39) {
      increment = code - 0x30;
      if (increment === 0) throw new ReadFailure('found an indentation indicator equal to 0', start);
    } else break;
    cursor.at += 1;
  }
  while (isBlank(codeAt(text, cursor.at))) cursor.at += 1;
  if (codeAt(text, cursor.at) === 0x23) {
    while (!isBreakOrEnd(codeAt(text, cursor.at))) cursor.at += 1;
  }
  if (!isBreakOrEnd(codeAt(text, cursor.at))) {
    throw new ReadFailure('did not find expected comment or line break', cursor.at);
  }
  if (cursor.at < text.length) skipBreak(cursor);
  return { chomp: chomp ?? 'clip', increment };
}

/** Passes empty lines and the indentation of the next one; finds the indentation out where `indent` is 0. */
function passBreaks(
  cursor: Cursor,
  indent: number,
  parentIndent: number,
): { readonly breaks: string; readonly indent: number } {
  const { text } = cursor;
  let breaks = '';
  let widest = 0;
  for (;;) {
    while ((indent === 0 || columnOf(cursor) < indent) && codeAt(text, cursor.at) === 0x20) cursor.at += 1;
    const column = columnOf(cursor);
    widest = Math.max(widest, column);
    const code = codeAt(text, cursor.at);
    if ((indent === 0 || column < indent) && code === 0x09) {
      throw new ReadFailure('found a tab character where an indentation space is expected', cursor.at);
    }
    if (!isBreak(code)) break;
    breaks += skipBreak(cursor);
  }
  return { breaks, indent: indent === 0 ? Math.max(widest, parentIndent + 1, 1) : indent };
}
