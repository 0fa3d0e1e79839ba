/** Rules about the kustomize that the user's tools render with. */
export interface VersionProblems {
  /** A field that came with `since`, while the user's tools have kustomize `version`. */
  'version.newer-field': { readonly field: string; readonly since: string; readonly version: string };
  /** Something that kustomize does since `since` only, while the user's tools have kustomize `version`. */
  'version.newer-behavior': { readonly since: string; readonly version: string };
}
