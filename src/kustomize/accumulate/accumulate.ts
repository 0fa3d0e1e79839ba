import { type PathLocation, valueAt } from '../../yaml/location.ts';
import { isFresh, type Memo } from '../buildCache.ts';
import { type BuildContext, newContext, report } from '../buildContext.ts';
import { readConfigurations, uniteConfigs } from '../config/configurations.ts';
import { chooseSchemas } from '../config/openapi.ts';
import { emptyConfig } from '../config/transformerConfig.ts';
import { absorb } from '../findings.ts';
import { generate } from '../generate/generate.ts';
import { field, type Kustomization, textOf } from '../load/kustomization.ts';
import { readKustomization } from '../load/kustomizationFile.ts';
import { accumulationKey } from '../options.ts';
import { runGenerators, runTransformers } from '../plugin/plugins.ts';
import { collectVars, uniteVars } from '../reference/vars.ts';
import type { Clone } from '../remote/clone.ts';
import { isRepositoryCycle } from '../remote/fetched.ts';
import type { Resource } from '../resource.ts';
import { createResourceSet, withoutDuplicates } from '../resourceSet.ts';
import { transform } from '../transform/transform.ts';
import { type Accumulated, type Chain, emptyAccumulation } from './accumulation.ts';
import { accumulateComponents } from './components.ts';
import { type DirectoryEntry, type Gathering, gatherItems } from './gather.ts';

/**
 * Builds a directory (real path) as a base: its resources, then its transformers. A memo serves where every file
 * it read is unchanged; what depends on the chain above (a cycle) is never remembered.
 */
export function accumulateDirectory(
  context: BuildContext,
  directory: string,
  names: readonly string[],
  referrer: PathLocation,
  chain: Chain,
): Accumulated {
  const key = memoKey(context, directory);
  const memo = context.cache.directories.get(key);
  const { current, decided, merged, asked } = context.schemas;
  const serves =
    memo?.schemas === current &&
    memo.decided === decided &&
    (!memo.findings.namespaceCounts.value || memo.helmNamespace === context.helmNamespace) &&
    !closesCycle(memo, chain);
  if (serves && isFresh(memo.findings, context.snapshot)) {
    absorb(context, memo.findings);
    if (memo.merges) context.schemas.merged = true;
    if (memo.asks) context.schemas.asked += 1;
    return memo.result;
  }
  const own = newContext(context.snapshot, context.cache, context);
  const kustomization = readKustomization(own, directory, names, referrer);
  let result: Accumulated = emptyAccumulation;
  if (kustomization?.kind === 'Component' && chain.length > 0) {
    report(own, 'component.unexpected', { path: directory }, referrer);
  } else if (kustomization !== undefined) {
    result = accumulateTarget(own, kustomization, emptyAccumulation, [
      ...chain,
      { directory, clone: context.clone, referrer },
    ]);
    const dependsOnChain = own.problems.some(problem => problem.code === 'resource.cycle');
    // What a directory says of schemas reaches beyond it; a component may be built alone, but is no base.
    const isOwnAffair = decided === context.schemas.decided && kustomization.kind === 'Kustomization';
    if (own.needs.length === 0 && !dependsOnChain && isOwnAffair) {
      context.cache.directories.set(key, {
        findings: own,
        helmNamespace: context.helmNamespace,
        result,
        schemas: current,
        decided,
        merges: context.schemas.merged && !merged,
        asks: context.schemas.asked > asked,
      });
    }
  }
  absorb(context, own);
  return result;
}

/** Everything that an accumulation depends on beside what it reads and the chain above it. */
function memoKey({ recordsTransformations, clone, options }: BuildContext, directory: string): string {
  const parts = [directory];
  if (recordsTransformations) parts.push('with transformations');
  if (clone !== undefined) parts.push(JSON.stringify([clone.root, clone.spec.repository, clone.spec.ref]));
  const rest = accumulationKey(options);
  if (rest !== '') parts.push(rest);
  return parts.join(' ');
}

/** Whether what is remembered entered a repository that would be a cycle below this chain. */
function closesCycle({ findings }: Memo, chain: Chain): boolean {
  const clones = chain.map(({ clone }) => clone);
  return [...findings.entered].some(raw => isRepositoryCycle(raw, clones));
}

/**
 * Runs one kustomization: what it names, what it generates, its components, its transformers. `before` is what was
 * there: nothing for a Kustomization, everything that its consumer has gathered for a Component.
 */
function accumulateTarget(
  context: BuildContext,
  kustomization: Kustomization,
  before: Accumulated,
  chain: Chain,
): Accumulated {
  const { gathering, gathered, helmNamespace } = gather(context, kustomization, before, chain);
  const composed = accumulateComponents(
    context,
    kustomization,
    gathered,
    chain,
    (component, clone, current, referrer) => {
      const done = accumulateTarget({ ...context, helmNamespace, clone }, component, current, [
        ...chain,
        { directory: component.directory, clone, referrer },
      ]);
      // The official tool takes over what a component leaves as it does what a base brings.
      const config = uniteConfigs(context, emptyConfig, done.config, referrer);
      return { ...done, config, resources: withoutDuplicates(context, done.resources, referrer) };
    },
  );
  const transformed = transform(context, kustomization, composed.resources, composed.config);
  const resources = runTransformers(gathering, transformed);
  return collectVars(context, kustomization, { ...composed, resources });
}

/** What a kustomization names and generates, before its components and transformers touch it. */
function gather(
  context: BuildContext,
  kustomization: Kustomization,
  before: Accumulated,
  chain: Chain,
): { readonly gathering: Gathering; readonly gathered: Accumulated; readonly helmNamespace: string } {
  const helmNamespace = textOf(field(kustomization.node, 'namespace')) || context.helmNamespace;
  const buildBase = ({ realpath, names }: DirectoryEntry, referrer: PathLocation, clone: Clone | undefined) =>
    accumulateDirectory({ ...context, helmNamespace, clone }, realpath, names, referrer, chain);
  context.kustomizations.push(kustomization);
  chooseSchemas(context, kustomization);
  const set = createResourceSet(context, before.resources);
  const gathering = { context, kustomization, set, chain, buildBase };
  const bases = gatherItems(gathering, ['resources', 'bases']);
  const configurations = valueAt(kustomization.file, ['configurations']);
  const below = bases.reduce(
    (all, base) => uniteConfigs(context, all, base.config, configurations),
    before.config,
  );
  const config = readConfigurations(context, kustomization, below);
  const vars = uniteVars(
    context,
    [before, ...bases].map(base => base.vars),
  );
  generate(context, kustomization, set);
  runGenerators(gathering);
  return { gathering, gathered: { resources: set.resources, config, vars }, helmNamespace };
}

/**
 * The resources that the kustomization of a directory (real path) starts from: those of its bases and files and those
 * it generates, before its components and transformers. `undefined` where it cannot be read, for what it lacks see the
 * needs of the context.
 */
export function gatherDirectory(
  context: BuildContext,
  directory: string,
  names: readonly string[],
): readonly Resource[] | undefined {
  const here: PathLocation = { uri: '', document: 0, path: [], part: 'value' };
  const kustomization = readKustomization(context, directory, names, here);
  if (kustomization === undefined) return undefined;
  const chain: Chain = [{ directory, clone: context.clone, referrer: here }];
  return gather(context, kustomization, emptyAccumulation, chain).gathered.resources;
}
