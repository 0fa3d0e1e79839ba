import type { NameReason } from '../name/validity.ts';

/** Rules about labels and annotations. */
export interface LabelProblems {
  /** A key of an annotation that the API server refuses. */
  'annotation.invalid': { readonly key: string; readonly reason: NameReason };
  /** A key or a value of a label that the API server refuses. */
  'label.invalid': { readonly part: 'key' | 'value'; readonly text: string; readonly reason: NameReason };
  /** A value that is a number or a boolean where the API server takes strings only. */
  'label.not-string': { readonly key: string; readonly text: string; readonly actual: 'number' | 'boolean' };
  /** An entry of `labels` that has no labels. */
  'label.no-pairs': Record<never, never>;
  /** Labels that go into selectors of workloads; `kind` and `name` are one of `count`. */
  'label.in-selector': { readonly kind: string; readonly name: string; readonly count: number };
}
