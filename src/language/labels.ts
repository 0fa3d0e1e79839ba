/** Short texts around diagnostics, hover and completion, as codes with parameters; see `messages`. */
export interface LanguageLabels {
  /** Beside a place that belongs to a problem elsewhere. */
  'label.related': Record<never, never>;
  /** `use` is the field to use instead. */
  'label.deprecated': { readonly use: string };
  'label.since': { readonly version: string };
}
