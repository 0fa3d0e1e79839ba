import type { PathLocation } from '../../yaml/location.ts';
import { type BuildContext, lookUp, report } from '../buildContext.ts';
import { type Item, items, type Kustomization, textOf } from '../load/kustomization.ts';
import { readKustomization } from '../load/kustomizationFile.ts';
import { reportAbsent, resolvePath } from '../load/loadFile.ts';
import type { Clone } from '../remote/clone.ts';
import { parseRepoSpec } from '../remote/repoSpec.ts';
import type { Accumulated, Chain } from './accumulation.ts';
import { enterClone, isNewRoot, relate } from './newRoot.ts';

/** Runs one component, which `referrer` names and which may have been fetched, over everything gathered so far. */
export type RunComponent = (
  component: Kustomization,
  clone: Clone | undefined,
  gathered: Accumulated,
  referrer: PathLocation,
) => Accumulated;

/** Runs the components of a kustomization, one after the other. */
export function accumulateComponents(
  context: BuildContext,
  kustomization: Kustomization,
  gathered: Accumulated,
  chain: Chain,
  run: RunComponent,
): Accumulated {
  return items(kustomization, 'components').reduce((current, item) => {
    const found = findComponent(context, kustomization, item, chain);
    if (found === undefined) return current;
    const before = context.problems.length;
    const component = readComponent({ ...context, clone: found.clone }, found, item);
    const composed = component === undefined ? current : run(component, found.clone, current, item.location);
    if (found.clone !== context.clone) relate(context.problems, before, item.location);
    return composed;
  }, gathered);
}

interface Found {
  readonly directory: string;
  readonly names: readonly string[];
  readonly clone: Clone | undefined;
}

function findComponent(
  context: BuildContext,
  kustomization: Kustomization,
  { node, location }: Item,
  chain: Chain,
): Found | undefined {
  const written = textOf(node);
  if (written === '') {
    report(context, 'resource.empty-path', {}, location);
    return undefined;
  }
  const spec = parseRepoSpec(written);
  if (spec !== undefined) {
    const fetched = enterClone(context, spec, location, chain);
    if (fetched === undefined) return undefined;
    const { realpath, names } = fetched.entry;
    return { directory: realpath, names, clone: fetched.clone };
  }
  const path = resolvePath(kustomization, written);
  const entry = lookUp(context, path);
  if (entry?.kind === 'absent') reportAbsent(context, kustomization, written, location);
  else if (entry?.kind === 'file' || entry?.kind === 'unreadable') {
    report(context, 'component.not-directory', { path: written }, location);
  } else if (entry !== undefined && isNewRoot(context, entry.realpath, written, location, chain)) {
    return { directory: entry.realpath, names: entry.names, clone: context.clone };
  }
  return undefined;
}

function readComponent(
  context: BuildContext,
  { directory, names }: Found,
  { node, location }: Item,
): Kustomization | undefined {
  const component = readKustomization(context, directory, names, location);
  if (component === undefined || component.kind === 'Component') return component;
  report(context, 'component.expected', { path: textOf(node), kind: component.kind }, location);
  return undefined;
}
