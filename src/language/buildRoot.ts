import { posix } from 'node:path';
import type { BuildResult } from '../kustomize/build.ts';
import { type BuildCache, newBuildCache } from '../kustomize/buildCache.ts';
import { apiVersionOf } from '../kustomize/resource.ts';
import { kubernetesType } from '../schema/kubernetes/kubernetesTypes.ts';
import type { SourceFile } from '../yaml/node.ts';
import { buildLoaded } from './buildLoaded.ts';
import { type CustomTypes, createCustomTypes, kindKey } from './customTypes.ts';
import { isDeploying, mayDeploy } from './deployments/deploymentIndex.ts';
import { atItem } from './fetchedProblems.ts';
import { judgementOf } from './judgement.ts';
import type { Judgement } from './judges.ts';
import { roleOf } from './kustomizationRole.ts';
import { hasMistake, isWhole, leftOut, surroundings } from './lack.ts';
import type { LanguageProblem, LanguageProblems } from './languageProblem.ts';
import { isManifestPath, lookAtManifest } from './manifestFile.ts';
import { besideErrors, withoutNoise } from './noise.ts';
import type { BuildRoot, RootBuild } from './rootBuild.ts';
import { lookAtFiles } from './rootFiles.ts';
import { isKustomizationFile, isRootFile } from './roots.ts';
import { createRuleCheck, type RuleCheck } from './rules/check.ts';
import { withShortPaths } from './shortPaths.ts';
import { noSiblings, siblingsOf } from './siblings.ts';
import { unknownSuppressions } from './suppressions.ts';
import { withBothWays } from './twiceListed.ts';
import type { Workspace } from './workspace.ts';

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
    const files = entry.names.filter(isKustomizationFile);
    if (!entry.names.some(isRootFile)) return { problems: [], reads: new Set(), gone: true };
    if (files.length !== 1) return lookAtFiles(workspace, root, entry.names, signal);
    const options = await workspace.buildOptions(root);
    const cluster = await workspace.target?.(root);
    const check = rules();
    const result = await buildLoaded(workspace, root, { cache, options, signal });
    types.note(filesOf(result));
    const found = check.check(root, result, cache, {
      isTracked: workspace.isTracked,
      setting: options,
      target: {
        version: cluster?.version,
        typeOf: (...kind) => types.typeOf(...kind) ?? cluster?.typeOf(...kind),
      },
    });
    // Whoever has yet to mend what is listed may not have listed everything either.
    const looksBeside = check.looksAtSiblings && !hasMistake(result);
    const siblings = looksBeside ? await siblingsOf(workspace, root, result, signal) : noSiblings;
    const beside = check.checkSiblings(siblings.manifests);
    const broken = [...found, ...beside, ...inComments(result)];
    const judgement = await judgementOf(workspace, root, result, signal);
    const built = toRootBuild(root, result, broken, judgement, [...siblings.paths, ...customKinds(result)]);
    const deploying = siblings.manifests.filter(({ file }) => mayDeploy(file.text));
    return { ...built, manifests: deploying.map(({ file }) => file.path) };
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

function toRootBuild(
  root: string,
  result: BuildResult,
  broken: readonly LanguageProblem[],
  judgement: Judgement | undefined,
  beside: readonly string[],
): RootBuild {
  const { problems, reads, requests, fetched, kind } = result;
  const whole = isWhole(result);
  const paths = new Set<string>([...requests, ...beside]);
  for (const [path, entry] of reads) {
    paths.add(path);
    if ('realpath' in entry && entry.realpath !== undefined) paths.add(entry.realpath);
  }
  const shown = withoutNoise(problems).filter(({ code }) => {
    if (kind === 'Component' && needsConsumer.has(code)) return false;
    return whole || !needsWholeRender.has(code);
  });
  const placed = shown.map(problem =>
    atItem(withShortPaths(withSeverity(withBothWays(problem, result)), result), result),
  );
  // What was fetched is others' to mend, and what lies outside has no part in this.
  const others = new Set([...fetched, ...refusedFiles(result)]);
  const own = broken.filter(({ location }) => !others.has(location.uri));
  return {
    problems: [...placed, ...besideErrors(own, placed)],
    reads: paths,
    objects: result.resources.filter(isDeploying),
    role: roleOf(root, result),
    judgement,
  };
}

/** The URIs of files that were found where the root must not read. */
function refusedFiles({ problems, reads }: BuildResult): string[] {
  return problems.flatMap(({ code, params }) => {
    if (code !== 'resource.outside-root') return [];
    const { root, path } = params as LanguageProblems['resource.outside-root'];
    const entry = reads.get(posix.resolve(root, path));
    return entry?.kind === 'file' ? [entry.file.uri] : [];
  });
}

function withSeverity(problem: LanguageProblem): LanguageProblem {
  if (leftOut.has(problem.code)) return { ...problem, severity: 'information' };
  return surroundings.has(problem.code) ? { ...problem, severity: 'warning' } : problem;
}
