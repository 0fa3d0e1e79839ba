import type { ScalarStyle } from '../node.ts';

/** What libyaml's scanner finds in a text, or puts between what it finds. */
export type Token =
  | {
      readonly type:
        | 'streamStart'
        | 'streamEnd'
        | 'documentStart'
        | 'documentEnd'
        | 'blockSequence'
        | 'blockMapping'
        | 'blockEnd'
        | 'flowSequence'
        | 'flowSequenceEnd'
        | 'flowMapping'
        | 'flowMappingEnd'
        | 'blockEntry'
        | 'flowEntry'
        | 'key'
        | 'value';
      readonly start: number;
      readonly end: number;
    }
  | { readonly type: 'alias' | 'anchor'; readonly start: number; readonly end: number }
  | TagToken
  | DirectiveToken
  | ScalarToken;

/** A tag; an empty handle stands before one that is written out. */
export interface TagToken {
  readonly type: 'tag';
  readonly start: number;
  readonly end: number;
  readonly handle: string;
  readonly suffix: string;
}

/** `%YAML` with its version, or `%TAG` with a handle and what it stands for. */
export interface DirectiveToken {
  readonly type: 'directive';
  readonly start: number;
  readonly end: number;
  readonly handle: string;
  readonly value: string;
}

/** A scalar with its text; start and end leave out quotes and the header of a block. */
export interface ScalarToken {
  readonly type: 'scalar';
  readonly start: number;
  readonly end: number;
  readonly value: string;
  readonly style: ScalarStyle;
}
