/** Rules about the kustomization file itself. */
export interface KustomizationProblems {
  /** A field that kustomize still reads and wants to be rid of. */
  'kustomization.deprecated-field': { readonly field: string; readonly use: string };
  /** A value of `buildMetadata` that kustomize does not know; `nearest` is one that was probably meant. */
  'kustomization.unknown-build-metadata': { readonly value: string; readonly nearest?: string };
  /** Something behind a `---`. */
  'kustomization.second-document': Record<never, never>;
  /** A key that stands in its mapping again, where it counts. */
  'kustomization.duplicate-key': { readonly key: string; readonly counts?: string };
  /** A field in other letters than it is called by; `name` is how it is called. */
  'kustomization.key-case': { readonly field: string; readonly name: string };
  /** A field whose value is null, an empty string, list or mapping. */
  'kustomization.empty-field': { readonly field: string };
  /** An item that stands in its list before; `runsTwice` where what it does is done again. */
  'kustomization.repeated-item': { readonly item: string; readonly runsTwice: boolean };
  'kustomization.no-header': { readonly missing: readonly ('apiVersion' | 'kind')[]; readonly kind: string };
  /** A file that is a patch and a resource in the same kustomization. */
  'kustomization.patch-as-resource': { readonly path: string };
}
