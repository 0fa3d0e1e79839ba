import {
  field,
  type Item,
  items,
  type Kustomization,
  textOf,
} from '../../../kustomize/load/kustomization.ts';
import { fieldPlace } from '../fieldPlace.ts';
import type { KustomizationRule } from '../rule.ts';
import { normalPath } from './paths.ts';

/** A patch file that stands among the resources too: then the half object that it is goes to the cluster. */
export const patchAsResource: KustomizationRule<'kustomization.patch-as-resource'> = {
  code: 'kustomization.patch-as-resource',
  severity: 'warning',
  over: 'kustomization',
  check(kustomization, report) {
    const patches = new Map(patchFiles(kustomization).map(patch => [normalPath(textOf(patch.node)), patch]));
    if (patches.size === 0) return;
    for (const { node, location } of items(kustomization, 'resources')) {
      const path = textOf(node);
      const patch = patches.get(normalPath(path));
      if (path !== '' && patch !== undefined) report({ path }, location, [patch.location]);
    }
  },
};

function patchFiles(kustomization: Kustomization): Item[] {
  const named = ['patches', 'patchesJson6902'].flatMap(list =>
    items(kustomization, list).flatMap(({ node, location }) => {
      const path = field(node, 'path');
      return path === undefined ? [] : [{ node: path, location: fieldPlace(node, location, 'path') }];
    }),
  );
  return [...named, ...items(kustomization, 'patchesStrategicMerge')];
}
