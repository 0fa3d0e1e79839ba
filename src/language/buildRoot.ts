import { type BuildResult, build } from '../kustomize/build.ts';
import { newBuildCache } from '../kustomize/buildCache.ts';
import { kustomizationFileNames } from '../kustomize/load/kustomizationFile.ts';
import type { BuildRoot, RootBuild } from './analysis.ts';
import type { LanguageProblem } from './languageProblem.ts';
import type { Workspace } from './workspace.ts';

/** What the engine lacks and no user can mend: the official tool builds these. */
const ownLimits: ReadonlySet<LanguageProblem['code']> = new Set([
  'remote.not-allowed',
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

/** Builds the roots of a workspace with one cache, loading what they lack until nothing more comes to light. */
export function createBuildRoot(workspace: Workspace): BuildRoot {
  const cache = newBuildCache();
  return async (root, signal) => {
    if (workspace.snapshot.entry(root) === undefined)
      await workspace.load([{ kind: 'entry', path: root }], signal);
    const entry = workspace.snapshot.entry(root);
    const isRoot =
      entry?.kind === 'directory' && kustomizationFileNames.some(name => entry.names.includes(name));
    if (!isRoot) return { problems: [], reads: new Set([root]) };
    for (;;) {
      signal.throwIfAborted();
      const result = build(root, workspace.snapshot, cache);
      const missing = result.needs.filter(need => need.kind === 'entry');
      if (missing.length === 0) return toRootBuild(result);
      await workspace.load(missing, signal);
    }
  };
}

function toRootBuild({ problems, reads, kind }: BuildResult): RootBuild {
  const whole = !problems.some(problem => ownLimits.has(problem.code));
  const paths = new Set<string>();
  for (const [path, entry] of reads) {
    paths.add(path);
    if ('realpath' in entry) paths.add(entry.realpath);
  }
  return {
    problems: problems.filter(({ code }) => {
      if (ownLimits.has(code)) return false;
      if (kind === 'Component' && needsConsumer.has(code)) return false;
      return whole || !needsWholeRender.has(code);
    }),
    reads: paths,
  };
}
