import type { Field } from '../schema/fieldType.ts';
import type { Range } from '../yaml/location.ts';
import type { CompletionSources } from './completionSources.ts';
import type { CursorContext } from './cursorContext.ts';

/** One thing to complete; the face decides how it looks. `insert` is in the syntax of LSP snippets. */
export type Completion = {
  readonly label: string;
  readonly insert: string;
  readonly range: Range;
  /** What typed text is compared with; the label where it is left out. */
  readonly filter?: string;
  /** Lower ones stand above. */
  readonly rank: number;
} & (
  | { readonly kind: 'field'; readonly field: Field }
  | { readonly kind: 'value' }
  /** `goesOn` where the path is not at its end yet. */
  | { readonly kind: 'path'; readonly directory: boolean; readonly goesOn: boolean }
);

/** Where something is completed, and in what. */
export interface Cursor {
  readonly context: CursorContext;
  readonly text: string;
  /** The kustomization's absolute path. */
  readonly path: string;
  readonly line: number;
  readonly sources: CompletionSources;
}
