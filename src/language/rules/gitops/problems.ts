/** Rules about what Flux and Argo CD are told to deploy from this repository. */
export interface GitopsProblems {
  /** A path that the repository does not have; `nearest` is one that it has and that was probably meant. */
  'gitops.path-not-found': {
    readonly kind: string;
    readonly name: string;
    readonly path: string;
    readonly nearest?: string;
  };
  /** Options for kustomize, or a Component, where there is no kustomization. */
  'gitops.no-kustomization': { readonly kind: string; readonly name: string; readonly path: string };
  /** A pattern that no directory fits. */
  'gitops.no-directory': { readonly pattern: string };
}
