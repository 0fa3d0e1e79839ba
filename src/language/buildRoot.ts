import { type BuildResult, build } from '../kustomize/build.ts';
import { newBuildCache } from '../kustomize/buildCache.ts';
import { kustomizationFileNames } from '../kustomize/load/kustomizationFile.ts';
import type { Need, Snapshot } from '../kustomize/snapshot.ts';
import type { BuildRoot, RootBuild } from './analysis.ts';
import { atItem } from './fetchedProblems.ts';
import type { LanguageProblem } from './languageProblem.ts';
import type { Workspace } from './workspace.ts';

/** What is left out of a build because nobody allowed it, or because the engine does not do it: no mistake of anybody. */
const leftOut: ReadonlySet<LanguageProblem['code']> = new Set([
  'remote.not-allowed',
  'helm.not-run',
  'plugin.not-run',
]);

/** What is wrong with this machine or its network rather than with a file. */
const surroundings: ReadonlySet<LanguageProblem['code']> = new Set([
  'remote.no-git',
  'remote.timeout',
  'remote.denied',
  'remote.unreachable',
  'remote.cancelled',
  'helm.no-program',
  'helm.timeout',
  'helm.cancelled',
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
 * Builds the roots of a workspace with one cache, loading what they lack until nothing more comes to light. What is still
 * being fetched then is left out: the workspace says when it has come.
 */
export function createBuildRoot(workspace: Workspace): BuildRoot {
  const cache = newBuildCache();
  return async (root, signal) => {
    const { snapshot } = workspace;
    if (snapshot.entry(root) === undefined) await workspace.load([{ kind: 'entry', path: root }], signal);
    const entry = snapshot.entry(root);
    const isRoot =
      entry?.kind === 'directory' && kustomizationFileNames.some(name => entry.names.includes(name));
    if (!isRoot) return { problems: [], reads: new Set([root]) };
    const options = await workspace.buildOptions(root);
    for (;;) {
      signal.throwIfAborted();
      const result = build(root, snapshot, cache, options);
      if (result.needs.length === 0) return toRootBuild(result);
      await workspace.load(result.needs, signal);
      if (!result.needs.some(need => isKnown(need, snapshot))) return toRootBuild(result);
    }
  };
}

function isKnown(need: Need, snapshot: Snapshot): boolean {
  if (need.kind === 'entry') return snapshot.entry(need.path) !== undefined;
  const answer = need.kind === 'remote' ? snapshot.remote?.(need.request) : snapshot.chart?.(need.request);
  return answer !== undefined;
}

function toRootBuild(result: BuildResult): RootBuild {
  const { problems, reads, requests, needs, kind } = result;
  const isPartial = ({ code }: LanguageProblem) => leftOut.has(code) || surroundings.has(code);
  const whole = needs.length === 0 && !problems.some(isPartial);
  const paths = new Set<string>(requests);
  for (const [path, entry] of reads) {
    paths.add(path);
    if ('realpath' in entry) paths.add(entry.realpath);
  }
  const shown = problems.filter(({ code }) => {
    if (kind === 'Component' && needsConsumer.has(code)) return false;
    return whole || !needsWholeRender.has(code);
  });
  return { problems: shown.map(problem => atItem(withSeverity(problem), result)), reads: paths };
}

function withSeverity(problem: LanguageProblem): LanguageProblem {
  if (leftOut.has(problem.code)) return { ...problem, severity: 'information' };
  return surroundings.has(problem.code) ? { ...problem, severity: 'warning' } : problem;
}
