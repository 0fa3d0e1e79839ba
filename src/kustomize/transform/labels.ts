import { valueAt } from '../../yaml/location.ts';
import type { YamlNode } from '../../yaml/node.ts';
import { type BuildContext, report } from '../buildContext.ts';
import { readFieldSpecs } from '../config/readFieldSpecs.ts';
import { mergeSpecs, type TransformerConfig } from '../config/transformerConfig.ts';
import { field, items, type Kustomization, keyOf, textOf } from '../load/kustomization.ts';
import { isTrueText } from '../load/yamlBoolean.ts';
import { rewriteAnnotations } from '../render/buildMetadata.ts';
import type { Resource } from '../resource.ts';
import type { FieldSpec } from './fieldSpec.ts';
import { addEntries, mapEntries } from './stringMap.ts';

const metadataLabels: FieldSpec = { path: ['metadata', 'labels'], create: true };

/** `labels`, entry by entry, then `commonLabels`. */
export function addLabels(
  context: BuildContext,
  kustomization: Kustomization,
  resources: readonly Resource[],
  config: TransformerConfig,
): readonly Resource[] {
  const { file, node } = kustomization;
  let labelled = resources;
  for (const [index, item] of items(kustomization, 'labels').entries()) {
    const entries = mapEntries(field(item.node, 'pairs'), file, `labels[${index}]`);
    const specs = labelSpecs(item.node, config);
    if (specs === undefined) report(context, 'transformer.conflicting-fields', {}, item.location);
    else labelled = rewriteAnnotations(context, addEntries(context, labelled, entries, specs, item.location));
  }
  const common = mapEntries(field(node, 'commonLabels'), file, 'commonLabels');
  const location = valueAt(file, [keyOf(node, 'commonLabels') ?? 'commonLabels']);
  return addEntries(context, labelled, common, config.commonLabels, location);
}

/** Where an entry of `labels` writes to; `undefined` where its own fields contradict the configured ones. */
function labelSpecs(label: YamlNode, config: TransformerConfig): readonly FieldSpec[] | undefined {
  const own = readFieldSpecs(field(label, 'fields'));
  const lists = isTrue(label, 'includeSelectors')
    ? [config.labels, config.commonLabels]
    : [
        config.labels,
        ...(isTrue(label, 'includeTemplates') ? [config.templateLabels] : []),
        [metadataLabels],
      ];
  return lists.reduce<readonly FieldSpec[] | undefined>(
    (specs, list) => (specs === undefined ? undefined : mergeSpecs(specs, list)),
    own,
  );
}

function isTrue(node: YamlNode, name: string): boolean {
  return isTrueText(textOf(field(node, name)));
}
