import type { Range } from '../yaml/location.ts';
import { rangesIn } from '../yaml/range.ts';
import type { Finding } from './findings.ts';
import type { LanguageProblem } from './languageProblem.ts';
import type { RuleCode } from './rules/rule.ts';
import { isRuleCode, type RuleSeverities, severityOf } from './rules/severities.ts';
import { suppressionsIn } from './suppressions.ts';

/** A finding with the range it has in the present text of its file. */
export interface PlacedFinding {
  readonly finding: Finding;
  readonly range: Range;
}

/** Rules that keep silent where others, named behind them, tell the same better. */
const toldBy: ReadonlyMap<string, readonly RuleCode[]> = new Map([
  // Who gives a field its right name has it twice then.
  ['kustomization.key-case', ['kustomization.duplicate-key']],
  ['schema.wrong-type', ['label.not-string']],
  ['schema.bad-value', ['workload.duplicate-name', 'workload.duplicate-env']],
]);
const tellers: ReadonlySet<string> = new Set([...toldBy.values()].flat());

function placesOfTellers(
  findings: readonly Finding[],
  severities: RuleSeverities,
  placeOf: (problem: LanguageProblem) => string,
): ReadonlySet<string> {
  return new Set(
    findings.flatMap(({ problem }) => {
      const { code } = problem;
      const isHeard = tellers.has(code) && isRuleCode(code) && severityOf(code, severities) !== 'off';
      return isHeard ? [`${code} ${placeOf(problem)}`] : [];
    }),
  );
}

function keyOf({ start, end }: Range): string {
  return `${start.line}:${start.character}-${end.line}:${end.character}`;
}

/**
 * The findings of one file that its reader is to see, the first `most` of them, with their ranges in its `text`: those
 * of rules as loud as `severities` say, without those that are off there or disabled by a comment. What is no rule's
 * always stays.
 */
export function placeFindings(
  findings: readonly Finding[],
  text: string,
  severities: RuleSeverities,
  most = Number.POSITIVE_INFINITY,
): PlacedFinding[] {
  const placed: PlacedFinding[] = [];
  if (findings.length === 0) return placed;
  const rangeOf = rangesIn(text);
  const suppressions = suppressionsIn(text);
  const said = placesOfTellers(findings, severities, ({ location }) => keyOf(rangeOf(location)));
  for (const finding of findings) {
    if (placed.length >= most) break;
    const { problem } = finding;
    if (!isRuleCode(problem.code)) {
      placed.push({ finding, range: rangeOf(problem.location) });
      continue;
    }
    const severity = severityOf(problem.code, severities);
    if (severity === 'off') continue;
    const range = rangeOf(problem.location);
    if (toldBy.get(problem.code)?.some(code => said.has(`${code} ${keyOf(range)}`)) === true) continue;
    if (suppressions.covers(problem.code, range.start.line)) continue;
    placed.push({ finding: { ...finding, problem: { ...problem, severity } }, range });
  }
  return placed;
}
