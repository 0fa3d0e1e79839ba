import type { PathLocation } from '../../yaml/location.ts';
import { isFresh } from '../buildCache.ts';
import { absorb, type BuildContext, newContext, report } from '../buildContext.ts';
import { readConfigurations, uniteConfigs } from '../config/configurations.ts';
import { chooseSchemas } from '../config/openapi.ts';
import { defaultConfig } from '../config/transformerConfig.ts';
import { generate } from '../generate/generate.ts';
import { type Kustomization, readKustomization } from '../load/kustomizationFile.ts';
import { runGenerators, runTransformers } from '../plugin/plugins.ts';
import { collectVars, uniteVars } from '../reference/vars.ts';
import { createResourceSet } from '../resourceSet.ts';
import { transform } from '../transform/transform.ts';
import { type Accumulated, type Chain, emptyAccumulation } from './accumulation.ts';
import { accumulateComponents } from './components.ts';
import { type DirectoryEntry, gatherItems } from './gather.ts';

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
  const key = context.recordsTransformations ? `${directory} with transformations` : directory;
  const memo = context.cache.directories.get(key);
  const { current, decided, merged } = context.schemas;
  const serves = memo?.schemas === current && memo.decided === decided;
  if (serves && isFresh(memo.findings.reads, context.snapshot)) {
    absorb(context, memo.findings);
    if (memo.merges) context.schemas.merged = true;
    return memo.result;
  }
  const own = newContext(context.snapshot, context.cache, context.recordsTransformations, context.schemas);
  const kustomization = readKustomization(own, directory, names, referrer);
  let result: Accumulated = emptyAccumulation;
  if (kustomization?.kind === 'Component' && chain.length > 0) {
    report(own, 'component.unexpected', { path: directory }, referrer);
  } else if (kustomization !== undefined) {
    result = accumulateTarget(own, kustomization, emptyAccumulation, [...chain, directory]);
    const dependsOnChain = own.problems.some(problem => problem.code === 'resource.cycle');
    // What a directory says of schemas reaches beyond it; a component may be built alone, but is no base.
    const isOwnAffair = decided === context.schemas.decided && kustomization.kind === 'Kustomization';
    if (own.needs.length === 0 && !dependsOnChain && isOwnAffair) {
      context.cache.directories.set(key, {
        findings: own,
        result,
        schemas: current,
        decided,
        merges: context.schemas.merged && !merged,
      });
    }
  }
  absorb(context, own);
  return result;
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
  const buildBase = ({ realpath, names }: DirectoryEntry, referrer: PathLocation) =>
    accumulateDirectory(context, realpath, names, referrer, chain);
  chooseSchemas(context, kustomization);
  const set = createResourceSet(context, before.resources);
  const gathering = { context, kustomization, set, chain, buildBase };
  const bases = gatherItems(gathering, ['resources', 'bases']);
  const below = [before, ...bases].reduce(
    (all, base) => uniteConfigs(context, kustomization, all, base.config),
    defaultConfig,
  );
  const config = readConfigurations(context, kustomization, below);
  const vars = uniteVars(
    context,
    [before, ...bases].map(base => base.vars),
  );
  generate(context, kustomization, set);
  runGenerators(gathering);
  const gathered: Accumulated = { resources: set.resources, config, vars };
  const composed = accumulateComponents(context, kustomization, gathered, chain, (component, current) =>
    accumulateTarget(context, component, current, [...chain, component.directory]),
  );
  const transformed = transform(context, kustomization, composed.resources, composed.config);
  const resources = runTransformers(gathering, transformed);
  return collectVars(context, kustomization, { ...composed, resources });
}
