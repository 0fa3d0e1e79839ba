/** Short texts around diagnostics, hover and completion, as codes with parameters; see `messages`. */
export interface LanguageLabels {
  /** Beside another one of several of the same. */
  'label.related': Record<never, never>;
  /** Beside an entry of a kustomization that leads to the problem. */
  'label.related-entry': Record<never, never>;
  /** Beside a list that something can be added to. */
  'label.related-list': Record<never, never>;
  /** Beside the first of two. */
  'label.related-first': Record<never, never>;
  /** Beside an object that a problem elsewhere is about. */
  'label.related-object': Record<never, never>;
  /** Beside what made a part of a value. */
  'label.related-setting': Record<never, never>;
  /** Beside a kustomization whose build runs into the problem. */
  'label.in-root': Record<never, never>;
  /** `use` is the field to use instead. */
  'label.deprecated': { readonly use: string };
  /** Of a field that must be there. */
  'label.required': Record<never, never>;
  /** The only values that a field may have. */
  'label.values': { readonly values: readonly string[] };
  'label.since': { readonly version: string };
  /** Above a kustomization: the object that hands it to a GitOps tool, or adds it where it is a Component. */
  'label.deployed-by': { readonly tool: string; readonly kind: string; readonly name: string };
  'label.added-by': { readonly tool: string; readonly kind: string; readonly name: string };
  /** On a path that leads to a kustomization. */
  'label.open-kustomization': Record<never, never>;
  /** Titles of what can be done about things that were not fetched. */
  'fix.allow-remote': Record<never, never>;
  'fix.allow-helm': Record<never, never>;
  'fix.fetch-again': Record<never, never>;
  /** Over what is fetched or rendered at the moment. */
  'label.fetching': Record<never, never>;
}
