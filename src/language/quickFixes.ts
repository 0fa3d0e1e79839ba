import { addHeaderFix } from './fixes/addHeaderFix.ts';
import { deprecatedFieldFix } from './fixes/deprecatedFieldFix.ts';
import { disableLineFix } from './fixes/disableLineFix.ts';
import { nearestFix } from './fixes/nearestFix.ts';
import type { FixRequest, QuickFix } from './fixes/quickFix.ts';
import { quoteFix, quoteLabelFix, unquoteFix, wrapPathFix } from './fixes/quoteFixes.ts';
import { removeEntryFix } from './fixes/removeEntryFix.ts';
import { replacePathFix } from './fixes/replacePathFix.ts';
import { quoteObjectValueFix, unquoteObjectValueFix } from './fixes/schemaFixes.ts';
import { splitApiVersionFix } from './fixes/splitApiVersionFix.ts';
import { splitImageNameFix } from './fixes/splitImageNameFix.ts';

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
