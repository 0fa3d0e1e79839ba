/** Rules about `configMapGenerator`, `secretGenerator`, what they read and what they make. */
export interface GeneratorProblems {
  /** A `behavior` that kustomize takes for `create`; `nearest` is one that it knows. */
  'generator.unknown-behavior': { readonly behavior: string; readonly nearest?: string };
  /** A key of a ConfigMap or a Secret that the API server refuses. */
  'generator.invalid-key': { readonly key: string; readonly tooLong: boolean };
  /** `false` in an entry where `generatorOptions` says `true`. */
  'generator.option-not-undone': { readonly option: string };
  'generator.unused-options': Record<never, never>;
  /** A value in an env file that stands in quotes, which become part of it. */
  'generator.env-quoted': { readonly key: string };
  /** A line of an env file that begins with `export`; `name` is what follows. */
  'generator.env-export': { readonly name: string };
  /** A line of an env file without `=`. */
  'generator.env-bare': { readonly key: string };
  /** A value of a Secret that stands in the kustomization; the value itself is nowhere repeated. */
  'generator.plain-secret': { readonly key: string };
  /** A file with values of a Secret that git holds; `path` as it is written. */
  'generator.tracked-secret': { readonly path: string };
  /** A Secret whose type wants keys that it does not have; `keys` are all of them, or one of which is enough. */
  'secret.missing-key': { readonly type: string; readonly keys: readonly string[]; readonly any: boolean };
  /** A literal with quotes that are no pair: one that is `kept`, or a pair of two words that is `taken` off. */
  'generator.literal-quoted': { readonly key: string; readonly quotes: 'kept' | 'taken' };
}
