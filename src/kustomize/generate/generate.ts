import type { BuildContext } from '../buildContext.ts';
import { items, type Kustomization } from '../load/kustomization.ts';
import type { ResourceSet } from '../resourceSet.ts';
import { absorbGenerated } from './absorb.ts';
import { generateData } from './generateData.ts';
import { generateCharts } from './helm.ts';

const generators = [
  ['configMapGenerator', 'ConfigMap'],
  ['secretGenerator', 'Secret'],
] as const;

/** Runs the generators of a kustomization: ConfigMaps, then Secrets, then charts, each in its order. */
export function generate(context: BuildContext, kustomization: Kustomization, set: ResourceSet): void {
  for (const [name, kind] of generators) {
    for (const { node, location } of items(kustomization, name)) {
      const generated = generateData(kind, { context, kustomization, node, location });
      if (generated !== undefined) absorbGenerated(context, set, generated);
    }
  }
  generateCharts(context, kustomization, set);
}
