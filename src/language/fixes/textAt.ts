import type { Position, Range } from '../../yaml/location.ts';

/** The UTF-16 offset of a position in a text. */
export function offsetAt(text: string, { line, character }: Position): number {
  let start = 0;
  for (let i = 0; i < line; i += 1) start = text.indexOf('\n', start) + 1;
  return start + character;
}

/** What stands in a range of a text. */
export function textIn(text: string, { start, end }: Range): string {
  return text.slice(offsetAt(text, start), offsetAt(text, end));
}
