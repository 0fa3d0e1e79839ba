import type { Position } from '../yaml/location.ts';
import { itemsAround, mappingAround, pathOfLine, pathTo } from './blockLines.ts';
import type { CursorContext } from './cursorContext.ts';
import { flowContext } from './flowContext.ts';
import { readLine } from './lineShape.ts';

/** The context at `position`, or `undefined` in a comment and where no structure can be told. */
export function cursorContextAt(text: string, position: Position): CursorContext | undefined {
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

function indentOf(text: string): number {
  return text.length - text.replace(/^ +/, '').length;
}
