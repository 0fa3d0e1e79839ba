import { type Cursor, columnOf, ReadFailure } from './cursor.ts';
import type { Scanner, SimpleKey } from './scannerState.ts';

/** A key is a simple one for so many characters. */
const longestKey = 1024;

/** What stands for no key. */
export function noKey({ at }: Cursor): SimpleKey {
  return { possible: false, required: false, token: -1, line: 0, index: 0, column: 0, start: at };
}

/** Whether a key may still have begun there. Throws `ReadFailure` where one must have. */
export function isStillPossible({ cursor }: Scanner, key: SimpleKey): boolean {
  if (!key.possible) return false;
  if (key.line >= cursor.line && key.index + longestKey >= cursor.at - cursor.wide) return true;
  if (key.required) throw new ReadFailure("could not find expected ':'", cursor.at);
  key.possible = false;
  return false;
}

/** Remembers that a key may begin where the cursor stands. */
export function saveKey(scanner: Scanner): void {
  if (!scanner.keyAllowed) return;
  const { cursor } = scanner;
  const column = columnOf(cursor);
  removeKey(scanner);
  scanner.keys[scanner.keys.length - 1] = {
    possible: true,
    required: scanner.flowLevel === 0 && scanner.indent === column,
    token: scanner.taken + scanner.tokens.length,
    line: cursor.line,
    index: cursor.at - cursor.wide,
    column,
    start: cursor.at,
  };
}

/** No key began where one might have; throws `ReadFailure` where one must have. */
export function removeKey(scanner: Scanner): void {
  const key = scanner.keys.at(-1);
  if (key === undefined) return;
  if (key.possible && key.required) throw new ReadFailure("could not find expected ':'", scanner.cursor.at);
  key.possible = false;
}
