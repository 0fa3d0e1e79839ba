/** Rules about labels by which objects find pods. */
export interface SelectorProblems {
  /** A Service or PodDisruptionBudget that selects no pod of the build. */
  'selector.no-match': { readonly kind: string };
  /** As above, where pods fit in all labels but this one; `has` is their value, if they have the label. */
  'selector.near-miss': {
    readonly kind: string;
    readonly label: string;
    readonly value: string;
    readonly has?: string;
  };
  /** A NetworkPolicy or monitor that selects nothing of the build. */
  'selector.policy-no-match': { readonly kind: string };
  /** A `targetPort` that no container of the selected pods has. */
  'selector.no-target-port': { readonly port: string; readonly nearest?: string };
}
