import { addHeaderFix } from './fixes/addHeaderFix.ts';
import { deprecatedFieldFix } from './fixes/deprecatedFieldFix.ts';
import { disableLineFix } from './fixes/disableLineFix.ts';
import { removeExportFix, unquoteEnvFix } from './fixes/envFixes.ts';
import { kustomizationFileFix } from './fixes/kustomizationFileFix.ts';
import { listFilesFix } from './fixes/listFilesFix.ts';
import { listInFix } from './fixes/listInFix.ts';
import { moveItemFix } from './fixes/moveItemFix.ts';
import { nearestFix } from './fixes/nearestFix.ts';
import { noTargetFix } from './fixes/noTargetFix.ts';
import { pointerFix } from './fixes/pointerFix.ts';
import type { FixRequest, QuickFix } from './fixes/quickFix.ts';
import { quoteFix, quoteLabelFix, unquoteFix, wrapPathFix } from './fixes/quoteFixes.ts';
import { removeEntryFix } from './fixes/removeEntryFix.ts';
import { replacePathFix } from './fixes/replacePathFix.ts';
import { quoteObjectValueFix, unquoteObjectValueFix } from './fixes/schemaFixes.ts';
import { sourceNameFix } from './fixes/sourceNameFix.ts';
import { splitApiVersionFix } from './fixes/splitApiVersionFix.ts';
import { splitImageNameFix } from './fixes/splitImageNameFix.ts';

type Fixer = (request: FixRequest) => QuickFix | undefined | Promise<QuickFix | undefined>;

/** In the order in which they are offered; each looks at the problem's code itself. */
const fixers: readonly Fixer[] = [
  nearestFix,
  pointerFix,
  noTargetFix,
  sourceNameFix,
  listFilesFix,
  kustomizationFileFix,
  moveItemFix,
  listInFix,
  replacePathFix,
  splitImageNameFix,
  splitApiVersionFix,
  quoteFix,
  quoteLabelFix,
  quoteObjectValueFix,
  unquoteFix,
  unquoteObjectValueFix,
  removeExportFix,
  unquoteEnvFix,
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
