import { type Item, items, type Kustomization } from '../../../kustomize/load/kustomization.ts';

/** The entries of `configMapGenerator` and `secretGenerator`. */
export function generatorEntries(kustomization: Kustomization): readonly Item[] {
  return [...items(kustomization, 'configMapGenerator'), ...items(kustomization, 'secretGenerator')];
}
