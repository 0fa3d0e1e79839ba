/** Rules about the items of `resources` and the files they name. */
export interface ResourceFileProblems {
  /** A file of comments alone. */
  'resource.empty-file': { readonly path: string };
  /** An object that serves the build and is left out of its output. */
  'resource.local-config': { readonly kind: string; readonly name: string };
  /** Remote content that is another one tomorrow; `ref` is the branch, where one is named. */
  'resource.unpinned': { readonly ref?: string };
  /** A manifest beside a kustomization that no kustomization reads; `listed` is one of the same name that is read. */
  'resource.unlisted': { readonly name: string; readonly kustomization: string; readonly listed?: string };
}
