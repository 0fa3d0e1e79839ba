import type { BuildResult } from '../../kustomize/build.ts';
import type { BuildCache } from '../../kustomize/buildCache.ts';
import type { Kustomization } from '../../kustomize/load/kustomization.ts';
import type { ParsedResources } from '../../kustomize/load/resourceFile.ts';
import { type Lack, lackOf } from '../lack.ts';
import type { LanguageProblem } from '../languageProblem.ts';
import type { Target } from '../target.ts';
import { type ReplacementList, replacementListsOf } from './replacement/lists.ts';
import type { BuildRule, Deployed, Report, Rule, RuleCode, RuleSetting, Sibling } from './rule.ts';
import { rules } from './rules.ts';
import type { RuleSeverities } from './severities.ts';

/** What a build cannot tell of itself. */
export interface AboutBuild {
  readonly isTracked: ((path: string) => boolean) | undefined;
  readonly setting: RuleSetting;
  readonly target: Target;
}

/** Runs rules over builds; remembers what it found in files that stay as they are. */
export interface RuleCheck {
  /**
   * What the rules say of a root's build. Of a render that is lacking something only those speak that are right all the
   * same.
   */
  check(root: string, result: BuildResult, cache: BuildCache, about: AboutBuild): readonly LanguageProblem[];
  /** Whether a rule wants to see the manifests beside a kustomization. */
  readonly looksAtSiblings: boolean;
  /** What the rules say of manifests beside a kustomization. */
  checkSiblings(siblings: readonly Sibling[]): readonly LanguageProblem[];
  /** What the rules say of what the objects of a root deploy. */
  checkDeployments(deployed: Deployed): readonly LanguageProblem[];
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
  const replacements = new WeakMap<ReplacementList, readonly LanguageProblem[]>();

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
    check(root, result, cache, { isTracked, setting, target }) {
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
      const ofReplacements = replacementListsOf(result).flatMap(list =>
        remembered(replacements, list, () =>
          run('replacements', (rule, report) => {
            if (rule.over === 'replacements') rule.check(list, report);
          }),
        ),
      );
      // A component is nothing without its consumers, whose builds have it.
      const lack = lackOf(result, files);
      const ofBuild =
        result.kind === 'Component'
          ? []
          : run('build', (rule, report) => {
              if (rule.over === 'build' && isRightOf(rule, lack))
                rule.check({ root, result, files, isTracked, target, setting }, report);
            });
      return [...ofFile, ...ofResources, ...ofReplacements, ...ofBuild];
    },
    checkDeployments: deployed =>
      run('deployments', (rule, report) => {
        if (rule.over === 'deployments') rule.check(deployed, report);
      }),
    looksAtSiblings: active.some(({ rule }) => rule.over === 'siblings'),
    checkSiblings: siblings =>
      siblings.flatMap(sibling =>
        run('siblings', (rule, report) => {
          if (rule.over === 'siblings') rule.check(sibling, report);
        }),
      ),
  };
}

function isRightOf({ of }: BuildRule<RuleCode>, lack: Lack): boolean {
  if (lack === 'nothing') return true;
  return lack === 'objects' ? of !== undefined : of === 'written';
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

/** In how many of the builds that read a file what is found there must hold; `none` is to read it at all. */
export type Quorum = BuildRule<RuleCode>['in'] | 'none';

const buildRules = new Map(
  rules.flatMap((rule): (readonly [string, Quorum])[] => {
    if (rule.over === 'siblings') return [[rule.code, 'none']];
    if (rule.over === 'deployments') return [[rule.code, 'any']];
    return rule.over === 'build' ? [[rule.code, rule.in]] : [];
  }),
);

const written = new Set<string>(
  rules.flatMap(rule => (rule.over === 'build' && rule.of === 'written' ? [rule.code] : [])),
);

/** Whether what a base says of itself by that code stands whatever its overlays change; see `BuildRule.of`. */
export function isOfWritten(code: string): boolean {
  return written.has(code);
}

/** Whether a code is judged by builds, and in how many; `undefined` for all other problems. */
export function judgedIn(code: string): Quorum | undefined {
  return buildRules.get(code);
}
