import type { BuildResult } from '../../kustomize/build.ts';
import type { BuildCache } from '../../kustomize/buildCache.ts';
import type { Kustomization } from '../../kustomize/load/kustomizationFile.ts';
import type { ParsedResources } from '../../kustomize/load/resourceFile.ts';
import type { Severity } from '../../yaml/problem.ts';
import type { LanguageProblem } from '../languageProblem.ts';
import type { BuildRule, Report, Rule, RuleCode, RuleSetting } from './rule.ts';
import { rules } from './rules.ts';

/** Severities that the user sets, by code. */
export type RuleSeverities = Readonly<Partial<Record<RuleCode, Severity | 'off'>>>;

/** Runs rules over builds; remembers what it found in files that stay as they are. */
export interface RuleCheck {
  /** What the rules say of a root's build, which has no error. */
  check(
    root: string,
    result: BuildResult,
    cache: BuildCache,
    setting: RuleSetting,
  ): readonly LanguageProblem[];
}

/** Runs `chosen` rules, all there are unless given. */
export function createRuleCheck(severities: RuleSeverities = {}, chosen: readonly Rule[] = rules): RuleCheck {
  const active = chosen.flatMap(rule => {
    const severity = severities[rule.code] ?? rule.severity;
    return severity === 'off' ? [] : [{ rule, severity }];
  });
  // A file may be in roots for several versions.
  const kustomizations = new Map<string, WeakMap<Kustomization, readonly LanguageProblem[]>>();
  const resourceFiles = new WeakMap<ParsedResources, readonly LanguageProblem[]>();

  function run(over: Rule['over'], look: (rule: Rule, report: Report<RuleCode>) => void): LanguageProblem[] {
    const problems: LanguageProblem[] = [];
    for (const { rule, severity } of active) {
      if (rule.over !== over) continue;
      look(rule, (params, location, related) => {
        const { code } = rule;
        const problem = { code, params, severity, location, ...(related === undefined ? {} : { related }) };
        // Code and parameters belong together where the rule reports them.
        problems.push(problem as LanguageProblem);
      });
    }
    return problems;
  }

  return {
    check(root, result, cache, setting) {
      const version = String(setting.kustomizeVersion);
      const known = kustomizations.get(version) ?? new WeakMap();
      kustomizations.set(version, known);
      const files = [...result.reads.values()].flatMap(entry => {
        const parsed = entry.kind === 'file' ? cache.resourceFiles.get(entry.file) : undefined;
        return parsed === undefined ? [] : [parsed];
      });
      const ofFile = result.kustomizations.flatMap(kustomization =>
        remembered(known, kustomization, () =>
          run('kustomization', (rule, report) => {
            if (rule.over === 'kustomization') rule.check(kustomization, report, setting);
          }),
        ),
      );
      const ofResources = files.flatMap(file =>
        remembered(resourceFiles, file, () =>
          run('resources', (rule, report) => {
            if (rule.over === 'resources') rule.check(file, report);
          }),
        ),
      );
      // A component is nothing without its consumers, whose builds have it.
      const ofBuild =
        result.kind === 'Component'
          ? []
          : run('build', (rule, report) => {
              if (rule.over === 'build') rule.check({ root, result, files }, report);
            });
      return [...ofFile, ...ofResources, ...ofBuild];
    },
  };
}

function remembered<Subject extends object>(
  memory: WeakMap<Subject, readonly LanguageProblem[]>,
  subject: Subject,
  look: () => readonly LanguageProblem[],
): readonly LanguageProblem[] {
  const known = memory.get(subject) ?? look();
  memory.set(subject, known);
  return known;
}

const buildRules = new Map(
  rules.flatMap(rule => (rule.over === 'build' ? [[rule.code as string, rule.in] as const] : [])),
);

/** Whether a code is judged by whole builds, and in how many; `undefined` for all other problems. */
export function judgedIn(code: string): BuildRule<RuleCode>['in'] | undefined {
  return buildRules.get(code);
}
