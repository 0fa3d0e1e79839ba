import type { BuildResult } from '../kustomize/build.ts';
import { type BuildCache, newBuildCache } from '../kustomize/buildCache.ts';
import { apiVersionOf } from '../kustomize/resource.ts';
import { kubernetesType } from '../schema/kubernetes/kubernetesTypes.ts';
import type { SourceFile } from '../yaml/node.ts';
import { buildLoaded } from './buildLoaded.ts';
import { type CustomTypes, createCustomTypes, kindKey } from './customTypes.ts';
import { isDeploying, mayDeploy } from './deployments/deploymentIndex.ts';
import { atItem } from './fetchedProblems.ts';
import { roleOf } from './kustomizationRole.ts';
import type { LanguageProblem } from './languageProblem.ts';
import { isManifestPath, lookAtManifest } from './manifestFile.ts';
import { withoutNoise } from './noise.ts';
import type { BuildRoot, RootBuild } from './rootBuild.ts';
import { lookAtFiles } from './rootFiles.ts';
import { isKustomizationFile, isRootFile } from './roots.ts';
import { createRuleCheck, type RuleCheck } from './rules/check.ts';
import { withShortPaths } from './shortPaths.ts';
import { noSiblings, siblingsOf } from './siblings.ts';
import { unknownSuppressions } from './suppressions.ts';
import { withBothWays } from './twiceListed.ts';
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

/** What the builds of a workspace have in common with whoever else looks at it. */
interface Shared {
  readonly types?: CustomTypes;
  readonly cache?: BuildCache;
}

/**
 * Builds the roots of a workspace with one cache, loading what they lack until nothing more comes to light, and runs
 * the rules over what was built. What is still being fetched then is left out: the workspace says when it has come.
 */
export function createBuildRoot(
  workspace: Workspace,
  rules: () => RuleCheck = allRules(),
  { types = createCustomTypes(workspace.snapshot), cache = newBuildCache() }: Shared = {},
): BuildRoot {
  const comments = new WeakMap<SourceFile, readonly LanguageProblem[]>();

  function inComments({ reads }: BuildResult): LanguageProblem[] {
    return [...reads.values()].flatMap(entry => {
      if (entry.kind !== 'file') return [];
      const known = comments.get(entry.file) ?? unknownSuppressions(entry.file);
      comments.set(entry.file, known);
      return known;
    });
  }

  return async (root, signal) => {
    const { snapshot } = workspace;
    if (snapshot.entry(root) === undefined) await workspace.load([{ kind: 'entry', path: root }], signal);
    const entry = snapshot.entry(root);
    if (entry?.kind !== 'directory' && isManifestPath(root)) return lookAtManifest(root, entry);
    if (entry?.kind !== 'directory') return { problems: [], reads: new Set(), gone: true };
    const found = entry.names.filter(isKustomizationFile);
    if (!entry.names.some(isRootFile)) return { problems: [], reads: new Set(), gone: true };
    if (found.length !== 1) return lookAtFiles(workspace, root, entry.names, signal);
    const options = await workspace.buildOptions(root);
    const cluster = await workspace.target?.(root);
    const check = rules();
    const finished = async (result: BuildResult) => {
      const suppressions = inComments(result);
      if (hasMistake(result)) return toRootBuild(root, result, suppressions);
      const siblings = check.looksAtSiblings ? await siblingsOf(workspace, root, result, signal) : noSiblings;
      types.note(filesOf(result));
      const found = check.check(root, result, cache, {
        whole: isWhole(result),
        isTracked: workspace.isTracked,
        setting: options,
        target: {
          version: cluster?.version,
          typeOf: (...kind) => types.typeOf(...kind) ?? cluster?.typeOf(...kind),
        },
      });
      const beside = check.checkSiblings(siblings.manifests);
      const built = toRootBuild(
        root,
        result,
        [...found, ...beside, ...suppressions],
        [...siblings.paths, ...customKinds(result)],
      );
      const files = siblings.manifests.map(({ file }) => file);
      return { ...built, manifests: files.filter(({ text }) => mayDeploy(text)).map(({ path }) => path) };
    };
    return finished(await buildLoaded(workspace, root, { cache, options, signal }));
  };
}

function filesOf({ reads }: BuildResult): SourceFile[] {
  return [...reads.values()].flatMap(entry => (entry.kind === 'file' ? [entry.file] : []));
}

/** The kinds in a build that Kubernetes does not have: what their definitions say may change what is wrong in it. */
function customKinds({ resources }: BuildResult): string[] {
  return resources.flatMap(({ id }) => {
    const apiVersion = apiVersionOf(id);
    return kubernetesType(apiVersion, id.kind) === undefined ? [kindKey(apiVersion, id.kind)] : [];
  });
}

/** Every rule with its own severity. */
function allRules(): () => RuleCheck {
  const check = createRuleCheck();
  return () => check;
}

/** Whether there is an error that the user can mend in these files: then the rules wait until it is. */
export function hasMistake({ problems }: BuildResult): boolean {
  return problems.some(problem => problem.severity === 'error' && !isPartial(problem));
}

/** Whether everything took part; of half a render rules would say what is not so. */
export function isWhole({ needs, problems }: BuildResult): boolean {
  return needs.length === 0 && !problems.some(isPartial);
}

/** Whether it leaves something out of the render. */
function isPartial({ code }: LanguageProblem): boolean {
  return leftOut.has(code) || surroundings.has(code);
}

function toRootBuild(
  root: string,
  result: BuildResult,
  broken: readonly LanguageProblem[],
  beside: readonly string[] = [],
): RootBuild {
  const { problems, reads, requests, fetched, kind, kustomizations } = result;
  const whole = isWhole(result);
  const paths = new Set<string>([...requests, ...beside]);
  for (const [path, entry] of reads) {
    paths.add(path);
    if ('realpath' in entry && entry.realpath !== undefined) paths.add(entry.realpath);
  }
  // Its own comes before those that it names.
  const own = kustomizations[0]?.file.uri;
  const files = new Set(filesOf(result).map(({ uri }) => uri));
  const shown = withoutNoise(problems).filter(({ code }) => {
    if (kind === 'Component' && needsConsumer.has(code)) return false;
    return whole || !needsWholeRender.has(code);
  });
  return {
    problems: [
      ...shown.map(problem =>
        atItem(withShortPaths(withSeverity(withBothWays(problem, result)), result), result),
      ),
      // What was fetched is others' to mend.
      ...broken.filter(({ location }) => !fetched.has(location.uri)),
    ],
    reads: paths,
    objects: result.resources.filter(isDeploying),
    role: roleOf(root, result),
    judgement: own === undefined ? undefined : { own: kind === 'Component' ? undefined : own, files },
  };
}

function withSeverity(problem: LanguageProblem): LanguageProblem {
  if (leftOut.has(problem.code)) return { ...problem, severity: 'information' };
  return surroundings.has(problem.code) ? { ...problem, severity: 'warning' } : problem;
}
