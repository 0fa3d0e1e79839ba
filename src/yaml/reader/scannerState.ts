import type { Cursor } from './cursor.ts';
import type { Token } from './token.ts';

/** Where a key without `?` may have begun, which only a colon proves. */
export interface SimpleKey {
  possible: boolean;
  readonly required: boolean;
  /** How many tokens came before the one that it begins with. */
  readonly token: number;
  readonly line: number;
  /** Characters before it. */
  readonly index: number;
  readonly column: number;
  readonly start: number;
}

/** The tokens of a text one after the other, with as much looking ahead as Go's yaml.v3 does, errors included. */
export interface Scanner {
  readonly cursor: Cursor;
  /** Tokens that were found and not taken yet. */
  tokens: Token[];
  taken: number;
  flowLevel: number;
  indent: number;
  readonly indents: number[];
  keyAllowed: boolean;
  readonly keys: SimpleKey[];
  isReady: boolean;
}
