import type { Schemas } from '../../schema/openapi.ts';
import type { BuildContext } from '../buildContext.ts';
import { askForTypes } from '../config/openapi.ts';
import type { TransformerConfig } from '../config/transformerConfig.ts';
import { field, items, type Kustomization, textOf } from '../load/kustomization.ts';
import { applyPatches } from '../patch/applyPatches.ts';
import { applyPatchesJson6902, applyPatchesStrategicMerge } from '../patch/olderPatches.ts';
import { recordTransformation } from '../render/buildMetadata.ts';
import { applyReplacements } from '../replacement/applyReplacements.ts';
import type { Resource } from '../resource.ts';
import { addAnnotations } from './annotations.ts';
import { changeImages } from './images.ts';
import { addLabels } from './labels.ts';
import { addNameAffix } from './nameAffixes.ts';
import { setNamespace } from './namespace.ts';
import { setReplicas } from './replicas.ts';

/** One of kustomize's builtin transformers as a kustomization configures it. */
interface Step {
  readonly kind: string;
  /** How many of the kind the kustomization configures. */
  readonly count: number;
  readonly run: (resources: readonly Resource[]) => readonly Resource[];
}

/**
 * Runs the transformers of one kustomization over its resources, in the order kustomize runs them. `isNoted` says
 * whether each is noted where the build records what ran.
 */
export function transform(
  context: BuildContext,
  kustomization: Kustomization,
  resources: readonly Resource[],
  config: TransformerConfig,
  isNoted = true,
): readonly Resource[] {
  return stepsOf(context, kustomization, config).reduce((current, { kind, count, run }) => {
    if (count === 0) return current;
    const changed = run(current);
    return isNoted ? recordTransformation(context, kustomization, changed, kind, count) : changed;
  }, resources);
}

function stepsOf(
  context: BuildContext,
  kustomization: Kustomization,
  config: TransformerConfig,
): readonly Step[] {
  const { node } = kustomization;
  const length = (name: string) => items(kustomization, name).length;
  const one = (name: string) => (textOf(field(node, name)) === '' ? 0 : 1);
  const entries = (name: string) => {
    const value = field(node, name);
    return value?.kind === 'mapping' && value.keys.length > 0 ? 1 : 0;
  };
  // The transformer for commonLabels runs wherever there are labels of either kind.
  const labels = length('labels') + (length('labels') > 0 ? 1 : entries('commonLabels'));
  return [
    {
      kind: 'PatchStrategicMergeTransformer',
      count: length('patchesStrategicMerge') > 0 ? 1 : 0,
      run: current =>
        merging(context, schemas => applyPatchesStrategicMerge(context, kustomization, current, schemas)),
    },
    {
      kind: 'PatchTransformer',
      count: length('patches'),
      run: current => merging(context, schemas => applyPatches(context, kustomization, current, schemas)),
    },
    {
      kind: 'NamespaceTransformer',
      count: one('namespace'),
      run: current => setNamespace(context, kustomization, current, config.namespace),
    },
    {
      kind: 'PrefixTransformer',
      count: one('namePrefix'),
      run: current => addNameAffix('namePrefix', kustomization, current, config.namePrefix),
    },
    {
      kind: 'SuffixTransformer',
      count: one('nameSuffix'),
      run: current => addNameAffix('nameSuffix', kustomization, current, config.nameSuffix),
    },
    {
      kind: 'LabelTransformer',
      count: labels,
      run: current => addLabels(context, kustomization, current, config),
    },
    {
      kind: 'AnnotationsTransformer',
      count: entries('commonAnnotations'),
      run: current => addAnnotations(context, kustomization, current, config.commonAnnotations),
    },
    {
      kind: 'PatchJson6902Transformer',
      count: length('patchesJson6902'),
      run: current => applyPatchesJson6902(context, kustomization, current),
    },
    {
      kind: 'ReplicaCountTransformer',
      count: length('replicas'),
      run: current => setReplicas(context, kustomization, current, config.replicas),
    },
    {
      kind: 'ImageTagTransformer',
      count: length('images') + length('imageTags'),
      run: current => changeImages(context, kustomization, current, config.images),
    },
    {
      kind: 'ReplacementTransformer',
      count: length('replacements') > 0 ? 1 : 0,
      run: current => applyReplacements(context, kustomization, current),
    },
  ];
}

/** Merges patches by the schemas that count at this point of the build. */
function merging(
  context: BuildContext,
  merge: (schemas: Schemas) => readonly Resource[],
): readonly Resource[] {
  askForTypes(context);
  const { schemas } = context;
  const merged = merge(schemas.current);
  schemas.merged = true;
  return merged;
}
