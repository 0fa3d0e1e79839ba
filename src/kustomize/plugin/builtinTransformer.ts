import { valueAt } from '../../yaml/location.ts';
import { get, type Mapping, textAt, type YamlNode } from '../../yaml/node.ts';
import { type BuildContext, report } from '../buildContext.ts';
import { readFieldSpecs } from '../config/readFieldSpecs.ts';
import { defaultConfig, type FieldSpecList, type TransformerConfig } from '../config/transformerConfig.ts';
import { addHashes } from '../generate/hash.ts';
import { field, type Kustomization, textOf } from '../load/kustomization.ts';
import { isTrueText } from '../load/yamlBoolean.ts';
import type { Resource } from '../resource.ts';
import { emptyMapping } from '../transform/fieldSpec.ts';
import { changeNamespace } from '../transform/namespace.ts';
import { transform } from '../transform/transform.ts';
import { runValueAdd } from './valueAdd.ts';

/** How a plugin's configuration reads as a kustomization that does the same: its fields, and where it writes. */
interface Equivalent {
  readonly fields: Readonly<Record<string, YamlNode | undefined>>;
  readonly specs?: FieldSpecList;
}

const equivalents: Readonly<Record<string, (config: Mapping) => Equivalent>> = {
  // Of these two, and only of these, the official decoder minds upper and lower case.
  PrefixTransformer: config => ({ fields: { namePrefix: get(config, 'prefix') }, specs: 'namePrefix' }),
  SuffixTransformer: config => ({ fields: { nameSuffix: get(config, 'suffix') }, specs: 'nameSuffix' }),
  LabelTransformer: config => ({ fields: { commonLabels: field(config, 'labels') }, specs: 'commonLabels' }),
  AnnotationsTransformer: config => ({
    fields: { commonAnnotations: field(config, 'annotations') },
    specs: 'commonAnnotations',
  }),
  ImageTagTransformer: config => ({ fields: { images: listOf(field(config, 'imageTag')) }, specs: 'images' }),
  ReplicaCountTransformer: config => ({
    fields: { replicas: listOf(field(config, 'replica') ?? emptyMapping) },
    specs: 'replicas',
  }),
  PatchTransformer: config => ({ fields: { patches: listOf(config) } }),
  PatchStrategicMergeTransformer: config => ({
    fields: { patchesStrategicMerge: listOf(...itemsOf(field(config, 'paths')), field(config, 'patches')) },
  }),
  PatchJson6902Transformer: config => ({
    fields: { patchesJson6902: listOf(renamed(config, 'jsonOp', 'patch')) },
  }),
  ReplacementTransformer: config => ({ fields: { replacements: field(config, 'replacements') } }),
};

/** Runs a builtin transformer as its configuration has it; `undefined` where there is none of that kind. */
export function runBuiltinTransformer(
  context: BuildContext,
  kustomization: Kustomization,
  plugin: Resource,
  resources: readonly Resource[],
): readonly Resource[] | undefined {
  const { kind } = plugin.id;
  if (kind === 'NamespaceTransformer') return runNamespace(context, plugin, resources);
  if (kind === 'HashTransformer') return addHashes(resources);
  if (kind === 'ValueAddTransformer') return runValueAdd(context, kustomization, plugin, resources);
  if (kind === 'PrefixSuffixTransformer') {
    return ['PrefixTransformer', 'SuffixTransformer'].reduce(
      (current, one) => runEquivalent(context, kustomization, plugin, one, current),
      resources,
    );
  }
  return Object.hasOwn(equivalents, kind)
    ? runEquivalent(context, kustomization, plugin, kind, resources)
    : undefined;
}

function runEquivalent(
  context: BuildContext,
  kustomization: Kustomization,
  plugin: Resource,
  kind: string,
  resources: readonly Resource[],
): readonly Resource[] {
  const { fields, specs } = equivalents[kind]?.(plugin.node) ?? { fields: {} };
  const needsSpecs = specs === 'namePrefix' || specs === 'nameSuffix';
  const own = needsSpecs ? get(plugin.node, 'fieldSpecs') : field(plugin.node, 'fieldSpecs');
  const isPathless = (spec: YamlNode) => textOf(get(spec, 'path')) === '';
  if (needsSpecs && (own === undefined || itemsOf(own).some(isPathless))) {
    report(context, 'plugin.lacks-field', { kind, field: 'fieldSpecs' }, plugin.location);
    return resources;
  }
  if (kind === 'PatchStrategicMergeTransformer' && fields['patchesStrategicMerge'] === undefined) {
    report(context, 'plugin.lacks-field', { kind, field: 'patches' }, plugin.location);
    return resources;
  }
  const config: TransformerConfig =
    specs === undefined ? defaultConfig : { ...defaultConfig, [specs]: readFieldSpecs(own) };
  const standIn: Kustomization = {
    ...kustomization,
    file: plugin.file,
    node: mappingOf(fields, plugin.node),
  };
  // What ran is noted once, as the plugin, by whoever asked for it.
  return transform(context, standIn, resources, config, false);
}

function runNamespace(
  context: BuildContext,
  plugin: Resource,
  resources: readonly Resource[],
): readonly Resource[] {
  const { node, file } = plugin;
  const namespace = get(get(node, 'metadata'), 'namespace');
  if (namespace?.kind !== 'scalar' || namespace.text === '') return resources;
  const subjects = textOf(field(node, 'setRoleBindingSubjects')) || 'defaultOnly';
  if (subjects !== 'defaultOnly' && subjects !== 'allServiceAccounts' && subjects !== 'none') {
    report(
      context,
      'plugin.lacks-field',
      { kind: plugin.id.kind, field: 'setRoleBindingSubjects' },
      plugin.location,
    );
    return resources;
  }
  return changeNamespace(context, resources, {
    namespace: namespace.text,
    directive: { name: 'namespace', file, start: namespace.start },
    specs: readFieldSpecs(field(node, 'fieldSpecs')),
    unsetOnly: isTrueText(textAt(node, 'unsetOnly') ?? ''),
    subjects,
    location: valueAt(file, ['metadata', 'namespace']),
  });
}

function mappingOf(fields: Equivalent['fields'], like: Mapping): Mapping {
  const entries = Object.entries(fields).filter(
    (entry): entry is [string, YamlNode] => entry[1] !== undefined,
  );
  return {
    kind: 'mapping',
    keys: entries.map(([key]) => key),
    keyStarts: entries.map(([, value]) => value.start),
    values: entries.map(([, value]) => value),
    start: like.start,
  };
}

function listOf(...items: readonly (YamlNode | undefined)[]): YamlNode | undefined {
  const present = items.filter(item => item !== undefined);
  const [first] = present;
  return first === undefined ? undefined : { kind: 'sequence', items: present, start: first.start };
}

function itemsOf(node: YamlNode | undefined): readonly YamlNode[] {
  return node?.kind === 'sequence' ? node.items : [];
}

function renamed(node: Mapping, from: string, to: string): Mapping {
  return { ...node, keys: node.keys.map(key => (key === from ? to : key)) };
}
