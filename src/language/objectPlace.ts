import type { Position, Range } from '../yaml/location.ts';
import { mappingAround, stepsTo } from './blockLines.ts';
import { cursorContextAt } from './cursorContextAt.ts';
import { readLine } from './lineShape.ts';

/** A key within a Kubernetes object, in half-typed text as well. */
export interface ObjectPlace {
  readonly apiVersion: string;
  readonly kind: string;
  /** Keys and `-` steps from the object to the key, that itself included. */
  readonly path: readonly string[];
  /** The key. */
  readonly range: Range;
}

/**
 * The key at a position within the innermost object around it: a document, an item of a `List`, or a patch that is
 * written in another file. `undefined` elsewhere.
 */
export function objectPlaceAt(text: string, position: Position): ObjectPlace | undefined {
  const { lines, first } = documentAround(text, position.line);
  const at = { line: position.line - first, character: position.character };
  const context = cursorContextAt(lines.join('\n'), at);
  if (context === undefined || context.kind !== 'key' || context.token === '') return undefined;
  if (at.character > context.range.end.character) return undefined;
  const key = context.quote === '' ? context.token : context.token.slice(1, -1);
  const path = [...context.path, key];
  const object = innermost(lines, at.line);
  if (object === undefined) return undefined;
  const { start, end } = context.range;
  return {
    ...object.names,
    path: path.slice(object.depth),
    range: {
      start: { line: start.line + first, character: start.character },
      end: { line: end.line + first, character: end.character },
    },
  };
}

/** The lines of the document that a line belongs to, and which of the file is the first of them. */
function documentAround(
  text: string,
  line: number,
): { readonly lines: readonly string[]; readonly first: number } {
  const all = text.split(/\r?\n/);
  const isMark = (index: number) => /^---(?:\s|$)/.test(all[index] ?? '');
  let first = line;
  while (first > 0 && !isMark(first - 1)) first -= 1;
  let end = line + 1;
  while (end < all.length && !isMark(end)) end += 1;
  return { lines: all.slice(first, end), first };
}

interface Names {
  readonly apiVersion: string;
  readonly kind: string;
}

/** What the innermost mapping around a line calls itself that says what it is, and how many steps lead to it. */
function innermost(
  lines: readonly string[],
  index: number,
): { readonly names: Names; readonly depth: number } | undefined {
  const line = readLine(lines[index] ?? '');
  const steps = line && stepsTo(lines, index, line);
  if (line === undefined || steps === undefined) return undefined;
  const entries = [...steps, { text: line.key ?? '', line: index, column: line.column }];
  for (const [depth, { text, line: at, column }] of [...entries.entries()].toReversed()) {
    if (text === '-') continue;
    const around = mappingAround(lines, at, column);
    const own = readLine(lines[at] ?? '');
    const textOf = (key: string) => (own?.key === key ? own.value : around.get(key)) ?? '';
    const names = { apiVersion: textOf('apiVersion'), kind: textOf('kind') };
    if (names.apiVersion !== '' && names.kind !== '') return { names, depth };
  }
  return undefined;
}
