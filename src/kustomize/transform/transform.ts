import type { BuildContext } from '../buildContext.ts';
import type { Kustomization } from '../kustomizationFile.ts';
import type { Resource } from '../resource.ts';
import { changeImages } from './images.ts';
import { addNamePrefix } from './namePrefix.ts';

/** Runs the transformers of one kustomization over its resources, in the order kustomize runs them. */
export function transform(
  context: BuildContext,
  kustomization: Kustomization,
  resources: readonly Resource[],
): readonly Resource[] {
  const renamed = addNamePrefix(kustomization, resources);
  return changeImages(context, kustomization, renamed);
}
