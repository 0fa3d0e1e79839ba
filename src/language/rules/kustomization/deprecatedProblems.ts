/** Rules about fields that kustomize wants to be rid of. */
export interface DeprecatedProblems {
  'kustomization.deprecated-field': { readonly field: string; readonly use: string };
}
