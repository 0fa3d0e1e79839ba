import { codeAt, isBlank, isBlankOrEnd, isBreak, isBreakOrEnd, isWord } from './characters.ts';
import { type Cursor, ReadFailure, skipBreak } from './cursor.ts';
import type { DirectiveToken, TagToken, Token } from './token.ts';

function passWord(cursor: Cursor): string {
  const start = cursor.at;
  while (isWord(codeAt(cursor.text, cursor.at))) cursor.at += 1;
  return cursor.text.slice(start, cursor.at);
}

/** An anchor or an alias; what may stand behind its name is what libyaml lets stand there. */
export function scanAnchor(cursor: Cursor, type: 'anchor' | 'alias'): Token {
  cursor.at += 1;
  const start = cursor.at;
  const name = passWord(cursor);
  const next = codeAt(cursor.text, cursor.at);
  if (name === '' || !(isBlankOrEnd(next) || '?:,]}%@`'.includes(String.fromCharCode(next)))) {
    throw new ReadFailure('did not find expected alphabetic or numeric character', cursor.at);
  }
  return { type, start, end: cursor.at };
}

/** A tag, with its handle and what stands behind it. */
export function scanTag(cursor: Cursor): TagToken {
  const { text, at: start } = cursor;
  let handle = '';
  let suffix: string;
  if (codeAt(text, cursor.at + 1) === 0x3c) {
    cursor.at += 2;
    suffix = scanUri(cursor, '');
    if (codeAt(text, cursor.at) !== 0x3e) throw new ReadFailure("did not find the expected '>'", cursor.at);
    cursor.at += 1;
  } else {
    handle = scanHandle(cursor);
    if (handle.length > 1 && handle.endsWith('!')) suffix = scanUri(cursor, '');
    else {
      suffix = scanUri(cursor, handle);
      handle = '!';
      if (suffix === '') [handle, suffix] = [suffix, handle];
    }
  }
  if (!isBlankOrEnd(codeAt(text, cursor.at))) {
    throw new ReadFailure('did not find expected whitespace or line break', cursor.at);
  }
  return { type: 'tag', start, end: cursor.at, handle, suffix };
}

function scanHandle(cursor: Cursor): string {
  const { text, at: start } = cursor;
  if (codeAt(text, start) !== 0x21) throw new ReadFailure("did not find expected '!'", start);
  cursor.at += 1;
  passWord(cursor);
  if (codeAt(text, cursor.at) === 0x21) cursor.at += 1;
  return text.slice(start, cursor.at);
}

/** What stands behind a handle; `head` is a handle that turned out to be the beginning of it. */
function scanUri(cursor: Cursor, head: string): string {
  const { text } = cursor;
  let uri = head.slice(1);
  const start = cursor.at;
  for (;;) {
    const code = codeAt(text, cursor.at);
    if (code === 0x25) uri += scanUriEscapes(cursor);
    else if (isWord(code) || (code !== 0 && ";/?:@&=+$,.!~*'()[]".includes(text.charAt(cursor.at)))) {
      uri += text.charAt(cursor.at);
      cursor.at += 1;
    } else break;
  }
  if (head === '' && cursor.at === start) throw new ReadFailure('did not find expected tag URI', start);
  return uri;
}

/** The octets of one character. */
function scanUriEscapes(cursor: Cursor): string {
  const { text, at: start } = cursor;
  const octets: number[] = [];
  let left = 1;
  while (left > 0) {
    const match = /^%([0-9a-fA-F]{2})/.exec(text.slice(cursor.at, cursor.at + 3));
    if (match === null) throw new ReadFailure('did not find URI escaped octet', cursor.at);
    const octet = Number.parseInt(match[1] ?? '', 16);
    if (octets.length === 0) {
      left = octet < 0x80 ? 1 : octet < 0xc0 ? 0 : octet < 0xe0 ? 2 : octet < 0xf0 ? 3 : octet < 0xf8 ? 4 : 0;
      if (left === 0) throw new ReadFailure('found an incorrect leading UTF-8 octet', start);
    } else if ((octet & 0xc0) !== 0x80)
      throw new ReadFailure('found an incorrect trailing UTF-8 octet', start);
    octets.push(octet);
    cursor.at += 3;
    left -= 1;
  }
  return new TextDecoder().decode(Uint8Array.from(octets));
}

/** A line that begins with `%`. */
export function scanDirective(cursor: Cursor): DirectiveToken {
  const { text, at: start } = cursor;
  cursor.at += 1;
  const name = passWord(cursor);
  if (name === '') throw new ReadFailure('could not find expected directive name', cursor.at);
  if (!isBlankOrEnd(codeAt(text, cursor.at))) {
    throw new ReadFailure('found unexpected non-alphabetical character', cursor.at);
  }
  let handle = '';
  let value: string;
  if (name === 'YAML') value = scanVersion(cursor);
  else if (name === 'TAG') {
    passBlanks(cursor);
    handle = scanHandle(cursor);
    if (handle !== '!' && !handle.endsWith('!'))
      throw new ReadFailure("did not find expected '!'", cursor.at);
    if (!isBlank(codeAt(text, cursor.at)))
      throw new ReadFailure('did not find expected whitespace', cursor.at);
    passBlanks(cursor);
    value = scanUri(cursor, '');
    if (!isBlankOrEnd(codeAt(text, cursor.at))) {
      throw new ReadFailure('did not find expected whitespace or line break', cursor.at);
    }
  } else throw new ReadFailure('found unknown directive name', start);
  const end = cursor.at;
  passBlanks(cursor);
  if (codeAt(text, cursor.at) === 0x23) while (!isBreakOrEnd(codeAt(text, cursor.at))) cursor.at += 1;
  if (!isBreakOrEnd(codeAt(text, cursor.at))) {
    throw new ReadFailure('did not find expected comment or line break', cursor.at);
  }
  if (isBreak(codeAt(text, cursor.at))) skipBreak(cursor);
  return { type: 'directive', start, end, handle, value };
}

function passBlanks(cursor: Cursor): void {
  while (isBlank(codeAt(cursor.text, cursor.at))) cursor.at += 1;
}

function scanVersion(cursor: Cursor): string {
  passBlanks(cursor);
  const match = /^(\d{1,2})\.(\d{1,2})(?!\d)/.exec(cursor.text.slice(cursor.at, cursor.at + 8));
  if (match === null) throw new ReadFailure('did not find expected version number', cursor.at);
  cursor.at += match[0].length;
  return `${Number(match[1])}.${Number(match[2])}`;
}
