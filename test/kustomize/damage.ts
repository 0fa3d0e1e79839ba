import type fc from 'fast-check';
import { thrown } from '../oracle/fuzz/dice.ts';

/** One damage done to a text, in places by their part of its length, so that it fits texts of any length. */
export interface Damage {
  readonly at: number;
  readonly kind: 'insert' | 'cut' | 'repeat' | 'swap';
  readonly text: string;
}

/** What breaks parsers: indicators out of place, control characters, half characters, directives, deep nesting. */
const pieces = [
  ...['\0', '\t', '\r', '\u0085', '\u2028', '\ufeff', '\ud800', '\uffff', '\x7f', '\u001b'],
  ...[
    '{',
    '}',
    '[',
    ']',
    ':',
    ': ',
    '- ',
    '? ',
    '&a ',
    '*a',
    '<<: *a',
    '!!',
    '!<',
    '|',
    '>',
    '|9',
    '%',
    '@',
    '`',
    '#',
  ],
  ...[
    '---',
    '\n---\n',
    '\n...\n',
    '"',
    "'",
    '\\',
    '"\\x',
    ',',
    ',,',
    '~',
    '=',
    '$patch: delete',
    '../',
    '/',
    '/etc/passwd',
  ],
  ...[
    '../../outside/secret.yaml',
    'https://',
    'git::x',
    '$(A)',
    '${',
    '(',
    '*',
    '[[[',
    '{{{',
    '['.repeat(1100),
    '- '.repeat(600),
  ],
  ...[
    'metadata:',
    'kind: List',
    'items:',
    'null',
    '.inf',
    '1e999',
    '0x',
    '99999999999999999999999',
    'a: &a [*a]',
    '__proto__: x',
  ],
];

/** Some damages for a file. */
export const damages: fc.Arbitrary<readonly Damage[]> = thrown(dice =>
  Array.from({ length: dice.number(1, 4) }, () => ({
    at: dice.number(0, 1_000_000) / 1_000_000,
    kind: dice.pick(['insert', 'insert', 'cut', 'repeat', 'swap'] as const),
    text: dice.chance(75)
      ? dice.pick(pieces)
      : String.fromCharCode(...Array.from({ length: 4 }, () => dice.number(0, 0xffff))),
  })),
);

/** The text as the damages leave it. */
export function damaged(text: string, list: readonly Damage[]): string {
  return list.reduce((current, { at, kind, text: piece }) => {
    const start = Math.floor(at * current.length);
    if (kind === 'cut') return current.slice(0, start) + current.slice(start + Math.max(1, piece.length));
    if (kind === 'repeat') return current.slice(0, start) + current.slice(Math.max(0, start - 40));
    if (kind === 'swap') return current.slice(start) + current.slice(0, start);
    return current.slice(0, start) + piece + current.slice(start);
  }, text);
}

/** One damage done to bytes, whatever characters they were part of. */
export interface ByteDamage {
  readonly at: number;
  readonly kind: 'insert' | 'overwrite' | 'cut' | 'end';
  readonly bytes: readonly number[];
}

/** Bytes that are no text by themselves: continuations, starts of long characters, surrogates, marks of other encodings. */
const byteRuns = [
  [0x80],
  [0xc0],
  [0xc3],
  [0xe2, 0x80],
  [0xed, 0xa0, 0x80],
  [0xf0, 0x9f],
  [0xf8, 0x88],
  [0xff, 0xfe],
  [0xfe, 0xff, 0x00],
  [0xef, 0xbb, 0xbf],
  [0x00],
];

/** Some damages for the bytes of a file. */
export const byteDamages: fc.Arbitrary<readonly ByteDamage[]> = thrown(dice =>
  Array.from({ length: dice.number(1, 6) }, () => ({
    at: dice.number(0, 1_000_000) / 1_000_000,
    kind: dice.pick(['insert', 'overwrite', 'overwrite', 'cut', 'end'] as const),
    bytes: dice.chance(40)
      ? dice.pick(byteRuns)
      : Array.from({ length: dice.number(1, 8) }, () => dice.number(0, 0xff)),
  })),
);

/** The bytes as the damages leave them. */
export function damagedBytes(bytes: Uint8Array, list: readonly ByteDamage[]): Uint8Array {
  return list.reduce((current, { at, kind, bytes: piece }) => {
    const start = Math.floor(at * current.length);
    const rest = kind === 'insert' ? start : start + piece.length;
    const placed = kind === 'cut' ? [] : piece;
    return Uint8Array.from([
      ...current.subarray(0, start),
      ...placed,
      ...(kind === 'end' ? [] : current.subarray(rest)),
    ]);
  }, bytes);
}
