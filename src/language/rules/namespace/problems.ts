/** Rules about `namespace`. */
export interface NamespaceProblems {
  /** A custom resource of a cluster-scoped kind that was put into a namespace. */
  'namespace.cluster-scoped': { readonly namespace: string; readonly kind: string; readonly name: string };
  /** A Namespace object that got another name. */
  'namespace.renames': { readonly from: string; readonly namespace: string };
  /** A subject of a binding that stays in the namespace that everything else left. */
  'namespace.subject-left': {
    readonly name: string;
    readonly from: string;
    readonly namespace: string;
    /** Whether the account itself is in the build, in `namespace`. */
    readonly isInBuild?: true;
  };
}
