import type { Location } from './location.ts';

/** As an editor grades them; only an error keeps a build from being used. */
export type Severity = 'error' | 'warning' | 'information' | 'hint';

/**
 * Something wrong with what a user wrote, as data: a code of the room's closed list, the parameters of its
 * message and where it stands. The text is made at the face, from the catalogue in `messages`.
 * `Catalogue` maps each code to its parameters.
 */
export type Problem<Catalogue> = {
  [Code in keyof Catalogue & string]: {
    readonly code: Code;
    readonly params: Catalogue[Code];
    readonly severity: Severity;
    readonly location: Location;
    /** Other places that belong to it, such as the first of two duplicates. */
    readonly related?: readonly Location[];
  };
}[keyof Catalogue & string];

/** Problems of reading a YAML file. */
export interface YamlProblems {
  /** `reason` is the parser's own short phrase. */
  'yaml.syntax': { readonly reason: string };
  'yaml.too-large': { readonly bytes: number; readonly limit: number };
  'yaml.too-deep': { readonly limit: number };
  'yaml.not-text': Record<never, never>;
  /** A repeated key: an error in a resource, "the last one wins" in a kustomization. */
  'yaml.duplicate-key': { readonly key: string };
  /** A key such as `80` or `true` that YAML reads as something else than a string. */
  'yaml.key-not-string': { readonly key: string };
  'yaml.invalid-merge': Record<never, never>;
  /** The aliases of one document expand to more than `limit` nodes. */
  'yaml.alias-expansion': { readonly limit: number };
}
