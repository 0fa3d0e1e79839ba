/** Rules about `replacements`. */
export interface ReplacementProblems {
  /** An option that has no effect: `encoding` ever, `index` without a delimiter. */
  'replacement.ignored-option': { readonly option: 'encoding' | 'index' };
  /** An entry of `targets` that selects nothing; `nearest` was probably meant. */
  'replacement.no-match': { readonly target: string; readonly nearest?: string };
}
