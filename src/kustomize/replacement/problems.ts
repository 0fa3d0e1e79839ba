/** Problems of `replacements`; each one ends the official build too. */
export interface ReplacementProblems {
  'replacement.path-and-inline': Record<never, never>;
  /** `path` holds neither a replacement nor a list of them. */
  'replacement.bad-file': { readonly path: string };
  'replacement.no-source': Record<never, never>;
  'replacement.both-sources': Record<never, never>;
  'replacement.no-targets': Record<never, never>;
  'replacement.no-select': Record<never, never>;
  /** `nearest` is a name that the selector may have meant. */
  'replacement.nothing-selected': { readonly selector: string; readonly nearest?: string };
  'replacement.several-selected': { readonly selector: string; readonly candidates: readonly string[] };
  'replacement.source-field-missing': { readonly fieldPath: string; readonly resource: string };
  'replacement.source-not-scalar': { readonly fieldPath: string; readonly resource: string };
  /** `parts` is how many parts the delimiter gives. */
  'replacement.index-out-of-bounds': { readonly index: number; readonly parts: number };
  'replacement.bad-regex': { readonly pattern: string };
  'replacement.bad-selector': { readonly selector: string };
  /** `create` says whether the target asks for missing fields to be made. */
  'replacement.target-field-missing': {
    readonly fieldPath: string;
    readonly resource: string;
    readonly create: boolean;
  };
  'replacement.target-not-scalar': { readonly fieldPath: string; readonly resource: string };
  /** The field holds another type (`int`, `bool` …) than the value can be read as. */
  'replacement.wrong-value-type': {
    readonly fieldPath: string;
    readonly resource: string;
    readonly type: string;
  };
}
