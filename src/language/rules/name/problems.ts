import type { NameReason } from './validity.ts';

/** Rules about names of objects. */
export interface NameProblems {
  /** A name that the API server refuses for this kind. */
  'name.invalid': { readonly kind: string; readonly name: string; readonly reason: NameReason };
  /** A namespace that the API server refuses. */
  'namespace.invalid': { readonly namespace: string; readonly reason: NameReason };
}
