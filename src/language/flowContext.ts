import type { Position } from '../yaml/location.ts';
import type { CursorContext } from './cursorContext.ts';
import { type FlowToken, flowTokens } from './flowTokens.ts';
import { plainText, readLine } from './lineShape.ts';

/** A collection in brackets or braces takes up no more lines than this, above the cursor and below it. */
const mostLines = 300;

interface Frame {
  readonly kind: 'map' | 'seq';
  readonly entries: Map<string, string>;
  readonly items: string[];
  key: string | undefined;
  inValue: boolean;
}

/**
 * The context at a position within brackets or braces; `undefined` outside of them, `comment` in a comment there.
 * `pathOfLine` gives the steps to what begins at a line of block style.
 */
export function flowContext(
  lines: readonly string[],
  position: Position,
  pathOfLine: (line: number) => readonly string[] | undefined,
): CursorContext | 'comment' | undefined {
  let found: CursorContext | 'comment' | undefined;
  // The outermost collection counts: lines within it may look like the beginning of one.
  for (let index = position.line; index >= Math.max(0, position.line - mostLines); index -= 1) {
    const text = lines[index] ?? '';
    const line = readLine(text);
    if (line === undefined) continue;
    const column = line.key === undefined ? line.column : line.valueColumn;
    const isOpening = text[column] === '[' || text[column] === '{';
    const isBefore = index < position.line || column < position.character;
    if (isOpening && isBefore)
      found = within(lines, { line: index, character: column }, position, () => pathOfLine(index)) ?? found;
    if (line.column === 0) break;
  }
  return found;
}

function within(
  lines: readonly string[],
  start: Position,
  cursor: Position,
  pathOf: () => readonly string[] | undefined,
): CursorContext | 'comment' | undefined {
  const tokens = flowTokens(lines, start, Math.min(lines.length, cursor.line + mostLines));
  const frames: Frame[] = [];
  let here: FlowToken | undefined;
  let index = 0;
  for (; index < tokens.length; index += 1) {
    const token = tokens[index];
    if (token === undefined || !isBefore(token, cursor)) break;
    if (token.kind === 'comment') {
      if (token.line === cursor.line) return 'comment';
      continue;
    }
    if (token.kind === 'scalar' && token.line === cursor.line && cursor.character <= token.end) {
      here = token;
      index += 1;
      break;
    }
    consume(frames, token);
    if (frames.length === 0) return undefined;
  }
  const base = pathOf();
  if (base === undefined || frames.length === 0) return undefined;
  return contextOf(frames, base, here, cursor, tokens.slice(index), lines[cursor.line] ?? '');
}

function isBefore({ line, start }: FlowToken, cursor: Position): boolean {
  return line < cursor.line || (line === cursor.line && start < cursor.character);
}

function consume(frames: Frame[], token: FlowToken): void {
  const top = frames.at(-1);
  switch (token.kind) {
    case 'open':
      frames.push({
        kind: token.text === '{' ? 'map' : 'seq',
        entries: new Map(),
        items: [],
        key: undefined,
        inValue: false,
      });
      break;
    case 'close':
      frames.pop();
      break;
    case 'comma':
      if (top !== undefined) {
        top.key = undefined;
        top.inValue = false;
      }
      break;
    case 'colon':
      if (top !== undefined) top.inValue = true;
      break;
    default:
      if (top === undefined) return;
      if (top.kind === 'seq') top.items.push(plainText(token.text));
      else if (top.inValue && top.key !== undefined) top.entries.set(top.key, plainText(token.text));
      else {
        top.key = plainText(token.text);
        top.entries.set(top.key, '');
      }
  }
}

function contextOf(
  frames: readonly Frame[],
  base: readonly string[],
  here: FlowToken | undefined,
  cursor: Position,
  rest: readonly FlowToken[],
  text: string,
): CursorContext | undefined {
  const top = frames.at(-1);
  if (top === undefined) return undefined;
  const path = [...base];
  for (const frame of frames.slice(0, -1)) path.push(frame.kind === 'seq' ? '-' : (frame.key ?? ''));
  const isKey = top.kind === 'map' && !top.inValue;
  // A key without its colon, and the cursor behind it.
  if (isKey && top.key !== undefined) return undefined;
  if (top.kind === 'seq') path.push('-');
  else if (top.inValue) path.push(top.key ?? '');
  const next = rest.find(token => token.kind !== 'comment');
  const own = top.inValue ? top.key : undefined;
  const after = restOf(top, rest);
  if (own !== undefined) after.entries.delete(own);
  const token = here?.text ?? '';
  const start = here?.start ?? cursor.character;
  const quote = /^["']/.exec(token)?.[0] as '"' | "'" | undefined;
  return {
    kind: isKey ? 'key' : 'value',
    path,
    token,
    typed: token.slice(
      quote === undefined ? 0 : 1,
      Math.max(quote === undefined ? 0 : 1, cursor.character - start),
    ),
    quote: quote ?? '',
    range: {
      start: { line: cursor.line, character: start },
      end: { line: cursor.line, character: start + token.length },
    },
    siblings: [...after.entries.keys()],
    values: after.entries,
    items: after.items,
    extraIndent: 0,
    flow: true,
    hasColon: isKey && next?.kind === 'colon',
    needsSpace: !isKey && text[start - 1] === ':',
  };
}

/** The frame with what follows the cursor in the same collection. */
function restOf(top: Frame, rest: readonly FlowToken[]): Frame {
  const all: Frame = { ...top, entries: new Map(top.entries), items: [...top.items] };
  let depth = 0;
  for (const token of rest) {
    if (token.kind === 'open') depth += 1;
    else if (token.kind === 'close') depth -= 1;
    if (depth < 0) break;
    if (depth === 0 && token.kind !== 'close' && token.kind !== 'comment') consume([all], token);
  }
  return all;
}
