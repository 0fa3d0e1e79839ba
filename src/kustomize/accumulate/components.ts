import type { PathLocation } from '../../yaml/location.ts';
import { type BuildContext, lookUp, report } from '../buildContext.ts';
import {
  type Item,
  items,
  type Kustomization,
  readKustomization,
  textOf,
} from '../load/kustomizationFile.ts';
import { reportAbsent, resolvePath } from '../load/loadFile.ts';
import { isRemote } from '../load/remoteUrl.ts';
import type { Accumulated, Chain } from './accumulation.ts';
import { isNewRoot } from './gather.ts';

/** Runs one component, which `referrer` names, over everything gathered so far. */
export type RunComponent = (
  component: Kustomization,
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
    const component = readComponent(context, kustomization, item, chain);
    return component === undefined ? current : run(component, current, item.location);
  }, gathered);
}

function readComponent(
  context: BuildContext,
  kustomization: Kustomization,
  { node, location }: Item,
  chain: Chain,
): Kustomization | undefined {
  const written = textOf(node);
  if (written === '') report(context, 'resource.empty-path', {}, location);
  else if (isRemote(written)) {
    context.needs.push({ kind: 'remote', url: written });
    report(context, 'resource.remote', { url: written }, location);
  } else {
    const path = resolvePath(kustomization, written);
    const entry = lookUp(context, path);
    if (entry?.kind === 'absent') reportAbsent(context, path, written, location);
    else if (entry?.kind === 'file' || entry?.kind === 'unreadable') {
      report(context, 'component.not-directory', { path: written }, location);
    } else if (entry !== undefined && isNewRoot(context, entry.realpath, written, location, chain)) {
      const component = readKustomization(context, entry.realpath, entry.names, location);
      if (component === undefined || component.kind === 'Component') return component;
      report(context, 'component.expected', { path: written, kind: component.kind }, location);
    }
  }
  return undefined;
}
