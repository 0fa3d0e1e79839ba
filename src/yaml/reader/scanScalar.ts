import { codeAt, isBlank, isBlankOrEnd, isBreak } from './characters.ts';
import { type Cursor, columnOf, isDocumentMark, ReadFailure, skip, skipBreak, skipTo } from './cursor.ts';
import type { ScalarToken } from './token.ts';

/** Blanks and line breaks that were passed, as far as a scalar that goes on behind them has them. */
interface Gap {
  blanks: string;
  first: string;
  others: string;
  hasBreak: boolean;
}

function newGap(): Gap {
  return { blanks: '', first: '', others: '', hasBreak: false };
}

/** One break alone reads as a space, unless it is one of Unicode's. */
function folded({ blanks, first, others, hasBreak }: Gap): string {
  if (!hasBreak) return blanks;
  if (first !== '\n') return first + others;
  return others === '' ? ' ' : others;
}

function passGap(cursor: Cursor, gap: Gap, refusesTab: () => boolean): void {
  const { text } = cursor;
  for (;;) {
    const code = codeAt(text, cursor.at);
    if (isBlank(code)) {
      if (code === 0x09 && gap.hasBreak && refusesTab()) {
        throw new ReadFailure('found a tab character that violates indentation', cursor.at);
      }
      if (!gap.hasBreak) gap.blanks += text[cursor.at];
      cursor.at += 1;
    } else if (isBreak(code)) {
      if (gap.hasBreak) gap.others += skipBreak(cursor);
      else {
        gap.first = skipBreak(cursor);
        gap.hasBreak = true;
      }
    } else return;
  }
}

/** A plain scalar. `endsLine` says whether lines were left behind it, so that a key may follow. */
export function scanPlain(
  cursor: Cursor,
  flowLevel: number,
  indent: number,
): { readonly token: ScalarToken; readonly endsLine: boolean } {
  const { text, at: start } = cursor;
  let value = '';
  let end = start;
  let gap = newGap();
  for (;;) {
    if (isDocumentMark(cursor) || codeAt(text, cursor.at) === 0x23) break;
    const stop = plainEnd(text, cursor.at, flowLevel > 0);
    if (stop > cursor.at) {
      value += folded(gap) + text.slice(cursor.at, stop);
      gap = newGap();
      skipTo(cursor, stop);
      end = stop;
    }
    const code = codeAt(text, cursor.at);
    if (!isBlank(code) && !isBreak(code)) break;
    passGap(cursor, gap, () => columnOf(cursor) < indent);
    if (flowLevel === 0 && columnOf(cursor) < indent) break;
  }
  return { token: { type: 'scalar', start, end, value, style: 'plain' }, endsLine: gap.hasBreak };
}

function plainEnd(text: string, from: number, inFlow: boolean): number {
  let at = from;
  for (; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (isBlankOrEnd(code)) break;
    if (code === 0x3a && isBlankOrEnd(codeAt(text, at + 1))) break;
    if (
      inFlow &&
      (code === 0x2c || code === 0x3f || code === 0x5b || code === 0x5d || code === 0x7b || code === 0x7d)
    )
      break;
  }
  return at;
}

/** A scalar in single or double quotes. */
export function scanQuoted(cursor: Cursor, single: boolean): ScalarToken {
  const { text } = cursor;
  const quote = single ? 0x27 : 0x22;
  cursor.at += 1;
  const start = cursor.at;
  let value = '';
  for (;;) {
    if (isDocumentMark(cursor)) throw new ReadFailure('found unexpected document indicator', cursor.at);
    if (cursor.at >= text.length) throw new ReadFailure('found unexpected end of stream', cursor.at);
    const gap = newGap();
    for (;;) {
      const code = codeAt(text, cursor.at);
      if (isBlankOrEnd(code)) break;
      if (code === quote && single && codeAt(text, cursor.at + 1) === quote) {
        value += "'";
        cursor.at += 2;
      } else if (code === quote) {
        const token = {
          type: 'scalar',
          start,
          end: cursor.at,
          value,
          style: single ? 'single' : 'double',
        } as const;
        cursor.at += 1;
        return token;
      } else if (!single && code === 0x5c) {
        if (isBreak(codeAt(text, cursor.at + 1))) {
          cursor.at += 1;
          skipBreak(cursor);
          gap.hasBreak = true;
          break;
        }
        value += scanEscape(cursor);
      } else {
        const from = cursor.at;
        skip(cursor);
        value += text.slice(from, cursor.at);
      }
    }
    passQuotedGap(cursor, gap);
    value += foldedQuoted(gap);
  }
}

function passQuotedGap(cursor: Cursor, gap: Gap): void {
  const { text } = cursor;
  for (;;) {
    const code = codeAt(text, cursor.at);
    if (isBlank(code)) {
      if (!gap.hasBreak) gap.blanks += text[cursor.at];
      cursor.at += 1;
    } else if (isBreak(code)) {
      if (gap.hasBreak) gap.others += skipBreak(cursor);
      else {
        gap.first = skipBreak(cursor);
        gap.hasBreak = true;
      }
    } else return;
  }
}

/** A break that a backslash escapes is none: what follows are breaks of its own. */
function foldedQuoted(gap: Gap): string {
  return gap.hasBreak && gap.first === '' ? gap.others : folded(gap);
}

const escapes: Readonly<Record<string, string>> = {
  0: '\0',
  a: '\x07',
  b: '\b',
  t: '\t',
  '\t': '\t',
  n: '\n',
  v: '\v',
  f: '\f',
  r: '\r',
  e: '\x1b',
  ' ': ' ',
  '"': '"',
  "'": "'",
  '\\': '\\',
  N: '\u0085',
  _: '\u00a0',
  L: '\u2028',
  P: '\u2029',
};
const lengths: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

function scanEscape(cursor: Cursor): string {
  const { text } = cursor;
  const letter = text.charAt(cursor.at + 1);
  const known = Object.hasOwn(escapes, letter) ? escapes[letter] : undefined;
  if (known !== undefined) {
    cursor.at += 2;
    return known;
  }
  const length = Object.hasOwn(lengths, letter) ? (lengths[letter] ?? 0) : 0;
  if (length === 0) throw new ReadFailure('found unknown escape character', cursor.at);
  const digits = text.slice(cursor.at + 2, cursor.at + 2 + length);
  if (digits.length < length || !/^[0-9a-fA-F]+$/.test(digits)) {
    throw new ReadFailure('did not find expected hexdecimal number', cursor.at);
  }
  const value = Number.parseInt(digits, 16);
  if ((value >= 0xd800 && value <= 0xdfff) || value > 0x10ffff) {
    throw new ReadFailure('found invalid Unicode character escape code', cursor.at);
  }
  cursor.at += 2 + length;
  return String.fromCodePoint(value);
}
