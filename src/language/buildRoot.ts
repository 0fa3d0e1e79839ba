import { type BuildResult, build } from '../kustomize/build.ts';
import { newBuildCache } from '../kustomize/buildCache.ts';
import type { BuildRoot, RootBuild } from './analysis.ts';
import type { LanguageProblem } from './languageProblem.ts';
import { withoutNoise } from './noise.ts';
import { lookAtFiles } from './rootFiles.ts';
import { isKustomizationFile, isRootFile } from './roots.ts';
import { createRuleCheck, type RuleCheck } from './rules/check.ts';
import type { Workspace } from './workspace.ts';

/** What the engine lacks and no user can mend: the official tool builds these. */
const ownLimits: ReadonlySet<LanguageProblem['code']> = new Set([
  'resource.remote',
  'helm.not-run',
  'plugin.not-run',
]);

/** What can only be told of a render in which every field took part. */
const needsWholeRender: ReadonlySet<LanguageProblem['code']> = new Set([
  'resource.duplicate',
  'name-reference.ambiguous',
  'name-reference.bad-field',
]);

/** What a Component does not find by itself may be there in its consumers, which are looked at on their own. */
const needsConsumer: ReadonlySet<LanguageProblem['code']> = new Set([
  'generator.nothing-to-merge',
  'patch.no-target',
  'replacement.nothing-selected',
  'replicas.no-match',
  'var.not-found',
]);

/**
 * Builds the roots of a workspace with one cache, loading what they lack until nothing more comes to light, and runs
 * the rules over what was built.
 */
export function createBuildRoot(workspace: Workspace, rules: RuleCheck = createRuleCheck()): BuildRoot {
  const cache = newBuildCache();
  return async (root, signal) => {
    if (workspace.snapshot.entry(root) === undefined)
      await workspace.load([{ kind: 'entry', path: root }], signal);
    const entry = workspace.snapshot.entry(root);
    if (entry?.kind !== 'directory') return { problems: [], reads: new Set(), gone: true };
    const found = entry.names.filter(isKustomizationFile);
    if (!entry.names.some(isRootFile)) return { problems: [], reads: new Set(), gone: true };
    if (found.length !== 1) return lookAtFiles(workspace, root, entry.names, signal);
    for (;;) {
      signal.throwIfAborted();
      const result = build(root, workspace.snapshot, cache);
      const missing = result.needs.filter(need => need.kind === 'entry');
      if (missing.length === 0) {
        const found = isWhole(result) ? rules.check(root, result, cache) : [];
        return toRootBuild(result, found);
      }
      await workspace.load(missing, signal);
    }
  };
}

/** Whether everything took part; of half a render rules would say what is not so. */
export function isWhole({ problems }: BuildResult): boolean {
  return !problems.some(({ code, severity }) => severity === 'error' || ownLimits.has(code));
}

function toRootBuild(
  { problems, reads, kind, kustomizations }: BuildResult,
  found: readonly LanguageProblem[],
): RootBuild {
  const whole = !problems.some(problem => ownLimits.has(problem.code));
  const paths = new Set<string>();
  for (const [path, entry] of reads) {
    paths.add(path);
    if ('realpath' in entry && entry.realpath !== undefined) paths.add(entry.realpath);
  }
  // Its own comes before those that it names.
  const own = kustomizations[0]?.file.uri;
  const files = new Set(
    [...reads.values()].flatMap(entry => (entry.kind === 'file' ? [entry.file.uri] : [])),
  );
  const remaining = withoutNoise(problems).filter(({ code }) => {
    if (ownLimits.has(code)) return false;
    if (kind === 'Component' && needsConsumer.has(code)) return false;
    return whole || !needsWholeRender.has(code);
  });
  return {
    problems: [...remaining, ...found],
    reads: paths,
    judgement: kind === 'Component' || own === undefined ? undefined : { own, files },
  };
}
