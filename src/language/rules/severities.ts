import type { Severity } from '../../yaml/problem.ts';
import type { RuleCode } from './rule.ts';
import { rules } from './rules.ts';

/** How loud a rule may be; `off` where it is not to be heard. */
export type RuleSeverity = Severity | 'off';

/** Severities that the user sets, by code. */
export type RuleSeverities = Readonly<Partial<Record<RuleCode, RuleSeverity>>>;

/** From silent to loud. */
export const ruleSeverities: readonly RuleSeverity[] = ['off', 'hint', 'information', 'warning', 'error'];

const defaults = new Map<string, RuleSeverity>(rules.map(({ code, severity }) => [code, severity]));

/** Every rule's code, in alphabetical order. */
export const ruleCodes: readonly RuleCode[] = rules.map(({ code }) => code).sort();

/** Whether a problem is one of a rule: those alone can be set and disabled. */
export function isRuleCode(code: string): code is RuleCode {
  return defaults.has(code);
}

/** Whether a word is one of the severities. */
export function isRuleSeverity(word: unknown): word is RuleSeverity {
  return ruleSeverities.some(severity => severity === word);
}

/** What the setting `kubewright.rules` says, as it comes from outside; codes and severities that are none are left out. */
export function readSeverities(setting: unknown): RuleSeverities {
  if (typeof setting !== 'object' || setting === null) return {};
  const entries = Object.entries(setting).filter(
    ([code, severity]) => isRuleCode(code) && isRuleSeverity(severity),
  );
  return Object.fromEntries(entries);
}

/** What a rule's finding counts for where `severities` are set. */
export function severityOf(code: RuleCode, severities: RuleSeverities): RuleSeverity {
  return severities[code] ?? defaults.get(code) ?? 'off';
}

/** Severities under which every rule runs that one of `scopes` wants to hear. */
export function loudest(scopes: readonly RuleSeverities[]): RuleSeverities {
  const entries = ruleCodes.map(code => {
    const all = (scopes.length === 0 ? [{}] : scopes).map(scope => severityOf(code, scope));
    return [code, all.find(severity => severity !== 'off') ?? 'off'] as const;
  });
  return Object.fromEntries(entries);
}
