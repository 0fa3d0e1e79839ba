import type { Position, Range } from '../yaml/location.ts';

/** Where a cursor stands in block-style YAML, found by indentation, so that it also works in half-typed text. */
export interface CursorContext {
  /** `key`: a field name is typed or stands here; `value`: what the path's last step holds. */
  readonly kind: 'key' | 'value';
  /** Keys and list items (`-`) from the root to the mapping (`key`) or to the value (`value`). */
  readonly path: readonly string[];
  /** The whole token at the cursor; empty range where nothing is there yet. */
  readonly token: string;
  readonly range: Range;
  /** Keys that the same mapping already has, for `key`. */
  readonly siblings: readonly string[];
  /** Spaces that further lines of this entry need beyond the line's own indentation. */
  readonly extraIndent: number;
}

/** A line taken apart: columns of its dashes and its key. */
interface Line {
  readonly dashes: readonly number[];
  readonly key: string | undefined;
  /** Column where the content behind indentation and dashes begins. */
  readonly column: number;
  /** Column where the value begins; the line's length where there is none. */
  readonly valueColumn: number;
}

const shape =
  /^( *)((?:-(?: +|$))*)(?:("[^"]*"|'[^']*'|[^\s#:"'{}[\],&*!|>%@`-][^\s:]*|-[^\s:][^\s:]*)(:)(?=\s|$)( *))?/;
/** More lines than this above the cursor are not looked at. */
const farthest = 5000;

function readLine(text: string): Line | undefined {
  if (/^\s*(?:#|$)/.test(text)) return undefined;
  const [whole = '', indent = '', dashText = '', key, ,] = shape.exec(text) ?? [];
  const dashes: number[] = [];
  for (let i = 0; i < dashText.length; i += 1) {
    if (dashText[i] === '-') dashes.push(indent.length + i);
  }
  const name = key?.replace(/^(["'])(.*)\1$/, '$2');
  return { dashes, key: name, column: indent.length + dashText.length, valueColumn: whole.length };
}

/** The context at `position`, or `undefined` in a comment, in flow style and where no structure can be told. */
export function cursorContext(text: string, position: Position): CursorContext | undefined {
  const lines = text.split(/\r?\n/);
  const current = lines[position.line];
  if (current === undefined || /^\s*#/.test(current)) return undefined;
  const line = readLine(current) ?? {
    dashes: [],
    key: undefined,
    column: position.character,
    valueColumn: position.character,
  };
  if (line.key !== undefined && position.character >= line.valueColumn) {
    const path = pathTo(lines, position.line, line);
    return path && at('value', [...path, line.key], current, line.valueColumn, position.line, [], 0);
  }
  const path = pathTo(lines, position.line, line);
  if (path === undefined || position.character < line.column) return undefined;
  const { siblings } = mappingAround(lines, position.line, line.column);
  return at('key', path, current, line.column, position.line, siblings, line.column - indentOf(current));
}

function at(
  kind: CursorContext['kind'],
  path: readonly string[],
  text: string,
  start: number,
  line: number,
  siblings: readonly string[],
  extraIndent: number,
): CursorContext | undefined {
  const token = (kind === 'key' ? /^[^\s:#]*/ : /^(?:[^\s#]|#(?<=\S#))*/).exec(text.slice(start))?.[0] ?? '';
  if (/^[[{&*!|>]/.test(token)) return undefined;
  const end = start + token.length;
  return {
    kind,
    path,
    token,
    range: { start: { line, character: start }, end: { line, character: end } },
    siblings,
    extraIndent,
  };
}

/** Steps from the root to the mapping or sequence that `line` is an entry of. */
function pathTo(lines: readonly string[], index: number, line: Line): string[] | undefined {
  const path: string[] = [];
  let column = line.column;
  for (const dash of line.dashes.toReversed()) {
    path.unshift('-');
    column = dash;
  }
  let dashed = line.dashes.length > 0;
  for (let i = index - 1; i >= Math.max(0, index - farthest) && (column > 0 || dashed); i -= 1) {
    const above = readLine(lines[i] ?? '');
    if (above === undefined) continue;
    const isParentKey =
      above.key !== undefined && (above.column < column || (dashed && above.column === column));
    if (isParentKey && above.key !== undefined) {
      path.unshift(above.key);
      column = above.column;
      dashed = false;
    }
    for (const dash of above.dashes.toReversed()) {
      if (dash >= column) continue;
      path.unshift('-');
      column = dash;
      dashed = true;
    }
  }
  return dashed ? undefined : path;
}

/** The keys that stand at `column` in the same mapping as the line at `index`, that line left out. */
function mappingAround(lines: readonly string[], index: number, column: number): { siblings: string[] } {
  const siblings: string[] = [];
  for (const step of [-1, 1]) {
    const start = step === -1 && (readLine(lines[index] ?? '')?.dashes.length ?? 0) > 0 ? -1 : index + step;
    for (let i = start; i >= 0 && i < lines.length && Math.abs(i - index) < farthest; i += step) {
      const line = readLine(lines[i] ?? '');
      if (line === undefined || line.column > column) continue;
      const first = line.dashes[0];
      if (line.column < column && !(first !== undefined && first >= column)) break;
      if (first !== undefined && first < column && step === 1) break;
      if (line.column === column && line.key !== undefined) siblings.push(line.key);
      if (first !== undefined && first < column) break;
    }
  }
  return { siblings };
}

function indentOf(text: string): number {
  return text.length - text.replace(/^ +/, '').length;
}
