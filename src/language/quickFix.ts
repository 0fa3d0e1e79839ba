import type { Range } from '../yaml/location.ts';
import { addHeaderFix } from './fixes/addHeaderFix.ts';
import { deprecatedFieldFix } from './fixes/deprecatedFieldFix.ts';
import { disableLineFix } from './fixes/disableLineFix.ts';
import { nearestFix } from './fixes/nearestFix.ts';
import { quoteFix, quoteLabelFix, unquoteFix, wrapPathFix } from './fixes/quoteFixes.ts';
import { removeEntryFix } from './fixes/removeEntryFix.ts';
import { replacePathFix } from './fixes/replacePathFix.ts';
import { quoteObjectValueFix, unquoteObjectValueFix } from './fixes/schemaFixes.ts';
import { splitApiVersionFix } from './fixes/splitApiVersionFix.ts';
import { splitImageNameFix } from './fixes/splitImageNameFix.ts';
import type { LanguageProblem } from './languageProblem.ts';
import type { Workspace } from './workspace.ts';

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
}

/** One replacement in one file; the rest of the file, comments included, stays as it is. */
export interface TextEdit {
  readonly uri: string;
  readonly range: Range;
  readonly newText: string;
}

/** A way out of a problem. `preferred` where it is by all likelihood what was meant. */
export interface QuickFix {
  readonly title: {
    [Code in keyof QuickFixTitles]: { readonly code: Code; readonly params: QuickFixTitles[Code] };
  }[keyof QuickFixTitles];
  readonly edits: readonly TextEdit[];
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

type Fixer = (request: FixRequest) => QuickFix | undefined | Promise<QuickFix | undefined>;

/** In the order in which they are offered; each looks at the problem's code itself. */
const fixers: readonly Fixer[] = [
  nearestFix,
  replacePathFix,
  splitImageNameFix,
  splitApiVersionFix,
  quoteFix,
  quoteLabelFix,
  quoteObjectValueFix,
  unquoteFix,
  unquoteObjectValueFix,
  wrapPathFix,
  deprecatedFieldFix,
  addHeaderFix,
  // What takes away comes behind what mends, and what silences last.
  removeEntryFix,
  disableLineFix,
];

/** The fixes for one problem; empty where nobody can tell what was meant. */
export async function quickFixes(request: FixRequest): Promise<readonly QuickFix[]> {
  const fixes = await Promise.all(fixers.map(fixer => fixer(request)));
  return fixes.filter(fix => fix !== undefined);
}
