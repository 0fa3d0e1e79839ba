import type { Position, Range } from '../yaml/location.ts';
import { flowContext } from './flowContext.ts';
import { type Line, plainText, readLine } from './lineShape.ts';

/** Where a cursor stands in YAML, found by indentation and brackets, so that it also works in half-typed text. */
export interface CursorContext {
  /** `key`: a field name is typed or stands here; `value`: what the path's last step holds. */
  readonly kind: 'key' | 'value';
  /** Keys and list items (`-`) from the root to the mapping (`key`) or to the value (`value`). */
  readonly path: readonly string[];
  /** The whole token at the cursor, quotes included; empty range where nothing is there yet. */
  readonly token: string;
  /** The part of the token before the cursor, without an opening quote. */
  readonly typed: string;
  /** The quote that the token begins with. */
  readonly quote: '"' | "'" | '';
  readonly range: Range;
  /** Keys that the same mapping already has. */
  readonly siblings: readonly string[];
  /** What these keys hold, where it is a text on their line. */
  readonly values: ReadonlyMap<string, string>;
  /** The other texts of the same list, for a value that is an item. */
  readonly items: readonly string[];
  /** Spaces that further lines of this entry need beyond the line's own indentation. */
  readonly extraIndent: number;
  /** Whether brackets or braces stand around. */
  readonly flow: boolean;
  /** Whether a colon follows the key already. */
  readonly hasColon: boolean;
  /** Whether a space is missing between the colon and the value. */
  readonly needsSpace: boolean;
}

/** More lines than this above the cursor are not looked at. */
const farthest = 5000;

/** The context at `position`, or `undefined` in a comment and where no structure can be told. */
export function cursorContext(text: string, position: Position): CursorContext | undefined {
  const lines = text.split(/\r?\n/);
  const current = lines[position.line];
  if (current === undefined || /^\s*#/.test(current)) return undefined;
  const flow = flowContext(lines, position, index => pathOfLine(lines, index));
  if (flow !== undefined) return flow === 'comment' ? undefined : flow;
  const line = readLine(current) ?? {
    dashes: [],
    key: undefined,
    column: position.character,
    valueColumn: position.character,
    value: '',
  };
  const path = pathTo(lines, position.line, line);
  if (path === undefined) return undefined;
  const around = mappingAround(lines, position.line, line.column);
  if (line.key !== undefined && position.character >= line.valueColumn) {
    return at('value', [...path, line.key], current, line.valueColumn, position, {
      around,
      items: [],
      extraIndent: 0,
      isKeyed: true,
    });
  }
  if (position.character < line.column) return undefined;
  const [dash] = line.dashes.slice(-1);
  const items = line.key === undefined && dash !== undefined ? itemsAround(lines, position.line, dash) : [];
  const extraIndent = line.column - indentOf(current);
  return at('key', path, current, line.column, position, {
    around,
    items,
    extraIndent,
    isKeyed: line.key !== undefined,
  });
}

interface Around {
  readonly around: ReadonlyMap<string, string>;
  readonly items: readonly string[];
  readonly extraIndent: number;
  /** Whether the line has a key with its colon. */
  readonly isKeyed: boolean;
}

function at(
  kind: CursorContext['kind'],
  path: readonly string[],
  text: string,
  start: number,
  { line, character }: Position,
  { around, items, extraIndent, isKeyed }: Around,
): CursorContext | undefined {
  const rest = text.slice(start);
  const quoted = /^"(?:[^"\\]|\\.)*"?|^'(?:[^']|'')*'?/.exec(rest)?.[0];
  const isItem = path.at(-1) === '-' && !isKeyed;
  const plain = (kind === 'key' && !isItem ? /^[^\s:#]*/ : /^(?:[^\s#]|#(?<=\S#))*/).exec(rest)?.[0] ?? '';
  const token = quoted ?? plain;
  if (/^[[{&*!|>]/.test(token)) return undefined;
  const end = start + token.length;
  // Behind the token only a comment is left, or words that nobody completes.
  if (character > end && token !== '') return undefined;
  if (/(?:^|\s)#/.test(text.slice(end, Math.max(end, character)))) return undefined;
  const quote = quoted === undefined ? '' : (token[0] as '"' | "'");
  return {
    kind,
    path,
    token,
    typed: token.slice(quote.length, Math.max(quote.length, character - start)),
    quote,
    range: { start: { line, character: Math.min(start, character) }, end: { line, character: end } },
    siblings: [...around.keys()],
    values: around,
    items,
    extraIndent,
    flow: false,
    hasColon: kind === 'key' && /^\s*:(?:\s|$)/.test(text.slice(end)),
    needsSpace: kind === 'value' && text[start - 1] === ':',
  };
}

/** Steps to what begins at a line: to the value of its key, or to its content behind the dashes. */
function pathOfLine(lines: readonly string[], index: number): readonly string[] | undefined {
  const line = readLine(lines[index] ?? '');
  const path = line && pathTo(lines, index, line);
  return path && line.key !== undefined ? [...path, line.key] : path;
}

/** A key or a dash above a line that leads to it. */
export interface Step {
  /** The key, or `-`. */
  readonly text: string;
  readonly line: number;
  readonly column: number;
}

/** Steps from the root to the mapping or sequence that `line` is an entry of. */
function pathTo(lines: readonly string[], index: number, line: Line): string[] | undefined {
  return stepsTo(lines, index, line)?.map(({ text }) => text);
}

/** The same with where each of them stands. */
export function stepsTo(lines: readonly string[], index: number, line: Line): Step[] | undefined {
  const path: Step[] = [];
  let column = line.column;
  for (const dash of line.dashes.toReversed()) {
    path.unshift({ text: '-', line: index, column: dash });
    column = dash;
  }
  let dashed = line.dashes.length > 0;
  for (let i = index - 1; i >= Math.max(0, index - farthest) && (column > 0 || dashed); i -= 1) {
    const above = readLine(lines[i] ?? '');
    if (above === undefined) continue;
    const isParentKey =
      above.key !== undefined && (above.column < column || (dashed && above.column === column));
    if (isParentKey && above.key !== undefined) {
      path.unshift({ text: above.key, line: i, column: above.column });
      column = above.column;
      dashed = false;
    }
    for (const dash of above.dashes.toReversed()) {
      if (dash >= column) continue;
      path.unshift({ text: '-', line: i, column: dash });
      column = dash;
      dashed = true;
    }
  }
  return dashed ? undefined : path;
}

/** The keys with their texts that stand at `column` in the same mapping as the line at `index`, that line left out. */
export function mappingAround(
  lines: readonly string[],
  index: number,
  column: number,
): ReadonlyMap<string, string> {
  const siblings = new Map<string, string>();
  for (const step of [-1, 1]) {
    const start = step === -1 && (readLine(lines[index] ?? '')?.dashes.length ?? 0) > 0 ? -1 : index + step;
    for (let i = start; i >= 0 && i < lines.length && Math.abs(i - index) < farthest; i += step) {
      const line = readLine(lines[i] ?? '');
      if (line === undefined || line.column > column) continue;
      const first = line.dashes[0];
      if (line.column < column && !(first !== undefined && first >= column)) break;
      if (first !== undefined && first < column && step === 1) break;
      if (line.column === column && line.key !== undefined) siblings.set(line.key, line.value);
      if (first !== undefined && first < column) break;
    }
  }
  return siblings;
}

/** The texts of the other items of the list whose dashes stand at `dash`. */
function itemsAround(lines: readonly string[], index: number, dash: number): string[] {
  const items: string[] = [];
  for (const step of [-1, 1]) {
    for (let i = index + step; i >= 0 && i < lines.length && Math.abs(i - index) < farthest; i += step) {
      const line = readLine(lines[i] ?? '');
      if (line === undefined) continue;
      const first = line.dashes[0] ?? line.column;
      if (first > dash) continue;
      if (line.dashes[0] !== dash) break;
      if (line.key === undefined) items.push(plainText((lines[i] ?? '').slice(line.column)));
    }
  }
  return items;
}

function indentOf(text: string): number {
  return text.length - text.replace(/^ +/, '').length;
}
