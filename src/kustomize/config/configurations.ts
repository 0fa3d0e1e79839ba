import type { PathLocation } from '../../yaml/location.ts';
import type { YamlNode } from '../../yaml/node.ts';
import { parseDocument } from '../../yaml/parse.ts';
import { type BuildContext, report } from '../buildContext.ts';
import { field, isNullNode, items, type Kustomization, textOf } from '../load/kustomization.ts';
import { loadFile } from '../load/loadFile.ts';
import type { NameReferences } from '../reference/nameReferenceFields.ts';
import type { FieldSpec } from '../transform/fieldSpec.ts';
import { readCrdConfig } from './crdConfig.ts';
import { readFieldSpecs, readGvk } from './readFieldSpecs.ts';
import {
  defaultConfig,
  emptyConfig,
  fieldSpecLists,
  isConsistent,
  mergeConfig,
  type TransformerConfig,
} from './transformerConfig.ts';

/** What one file configures, with the item that names it. */
interface Addition {
  readonly added: Partial<TransformerConfig>;
  readonly location: PathLocation;
}

/** The transformer configuration of a kustomization: that of its bases, its `configurations`, its `crds`. */
export function readConfigurations(
  context: BuildContext,
  kustomization: Kustomization,
  below: TransformerConfig,
): TransformerConfig {
  const files = readFiles(context, kustomization);
  const own = join(context, emptyConfig, files);
  const complete = files.length === 0 ? defaultConfig : joinAll(context, defaultConfig, own, files);
  const config = joinAll(context, below, complete, files);
  const types = readTypes(context, kustomization);
  return types.length === 0 ? config : joinAll(context, config, join(context, emptyConfig, types), types);
}

/** Adds one after the other, as the official tool does with the files of a field before they join anything else. */
function join(
  context: BuildContext,
  config: TransformerConfig,
  additions: readonly Addition[],
): TransformerConfig {
  return additions.reduce((all, { added, location }) => unite(context, all, added, location), config);
}

/** Adds what additions came to; where that contradicts, the first one that does so by itself is to blame. */
function joinAll(
  context: BuildContext,
  config: TransformerConfig,
  joined: TransformerConfig,
  additions: readonly Addition[],
): TransformerConfig {
  const merged = isConsistent(joined) ? mergeConfig(config, joined) : undefined;
  if (merged !== undefined) return merged;
  const guilty = additions.find(({ added }) => mergeConfig(config, added) === undefined) ?? additions.at(-1);
  if (guilty !== undefined) report(context, 'transformer.conflicting-fields', {}, guilty.location);
  return config;
}

function readFiles(context: BuildContext, kustomization: Kustomization): readonly Addition[] {
  const files: Addition[] = [];
  for (const { node: item, location } of items(kustomization, 'configurations')) {
    const path = textOf(item);
    const entry = loadFile(context, kustomization, path, location);
    if (entry === undefined) continue;
    const { node, problems } = parseDocument(entry.file);
    for (const problem of problems) {
      const refuses = problem.severity === 'error' || problem.code === 'yaml.duplicate-key';
      if (refuses) context.problems.push({ ...problem, severity: 'error' });
    }
    const unknown = unknownKey(node);
    if (unknown !== undefined) report(context, 'configuration.invalid', { path, reason: unknown }, location);
    else if (node !== undefined) files.push({ added: readConfig(node), location });
  }
  return files;
}

function readTypes(context: BuildContext, kustomization: Kustomization): readonly Addition[] {
  const types: Addition[] = [];
  for (const { node, location } of items(kustomization, 'crds')) {
    const path = textOf(node);
    const entry = loadFile(context, kustomization, path, location);
    if (entry === undefined) continue;
    const added = readCrdConfig(entry.file);
    if (added === undefined) report(context, 'configuration.invalid', { path, reason: '' }, location);
    else types.push({ added, location });
  }
  return types;
}

/** The union of what was configured before and what a base or component brings; `location` takes the blame. */
export function uniteConfigs(
  context: BuildContext,
  config: TransformerConfig,
  added: TransformerConfig,
  location: PathLocation,
): TransformerConfig {
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
  location: PathLocation,
): TransformerConfig {
  const merged = mergeConfig(config, added);
  if (merged !== undefined) return merged;
  report(context, 'transformer.conflicting-fields', {}, location);
  return config;
}

const specKeys = new Set(['group', 'version', 'kind', 'path', 'create']);
const referenceKeys = new Set(['group', 'version', 'kind', 'fieldspecs']);
const listKeys = new Set(['namereference', ...fieldSpecLists.map(name => name.toLowerCase())]);

/**
 * The first key that the official decoder, which is strict here but takes either case, does not know, or what it cannot
 * decode.
 */
function unknownKey(node: YamlNode | undefined): string | undefined {
  if (node === undefined || isNullNode(node)) return undefined;
  if (node.kind !== 'mapping') return '';
  for (const [index, key] of node.keys.entries()) {
    const list = node.values[index];
    if (!listKeys.has(key.toLowerCase())) return key;
    if (list === undefined || isNullNode(list)) continue;
    if (list.kind !== 'sequence' || list.items.some(item => item.kind !== 'mapping' && !isNullNode(item)))
      return key;
    for (const item of list.items) {
      const allowed = key.toLowerCase() === 'namereference' ? referenceKeys : specKeys;
      const unknown =
        item.kind === 'mapping' ? item.keys.find(name => !allowed.has(name.toLowerCase())) : undefined;
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
