import type { YamlNode } from '../../yaml/node.ts';
import { parseDocument } from '../../yaml/parse.ts';
import { type BuildContext, report, valueAt } from '../buildContext.ts';
import { field, isNullNode, items, type Kustomization, textOf } from '../load/kustomizationFile.ts';
import { loadFile } from '../load/loadFile.ts';
import type { NameReferences } from '../reference/nameReferenceFields.ts';
import type { FieldSpec } from '../transform/fieldSpec.ts';
import { readCrdConfig } from './crdConfig.ts';
import { readFieldSpecs, readGvk } from './readFieldSpecs.ts';
import { fieldSpecLists, isConsistent, mergeConfig, type TransformerConfig } from './transformerConfig.ts';

/** The transformer configuration of a kustomization: that of its bases, its `configurations`, its `crds`. */
export function readConfigurations(
  context: BuildContext,
  kustomization: Kustomization,
  below: TransformerConfig,
): TransformerConfig {
  let config = below;
  for (const item of items(kustomization, 'configurations')) {
    const path = textOf(item.node);
    const entry = loadFile(context, kustomization, path, item.location);
    if (entry === undefined) continue;
    const { node, problems } = parseDocument(entry.file);
    for (const problem of problems) {
      const refuses = problem.severity === 'error' || problem.code === 'yaml.duplicate-key';
      if (refuses) context.problems.push({ ...problem, severity: 'error' });
    }
    const unknown = unknownKey(node);
    if (unknown !== undefined) {
      report(context, 'configuration.invalid', { path, reason: unknown }, item.location);
    } else if (node !== undefined) config = unite(context, config, readConfig(node), item.location);
  }
  for (const item of items(kustomization, 'crds')) {
    const entry = loadFile(context, kustomization, textOf(item.node), item.location);
    if (entry === undefined) continue;
    const added = readCrdConfig(entry.file);
    if (added === undefined) {
      report(context, 'configuration.invalid', { path: textOf(item.node), reason: '' }, item.location);
    } else config = unite(context, config, added, item.location);
  }
  return config;
}

/** The union of what a kustomization configures and what one of its bases does. */
export function uniteConfigs(
  context: BuildContext,
  kustomization: Kustomization,
  config: TransformerConfig,
  added: TransformerConfig,
): TransformerConfig {
  const location = valueAt(kustomization.file, ['configurations']);
  if (!isConsistent(added)) {
    report(context, 'transformer.conflicting-fields', {}, location);
    return config;
  }
  return unite(context, config, added, location);
}

function unite(
  context: BuildContext,
  config: TransformerConfig,
  added: Partial<TransformerConfig>,
  location: ReturnType<typeof valueAt>,
): TransformerConfig {
  const merged = mergeConfig(config, added);
  if (merged !== undefined) return merged;
  report(context, 'transformer.conflicting-fields', {}, location);
  return config;
}

const specKeys = new Set(['group', 'version', 'kind', 'path', 'create']);
const referenceKeys = new Set(['group', 'version', 'kind', 'fieldSpecs']);

/** The first key that the official decoder, which is strict here, does not know, or what it cannot decode. */
function unknownKey(node: YamlNode | undefined): string | undefined {
  if (node === undefined || isNullNode(node)) return undefined;
  if (node.kind !== 'mapping') return '';
  for (const [index, key] of node.keys.entries()) {
    const list = node.values[index];
    if (key !== 'nameReference' && !fieldSpecLists.some(name => name === key)) return key;
    if (list === undefined || isNullNode(list)) continue;
    if (list.kind !== 'sequence' || list.items.some(item => item.kind !== 'mapping' && !isNullNode(item)))
      return key;
    for (const item of list.items) {
      const allowed = key === 'nameReference' ? referenceKeys : specKeys;
      const unknown = item.kind === 'mapping' ? item.keys.find(name => !allowed.has(name)) : undefined;
      if (unknown !== undefined) return unknown;
    }
  }
  return undefined;
}

function readConfig(node: YamlNode): Partial<TransformerConfig> {
  const config: Partial<Record<keyof TransformerConfig, readonly FieldSpec[]>> = {};
  for (const list of fieldSpecLists) config[list] = readFieldSpecs(field(node, list));
  const references = field(node, 'nameReference');
  const nameReference: NameReferences[] =
    references?.kind === 'sequence'
      ? references.items.map(item => ({
          target: readGvk(item),
          referrers: readFieldSpecs(field(item, 'fieldSpecs')),
        }))
      : [];
  return { ...config, nameReference } as Partial<TransformerConfig>;
}
