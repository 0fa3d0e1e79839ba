import {
  isRuleCode,
  isRuleSeverity,
  type RuleSeverities,
  ruleCodes,
  ruleSeverities,
} from '../language/rules/severities.ts';
import { nearestField } from '../schema/nearestField.ts';
import { UsageError } from './command.ts';

/** What `--rule CODE=SEVERITY` options set; the last one for a code wins. Throws a UsageError for what is neither. */
export function readRuleOptions(options: readonly string[]): RuleSeverities {
  const entries = options.map(option => {
    const equals = option.indexOf('=');
    const code = option.slice(0, Math.max(equals, 0));
    const severity = option.slice(equals + 1);
    if (equals < 0) throw new UsageError(`--rule takes CODE=SEVERITY, not ${option}`);
    if (!isRuleCode(code)) {
      const nearest = nearestField(code, ruleCodes);
      throw new UsageError(
        `no rule is called ${code}${nearest === undefined ? '' : `; did you mean ${nearest}?`}`,
      );
    }
    if (!isRuleSeverity(severity)) {
      throw new UsageError(`--rule ${code} takes ${ruleSeverities.join(', ')}, not ${severity}`);
    }
    return [code, severity] as const;
  });
  return Object.fromEntries(entries);
}
