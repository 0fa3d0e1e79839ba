/** Rules about `replacements`. */
export interface ReplacementProblems {
  /** An option that has no effect: `encoding` ever, `index` without a delimiter, `create` in a source. */
  'replacement.ignored-option': { readonly option: 'encoding' | 'index' | 'create' };
  /** An entry of `targets` that selects nothing, or whose `reject` takes all of it away; `nearest` was probably meant. */
  'replacement.no-match': { readonly target: string; readonly nearest?: string; readonly isRejected?: true };
  /** A name whose dots are meant as dots and select `other` too. */
  'replacement.pattern': { readonly name: string; readonly other: string };
  /** Something behind a `---` in a file of replacements. */
  'replacement.second-document': Record<never, never>;
  /** A field, in a file of replacements, that there is not; `nearest` was probably meant. */
  'replacement.unknown-field': { readonly field: string; readonly nearest?: string };
}
