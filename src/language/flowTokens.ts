import type { Position } from '../yaml/location.ts';

/** A piece of flow style on one line, by columns. */
export interface FlowToken {
  readonly kind: 'open' | 'close' | 'comma' | 'colon' | 'scalar' | 'comment';
  readonly line: number;
  readonly start: number;
  readonly end: number;
  /** As written, quotes included. */
  readonly text: string;
}

const marks = { '[': 'open', '{': 'open', ']': 'close', '}': 'close', ',': 'comma' } as const;
const quoted = /"(?:[^"\\]|\\.)*"?|'(?:[^']|'')*'?/y;
/** Ends at what means something in flow style, at a colon before white space or such a mark, and at a comment. */
const plain = /(?:[^\s,[\]{}:]|:(?![\s,[\]{}]|$)|[ \t]+(?![\s,[\]{}#:]|$))+/y;

/**
 * The pieces of the collection that begins at `start`, until it is closed or `lastLine` is reached; it ends too where
 * a line goes back to the column of its beginning, since what follows was not meant to be in it.
 */
export function flowTokens(
  lines: readonly string[],
  start: Position,
  lastLine: number,
): readonly FlowToken[] {
  const tokens: FlowToken[] = [];
  const outer = /^ */.exec(lines[start.line] ?? '')?.[0].length ?? 0;
  let depth = 0;
  for (let line = start.line; line < lastLine; line += 1) {
    const text = lines[line] ?? '';
    if (line > start.line && /^ *[\w"'-]/.test(text) && text.search(/\S/) <= outer) return tokens;
    for (let at = line === start.line ? start.character : 0; at < text.length; ) {
      const token = tokenAt(text, at, line);
      if (token === undefined) {
        at += 1;
        continue;
      }
      tokens.push(token);
      at = Math.max(token.end, at + 1);
      if (token.kind === 'open') depth += 1;
      else if (token.kind === 'close') depth -= 1;
      if (depth === 0) return tokens;
    }
  }
  return tokens;
}

function tokenAt(text: string, at: number, line: number): FlowToken | undefined {
  const char = text[at] ?? '';
  const token = (kind: FlowToken['kind'], end: number) => ({
    kind,
    line,
    start: at,
    end,
    text: text.slice(at, end),
  });
  if (/\s/.test(char)) return undefined;
  if (char === '#' && (at === 0 || /\s/.test(text[at - 1] ?? ''))) return token('comment', text.length);
  if (char in marks) return token(marks[char as keyof typeof marks], at + 1);
  for (const pattern of char === '"' || char === "'" ? [quoted] : [plain]) {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (match !== null) return token('scalar', at + match[0].length);
  }
  return char === ':' ? token('colon', at + 1) : undefined;
}
