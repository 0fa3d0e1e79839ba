import type { Range } from '../../yaml/location.ts';
import type { LanguageProblem } from '../languageProblem.ts';
import type { Workspace } from '../workspace.ts';

/** The titles of quick fixes as codes with parameters; the texts are in `messages`. */
export interface QuickFixTitles {
  'fix.rename-field': { readonly from: string; readonly to: string };
  'fix.quote': { readonly text: string };
  'fix.unquote': { readonly text: string };
  'fix.replace-path': { readonly from: string; readonly to: string };
  'fix.replace-value': { readonly to: string };
  'fix.wrap-path': Record<never, never>;
  'fix.disable-line': { readonly rule: string };
  'fix.remove-entry': Record<never, never>;
  'fix.add-header': Record<never, never>;
  'fix.move-field': { readonly from: string; readonly to: string };
  'fix.split-image-name': { readonly name: string };
  'fix.split-api-version': Record<never, never>;
  'fix.list-files': { readonly count: number };
  'fix.list-in': { readonly file: string };
  'fix.move-item': { readonly to: 'resources' | 'components' };
  'fix.rename-file': { readonly to: string };
  'fix.create-kustomization': { readonly directory: string };
  'fix.remove-export': { readonly name: string };
  'fix.unquote-value': { readonly key: string };
}

/** One replacement in one file; the rest of the file, comments included, stays as it is. */
export interface TextEdit {
  readonly uri: string;
  readonly range: Range;
  readonly newText: string;
}

/** A file that gets another name or comes into being; paths are absolute. It happens before the edits. */
export type FileChange =
  | { readonly kind: 'rename'; readonly from: string; readonly to: string }
  | { readonly kind: 'create'; readonly path: string; readonly text: string };

/** A way out of a problem. `preferred` where it is by all likelihood what was meant. */
export interface QuickFix {
  readonly title: {
    [Code in keyof QuickFixTitles]: { readonly code: Code; readonly params: QuickFixTitles[Code] };
  }[keyof QuickFixTitles];
  readonly edits: readonly TextEdit[];
  /** Left out where only texts change. A client that cannot do it is not offered the fix. */
  readonly files?: readonly FileChange[];
  readonly preferred: boolean;
}

/** What a fix is made from: the problem, the range it stands at now, and the text of its file. */
export interface FixRequest {
  readonly problem: LanguageProblem;
  readonly range: Range;
  readonly text: string;
  /** Absolute path of the file. */
  readonly path: string;
  readonly workspace: Workspace;
  /** The roots that read the file: what a fix must not change is proved by their builds. */
  readonly roots: readonly string[];
}
