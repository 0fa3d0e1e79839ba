import type { BuildContext } from '../buildContext.ts';
import type { Kustomization } from '../kustomizationFile.ts';
import type { Resource } from '../resource.ts';
import type { TransformerConfig } from '../transformerConfig.ts';
import { addAnnotations } from './annotations.ts';
import { changeImages } from './images.ts';
import { addLabels } from './labels.ts';
import { addNameAffix } from './nameAffixes.ts';
import { setNamespace } from './namespace.ts';
import { setReplicas } from './replicas.ts';

/** Runs the transformers of one kustomization over its resources, in the order kustomize runs them. */
export function transform(
  context: BuildContext,
  kustomization: Kustomization,
  resources: readonly Resource[],
  config: TransformerConfig,
): readonly Resource[] {
  let current = resources;
  current = setNamespace(context, kustomization, current, config.namespace);
  current = addNameAffix('namePrefix', kustomization, current, config.namePrefix);
  current = addNameAffix('nameSuffix', kustomization, current, config.nameSuffix);
  current = addLabels(context, kustomization, current, config);
  current = addAnnotations(context, kustomization, current, config.commonAnnotations);
  current = setReplicas(context, kustomization, current, config.replicas);
  return changeImages(context, kustomization, current, config.images);
}
