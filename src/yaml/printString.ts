import { escapeSequence, isEscaped } from './escapeSequence.ts';
import { resolvesAsYaml11NonString } from './yaml11.ts';

/** Where a string is written: its first column, the indentation of its further lines, whether it is a key. */
export interface StringPlace {
  readonly column: number;
  readonly indent: number;
  readonly isKey: boolean;
}

/** Behind this column libyaml's emitter breaks a line at the next single space. */
const bestWidth = 80;
/** A longer key (in bytes) cannot be a simple one. */
const maxSimpleKey = 128;
/** No indicator, no space, no break, nothing beyond ASCII: plain wherever it does not read as another type. */
const safe = /^[A-Za-z_/$(][A-Za-z0-9_./$()+=@%;<>^~-]*$/;

/**
 * A string as `go.yaml.in/yaml/v2` writes it: plain where that reads back as the same string, else
 * single quoted, literal for several lines, double quoted for what is not printable. `undefined` for a key
 * that must stand behind `?`.
 */
export function writeString(text: string, place: StringPlace): string | undefined {
  if (safe.test(text) && text.length <= maxSimpleKey) {
    return resolvesAsYaml11NonString(text) ? `"${text}"` : text;
  }
  const facts = analyze(text);
  if (place.isKey && (facts.lineBreaks || byteLength(text) > maxSimpleKey)) return undefined;
  if (text.includes('\n')) {
    return facts.blockAllowed && !place.isKey ? writeLiteral(text, place.indent) : writeDouble(text, place);
  }
  if (resolvesAsYaml11NonString(text)) return writeDouble(text, place);
  if (facts.plainAllowed && !(text === '' && place.isKey)) return fold(text, place, 0);
  if (facts.singleAllowed) return `'${fold(text.replaceAll("'", "''"), place, 1)}'`;
  return writeDouble(text, place);
}

interface StringFacts {
  readonly lineBreaks: boolean;
  readonly plainAllowed: boolean;
  readonly singleAllowed: boolean;
  readonly blockAllowed: boolean;
}

const unprintable = /[^\n\x20-\x7e\u00a0-\ud7ff\ue000-\ufefe\uff00-\ufffd]|[\ud800-\udfff]/;
const startIndicator = /^(?:---|\.\.\.|[#,[\]{}&*!|>'"%@`]|[?:-](?:[ \t\r\n\u0085\u2028\u2029]|$))/;
const innerIndicator = /(?<!^):(?:[ \t\r\n\u0085\u2028\u2029]|$)|(?<=[ \t\r\n\u0085\u2028\u2029])#/;
const lineBreak = /[\r\n\u0085\u2028\u2029]/;
const breakThenSpace = /[\r\n\u0085\u2028\u2029] /;
const spaceThenBreak = / [\r\n\u0085\u2028\u2029]/;
const outerBlank = /^[ \r\n\u0085\u2028\u2029]|[ \r\n\u0085\u2028\u2029]$/;

/** What libyaml's `analyze_scalar` finds out, for block context (nothing is printed in flow style). */
function analyze(text: string): StringFacts {
  if (text === '') return { lineBreaks: false, plainAllowed: true, singleAllowed: true, blockAllowed: false };
  const lineBreaks = lineBreak.test(text);
  const special = unprintable.test(text) || spaceThenBreak.test(text);
  return {
    lineBreaks,
    plainAllowed:
      !lineBreaks &&
      !special &&
      !outerBlank.test(text) &&
      !startIndicator.test(text) &&
      !innerIndicator.test(text),
    singleAllowed: !special && !breakThenSpace.test(text),
    blockAllowed: !special && !text.endsWith(' '),
  };
}

/** Breaks a plain or single quoted text at single spaces behind the best width; `quote` columns come first. */
function fold(text: string, place: StringPlace, quote: 0 | 1): string {
  if (place.isKey || (place.column + text.length <= bestWidth && !lineBreak.test(text))) return text;
  if (lineBreak.test(text)) return indentBreaks(text, place);
  let out = '';
  let column = place.column + quote;
  let lineStart = 0;
  let previousSpace = false;
  for (let i = 0; i < text.length; i += 1) {
    const isSpace = text.charCodeAt(i) === 0x20;
    const inside = quote === 0 || (i > 0 && i < text.length - 1);
    if (isSpace && !previousSpace && column > bestWidth && inside && text.charCodeAt(i + 1) !== 0x20) {
      out += `${text.slice(lineStart, i)}\n${' '.repeat(place.indent)}`;
      lineStart = i + 1;
      column = place.indent;
    } else if (!isLowSurrogate(text.charCodeAt(i))) column += 1;
    previousSpace = isSpace;
  }
  return out + text.slice(lineStart);
}

/** Unicode line separators are written as they are, with the next line indented. */
function indentBreaks(text: string, place: StringPlace): string {
  return text.replace(/([\u0085\u2028\u2029]+)(?=[^\u0085\u2028\u2029])/g, `$1${' '.repeat(place.indent)}`);
}

function isLowSurrogate(unit: number): boolean {
  return unit >= 0xdc00 && unit < 0xe000;
}

function writeLiteral(text: string, indent: number): string {
  const hint = /^[ \r\n\u0085\u2028\u2029]/.test(text) ? '2' : '';
  const pad = ' '.repeat(indent);
  const chomp = !text.endsWith('\n') ? '-' : text === '\n' || text.endsWith('\n\n') ? '+' : '';
  const content = text.endsWith('\n') ? text.slice(0, -1) : text;
  // Every kind of line break is written as it is, and the next line indented.
  const lines = content.replace(/([\n\u0085\u2028\u2029])(?=[^\n\u0085\u2028\u2029])/g, `$1${pad}`);
  const body = content === '' || lineBreak.test(content.charAt(0)) ? lines : pad + lines;
  return `|${hint}${chomp}\n${body}`;
}

function writeDouble(text: string, place: StringPlace): string {
  // The emitter looks for a byte order mark at the start of the string whatever character it is at.
  const escapeAll = text.charCodeAt(0) === 0xfeff;
  const runes = [...text];
  let out = '"';
  let column = place.column + 1;
  let previousSpace = false;
  for (const [i, rune] of runes.entries()) {
    if (escapeAll || isEscaped(rune)) {
      const sequence = escapeSequence(rune.codePointAt(0) ?? 0);
      out += sequence;
      column += sequence.length;
      previousSpace = false;
    } else if (rune === ' ') {
      if (!place.isKey && !previousSpace && column > bestWidth && i > 0 && i < runes.length - 1) {
        out += `\n${' '.repeat(place.indent)}${runes[i + 1] === ' ' ? '\\' : ''}`;
        column = place.indent + (runes[i + 1] === ' ' ? 1 : 0);
      } else {
        out += rune;
        column += 1;
      }
      previousSpace = true;
    } else {
      out += rune;
      column += 1;
      previousSpace = false;
    }
  }
  return `${out}"`;
}

function byteLength(text: string): number {
  return new TextEncoder().encode(text).length;
}
