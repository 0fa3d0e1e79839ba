import type { Range } from '../yaml/location.ts';

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
