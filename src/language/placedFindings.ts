import type { Range } from '../yaml/location.ts';
import { rangesIn } from '../yaml/range.ts';
import type { Finding } from './findings.ts';
import { isRuleCode, type RuleSeverities, severityOf } from './rules/severities.ts';
import { suppressionsIn } from './suppressions.ts';

/** A finding with the range it has in the present text of its file. */
export interface PlacedFinding {
  readonly finding: Finding;
  readonly range: Range;
}

/**
 * The findings of one file that its reader is to see, with their ranges in its `text`: those of rules as loud as
 * `severities` say, without those that are off there or disabled by a comment. What is no rule's always stays.
 */
export function placeFindings(
  findings: readonly Finding[],
  text: string,
  severities: RuleSeverities,
): PlacedFinding[] {
  if (findings.length === 0) return [];
  const rangeOf = rangesIn(text);
  const suppressions = suppressionsIn(text);
  return findings.flatMap((finding): PlacedFinding[] => {
    const { problem } = finding;
    const range = rangeOf(problem.location);
    if (!isRuleCode(problem.code)) return [{ finding, range }];
    const severity = severityOf(problem.code, severities);
    if (severity === 'off' || suppressions.covers(problem.code, range.start.line)) return [];
    return [{ finding: { ...finding, problem: { ...problem, severity } }, range }];
  });
}
