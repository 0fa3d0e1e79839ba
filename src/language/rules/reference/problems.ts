/** Rules about the names by which objects know each other. */
export interface ReferenceProblems {
  /** A name that no object of the build has; `elsewhere` are other namespaces in which one has it than `namespace`. */
  'reference.not-found': {
    readonly kind: string;
    readonly name: string;
    readonly namespace?: string;
    readonly elsewhere?: readonly string[];
  };
  /** A name that no object has, a slip away from one that is there. */
  'reference.near-miss': { readonly kind: string; readonly name: string; readonly nearest: string };
  /** The name that an object had before it got a prefix, a suffix or a hash. */
  'reference.not-rewritten': { readonly kind: string; readonly name: string };
  /** An entry that a ConfigMap or Secret, by its name in its own file, does not have. */
  'reference.no-key': {
    readonly kind: string;
    readonly name: string;
    readonly key: string;
    readonly nearest?: string;
  };
  /** A port that a Service, by its name in its own file, does not have. */
  'reference.no-port': { readonly name: string; readonly port: string; readonly nearest?: string };
}
