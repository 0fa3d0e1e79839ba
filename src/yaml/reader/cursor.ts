import { codeAt, isHighSurrogate } from './characters.ts';

/** A place in a text. Columns and indices count characters, offsets UTF-16 units. */
export interface Cursor {
  readonly text: string;
  at: number;
  line: number;
  lineStart: number;
  /** How many units of the text before, and of the line before, are second halves of characters. */
  wide: number;
  wideOnLine: number;
}

/** A text that is no YAML to libyaml: why, and at which offset. */
export class ReadFailure extends Error {
  readonly reason: string;
  readonly offset: number;

  constructor(reason: string, offset: number) {
    super(reason);
    this.reason = reason;
    this.offset = offset;
  }
}

/** The first place of a text, behind its byte order mark. */
export function startOf(text: string): Cursor {
  const at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  return { text, at, line: 0, lineStart: at, wide: 0, wideOnLine: 0 };
}

/** The column of the cursor. */
export function columnOf({ at, lineStart, wideOnLine }: Cursor): number {
  return at - lineStart - wideOnLine;
}

/** Goes on by one character, which is no line break. */
export function skip(cursor: Cursor): void {
  if (isHighSurrogate(codeAt(cursor.text, cursor.at))) {
    cursor.at += 1;
    cursor.wide += 1;
    cursor.wideOnLine += 1;
  }
  cursor.at += 1;
}

/** Goes on by a run of characters without line breaks. */
export function skipTo(cursor: Cursor, end: number): void {
  const { text } = cursor;
  for (let at = cursor.at; at < end; at += 1) {
    if (!isHighSurrogate(text.charCodeAt(at))) continue;
    cursor.wide += 1;
    cursor.wideOnLine += 1;
  }
  cursor.at = end;
}

/** Goes on by a line break and gives it as a scalar has it: the two of Unicode stay, all others become a line feed. */
export function skipBreak(cursor: Cursor): string {
  const code = codeAt(cursor.text, cursor.at);
  cursor.at += code === 0x0d && codeAt(cursor.text, cursor.at + 1) === 0x0a ? 2 : 1;
  cursor.line += 1;
  cursor.lineStart = cursor.at;
  cursor.wideOnLine = 0;
  return code === 0x2028 || code === 0x2029 ? String.fromCharCode(code) : '\n';
}

/** Whether a line that begins here is one that starts or ends a document. */
export function isDocumentMark(cursor: Cursor): boolean {
  if (columnOf(cursor) !== 0) return false;
  const { text, at } = cursor;
  const code = codeAt(text, at);
  if (code !== 0x2d && code !== 0x2e) return false;
  if (codeAt(text, at + 1) !== code || codeAt(text, at + 2) !== code) return false;
  const next = codeAt(text, at + 3);
  return next === 0 || /[ \t\r\n\u0085\u2028\u2029]/.test(text.charAt(at + 3));
}
