import { isMap, isScalar, isSeq, type Pair, parseDocument, type YAMLMap, type YAMLSeq } from 'yaml';

/** A kustomization's text with its tree; only edits of whole lines keep everything else as it is written. */
export interface BlockText {
  readonly text: string;
  readonly map: YAMLMap;
}

/** `undefined` for a text that is broken or no block mapping that begins at the margin. */
export function blockTextOf(text: string): BlockText | undefined {
  const document = parseDocument(text, { uniqueKeys: false, logLevel: 'silent' });
  const map = document.contents;
  if (document.errors.length > 0 || !isMap(map) || map.flow === true) return undefined;
  return { text, map: map as YAMLMap };
}

/** The entry of a field, whose key may be in any case; `undefined` where there is none or more than one. */
export function pairOf({ map }: BlockText, field: string): Pair | undefined {
  const pairs = map.items.filter(
    ({ key }) => isScalar(key) && String(key.value).toLowerCase() === field.toLowerCase(),
  );
  return pairs.length === 1 ? pairs[0] : undefined;
}

/** Half open, by offset. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** From a node's first character to behind its last one. */
export function spanOf(node: unknown): Span | undefined {
  const range = (node as { range?: readonly [number, number, number] | null } | null)?.range;
  return range === undefined || range === null ? undefined : { start: range[0], end: range[1] };
}

/** The lines that an entry takes, from that of its key to that of its last value, with the line break behind it. */
export function linesOf(text: string, pair: Pair): Span | undefined {
  const key = spanOf(pair.key);
  const value = spanOf(lastOf(pair.value));
  if (key === undefined || value === undefined || startOfLine(text, key.start) !== key.start)
    return undefined;
  // The span of a block scalar goes on to the beginning of the next line.
  const last = Math.max(key.end, text[value.end - 1] === '\n' ? value.end - 1 : value.end);
  const line = text.indexOf('\n', last);
  return { start: key.start, end: line < 0 ? text.length : line + 1 };
}

function lastOf(node: unknown): unknown {
  if (isSeq(node) && node.flow !== true && node.items.length > 0) return lastOf(node.items.at(-1));
  if (isMap(node) && node.flow !== true && node.items.length > 0) {
    const pair = node.items.at(-1);
    return pair?.value === null || spanOf(pair?.value)?.end === undefined ? pair?.key : lastOf(pair?.value);
  }
  return node;
}

/** A value that is a list in block style with items in it. */
export function blockList(pair: Pair | undefined): YAMLSeq | undefined {
  const value = pair?.value;
  return isSeq(value) && value.flow !== true && value.items.length > 0 ? (value as YAMLSeq) : undefined;
}

/** Where the line of an offset begins. */
export function startOfLine(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

/** The text behind the line of the key: the value in block style, its comments included. */
export function bodyOf(text: string, lines: Span): string {
  const first = text.indexOf('\n', lines.start) + 1;
  return first === 0 || first > lines.end ? '' : withLineBreak(text.slice(first, lines.end));
}

/** The text ending with a line break, unless it is empty. */
export function withLineBreak(text: string): string {
  return text === '' || text.endsWith('\n') ? text : `${text}\n`;
}

/** The lines moved so that what stood in the column `from` stands in the column `to`. */
export function shifted(body: string, from: number, to: number): string {
  return body.replaceAll(/^([ ]*)(?=\S)/gm, (_, space: string) =>
    ' '.repeat(Math.max(space.length - from, 0) + to),
  );
}

/** The column of a list's first dash, where it is the first thing on its line. */
export function dashColumn(text: string, start: number): number | undefined {
  const line = startOfLine(text, start);
  return /^ *$/.test(text.slice(line, start)) && text[start] === '-' ? start - line : undefined;
}
