import { entryRange } from '../../yaml/entryRange.ts';
import { lineIndex } from '../../yaml/range.ts';
import type { LanguageProblem } from '../languageProblem.ts';
import { rules } from '../rules/rules.ts';
import type { FixRequest, QuickFix } from './quickFix.ts';

/** How many steps of a problem's path name the entry that goes. */
const steps = new Map<LanguageProblem['code'], number | 'whole'>([
  ...rules.flatMap(({ code, deadEntry }) => (deadEntry === undefined ? [] : [[code, deadEntry] as const])),
  ['kustomization.repeated-item', 2],
  ['image.duplicate', 2],
]);

/** What was probably meant to do something: nobody may lose it by accepting what is offered first. */
const meant: ReadonlySet<LanguageProblem['code']> = new Set([
  'image.duplicate',
  'image.no-match',
  'patch.no-match',
  'replacement.no-match',
]);

/** Takes out an entry that does nothing, or that stands there twice. */
export function removeEntryFix({ problem, text }: FixRequest): QuickFix | undefined {
  const { code, location, params } = problem;
  const depth = isWrongItem(problem) ? 2 : steps.get(code);
  if (depth === undefined || 'start' in location) return undefined;
  const path = depth === 'whole' ? location.path : location.path.slice(0, depth);
  const cut = entryRange(text, { document: location.document, path });
  if (cut === undefined) return undefined;
  if (depth !== 'whole' && !saysSomething(text.slice(0, cut.start) + text.slice(cut.end))) return undefined;
  return {
    title: { code: 'fix.remove-entry', params: {} },
    edits: [{ uri: location.uri, range: lineIndex(text).range(cut.start, cut.end), newText: '' }],
    preferred: !meant.has(code) && !('nearest' in params),
  };
}

/** Whether an item of a list names what is listed already, or the file that it stands in. */
function isWrongItem(problem: LanguageProblem): boolean {
  if (problem.code === 'resource.duplicate') return problem.params.isOneItem === true;
  const isFile = problem.code === 'resource.no-kind' || problem.code === 'resource.no-name';
  return isFile && problem.params.kustomizationFile === 'own';
}

/** Whether there is a field beside the header: kustomize refuses a file without. */
function saysSomething(text: string): boolean {
  return /^(?!(?:apiVersion|kind|metadata)\b)["']?[A-Za-z]\w*["']?\s*:/im.test(text);
}
