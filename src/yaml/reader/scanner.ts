import { codeAt, isBlank, isBlankOrEnd, isBreak, isBreakOrEnd } from './characters.ts';
import { columnOf, isDocumentMark, ReadFailure, skipBreak, startOf } from './cursor.ts';
import { scanBlock } from './scanBlock.ts';
import type { Scanner } from './scannerState.ts';
import { scanAnchor, scanDirective, scanTag } from './scanProperty.ts';
import { scanPlain, scanQuoted } from './scanScalar.ts';
import { isStillPossible, noKey, removeKey, saveKey } from './simpleKey.ts';
import type { Token } from './token.ts';

/** A scanner at the beginning of a text. */
export function newScanner(text: string): Scanner {
  const cursor = startOf(text);
  const start: Token = { type: 'streamStart', start: 0, end: 0 };
  return {
    cursor,
    tokens: [start],
    taken: 0,
    flowLevel: 0,
    indent: -1,
    indents: [],
    keyAllowed: true,
    keys: [noKey(cursor)],
    isReady: false,
  };
}

/** The next token, which stays. Throws `ReadFailure`, also for what stands a little behind it. */
export function peek(scanner: Scanner): Token {
  while (!scanner.isReady) {
    if (scanner.tokens.length > 2) {
      const key = scanner.keys.find(({ possible, token }) => possible && token === scanner.taken);
      if (key === undefined || !isStillPossible(scanner, key)) {
        scanner.isReady = true;
        break;
      }
    }
    fetch(scanner);
  }
  return scanner.tokens[0] as Token;
}

/** Takes the next token. */
export function take(scanner: Scanner): Token {
  const token = peek(scanner);
  scanner.tokens.shift();
  scanner.taken += 1;
  scanner.isReady = false;
  return token;
}

function rollIndent(
  scanner: Scanner,
  column: number,
  at: number,
  type: 'blockMapping' | 'blockSequence',
  start: number,
): void {
  if (scanner.flowLevel > 0 || scanner.indent >= column) return;
  scanner.indents.push(scanner.indent);
  scanner.indent = column;
  scanner.tokens.splice(at, 0, { type, start, end: start });
}

function unrollIndent(scanner: Scanner, column: number): void {
  if (scanner.flowLevel > 0) return;
  const { at } = scanner.cursor;
  while (scanner.indent > column) {
    scanner.tokens.push({ type: 'blockEnd', start: at, end: at });
    scanner.indent = scanner.indents.pop() ?? -1;
  }
}

function passSpace(scanner: Scanner): void {
  const { cursor } = scanner;
  const { text } = cursor;
  for (;;) {
    let code = codeAt(text, cursor.at);
    while (code === 0x20 || (code === 0x09 && (scanner.flowLevel > 0 || !scanner.keyAllowed))) {
      cursor.at += 1;
      code = codeAt(text, cursor.at);
    }
    if (code === 0x23) {
      while (!isBreakOrEnd(code)) {
        cursor.at += 1;
        code = codeAt(text, cursor.at);
      }
    }
    if (!isBreak(code)) return;
    skipBreak(cursor);
    if (scanner.flowLevel === 0) scanner.keyAllowed = true;
  }
}

function fetch(scanner: Scanner): void {
  passSpace(scanner);
  const { cursor } = scanner;
  const { text, at } = cursor;
  const column = columnOf(cursor);
  unrollIndent(scanner, column);
  if (at >= text.length) {
    endStream(scanner);
    return;
  }
  const code = text.charCodeAt(at);
  const inFlow = scanner.flowLevel > 0;
  if (column === 0 && (code === 0x25 || isDocumentMark(cursor))) {
    unrollIndent(scanner, -1);
    removeKey(scanner);
    scanner.keyAllowed = false;
    if (code === 0x25) scanner.tokens.push(scanDirective(cursor));
    else putMark(scanner, code === 0x2d ? 'documentStart' : 'documentEnd', 3);
    return;
  }
  const standsAlone = isBlankOrEnd(codeAt(text, at + 1));
  if (code === 0x5b || code === 0x7b) openFlow(scanner, code === 0x5b ? 'flowSequence' : 'flowMapping');
  else if (code === 0x5d || code === 0x7d)
    closeFlow(scanner, code === 0x5d ? 'flowSequenceEnd' : 'flowMappingEnd');
  else if (code === 0x2c) {
    removeKey(scanner);
    scanner.keyAllowed = true;
    putMark(scanner, 'flowEntry', 1);
  } else if (code === 0x2d && standsAlone) fetchEntry(scanner);
  else if (code === 0x3f && (inFlow || standsAlone)) fetchKey(scanner);
  else if (code === 0x3a && (inFlow || standsAlone)) fetchValue(scanner);
  else fetchContent(scanner, code, standsAlone);
}

function fetchContent(scanner: Scanner, code: number, standsAlone: boolean): void {
  const { cursor, flowLevel } = scanner;
  if (flowLevel === 0 && (code === 0x7c || code === 0x3e)) {
    removeKey(scanner);
    scanner.keyAllowed = true;
    scanner.tokens.push(scanBlock(cursor, scanner.indent));
    return;
  }
  const isQuoted = code === 0x27 || code === 0x22;
  const isProperty = code === 0x2a || code === 0x26 || code === 0x21;
  if (!isQuoted && !isProperty && !beginsPlain(scanner, code, standsAlone)) {
    throw new ReadFailure('found character that cannot start any token', cursor.at);
  }
  saveKey(scanner);
  scanner.keyAllowed = false;
  if (isQuoted) scanner.tokens.push(scanQuoted(cursor, code === 0x27));
  else if (code === 0x21) scanner.tokens.push(scanTag(cursor));
  else if (isProperty) scanner.tokens.push(scanAnchor(cursor, code === 0x2a ? 'alias' : 'anchor'));
  else {
    const { token, endsLine } = scanPlain(cursor, flowLevel, scanner.indent + 1);
    scanner.tokens.push(token);
    if (endsLine) scanner.keyAllowed = true;
  }
}

function beginsPlain({ cursor, flowLevel }: Scanner, code: number, standsAlone: boolean): boolean {
  if (code === 0x2d) return !isBlank(codeAt(cursor.text, cursor.at + 1));
  if (code === 0x3f || code === 0x3a) return flowLevel === 0 && !standsAlone;
  return !isBlankOrEnd(code) && !',[]{}#&*!|>\'"%@`'.includes(String.fromCharCode(code));
}

function putMark(
  scanner: Scanner,
  type: Exclude<Token['type'], 'scalar' | 'tag' | 'directive'>,
  length: number,
): void {
  const { cursor } = scanner;
  const start = cursor.at;
  cursor.at += length;
  scanner.tokens.push({ type, start, end: cursor.at });
}

function endStream(scanner: Scanner): void {
  const { cursor } = scanner;
  if (columnOf(cursor) !== 0) {
    cursor.line += 1;
    cursor.lineStart = cursor.at;
    cursor.wideOnLine = 0;
  }
  unrollIndent(scanner, -1);
  removeKey(scanner);
  scanner.keyAllowed = false;
  putMark(scanner, 'streamEnd', 0);
}

function openFlow(scanner: Scanner, type: 'flowSequence' | 'flowMapping'): void {
  saveKey(scanner);
  scanner.keys.push(noKey(scanner.cursor));
  scanner.flowLevel += 1;
  scanner.keyAllowed = true;
  putMark(scanner, type, 1);
}

function closeFlow(scanner: Scanner, type: 'flowSequenceEnd' | 'flowMappingEnd'): void {
  removeKey(scanner);
  if (scanner.flowLevel > 0) {
    scanner.flowLevel -= 1;
    scanner.keys.pop();
  }
  scanner.keyAllowed = false;
  putMark(scanner, type, 1);
}

function fetchEntry(scanner: Scanner): void {
  if (scanner.flowLevel === 0) {
    const { cursor } = scanner;
    if (!scanner.keyAllowed) {
      throw new ReadFailure('block sequence entries are not allowed in this context', cursor.at);
    }
    rollIndent(scanner, columnOf(cursor), scanner.tokens.length, 'blockSequence', cursor.at);
  }
  removeKey(scanner);
  scanner.keyAllowed = true;
  putMark(scanner, 'blockEntry', 1);
}

function fetchKey(scanner: Scanner): void {
  if (scanner.flowLevel === 0) startMapping(scanner, 'mapping keys are not allowed in this context');
  removeKey(scanner);
  scanner.keyAllowed = scanner.flowLevel === 0;
  putMark(scanner, 'key', 1);
}

function startMapping(scanner: Scanner, reason: string): void {
  const { cursor } = scanner;
  if (!scanner.keyAllowed) throw new ReadFailure(reason, cursor.at);
  rollIndent(scanner, columnOf(cursor), scanner.tokens.length, 'blockMapping', cursor.at);
}

function fetchValue(scanner: Scanner): void {
  const key = scanner.keys.at(-1);
  if (key !== undefined && isStillPossible(scanner, key)) {
    const { start, column } = key;
    const at = key.token - scanner.taken;
    scanner.tokens.splice(at, 0, { type: 'key', start, end: start });
    rollIndent(scanner, column, at, 'blockMapping', start);
    key.possible = false;
    scanner.keyAllowed = false;
  } else {
    if (scanner.flowLevel === 0) startMapping(scanner, 'mapping values are not allowed in this context');
    scanner.keyAllowed = scanner.flowLevel === 0;
  }
  putMark(scanner, 'value', 1);
}
