import type { Tree } from '../patch/yamlText.ts';
import { replacementEntry } from './copyFields.ts';
import type { Dice } from './dice.ts';
import { generatorEntry } from './generatorFields.ts';
import { addFile, addItem, type Layer, literalBlock, someObject } from './layer.ts';
import { json6902Entry, patchEntry, strategicPatch } from './patchFields.ts';
import { labelValue } from './scalars.ts';
import { image, replica } from './valueFields.ts';
import type { Entries } from './world.ts';
import { writeYaml } from './writeYaml.ts';

const metadataLabels = { path: 'metadata/labels', create: 'true' };
const names = [{ path: 'metadata/name' }, { path: 'metadata/name', kind: 'Deployment' }];

/** The configuration of a builtin transformer without its header; `undefined` where it would have nothing to do. */
type Configure = (dice: Dice, layer: Layer) => Entries | undefined;

const transformerKinds: Readonly<Record<string, Configure>> = {
  PrefixTransformer: dice => ({ prefix: 't-', fieldSpecs: dice.some<Tree>(names, 1, 1) }),
  SuffixTransformer: dice => ({ suffix: '-t', fieldSpecs: dice.some<Tree>(names, 1, 1) }),
  LabelTransformer: dice => ({
    labels: { by: labelValue(dice) },
    fieldSpecs: [dice.pick<Tree>([metadataLabels, { path: 'spec/selector', kind: 'Service' }])],
  }),
  AnnotationsTransformer: dice => ({
    annotations: { by: labelValue(dice) },
    fieldSpecs: [{ path: 'metadata/annotations', create: dice.pick(['true', 'false']) }],
  }),
  ImageTagTransformer: (dice, layer) => ({
    imageTag: image(dice, layer),
    ...(dice.chance(30) ? { fieldSpecs: [{ path: 'spec/image', kind: 'Widget' }] } : {}),
  }),
  ReplicaCountTransformer: (dice, layer) => ({
    replica: replica(dice, layer),
    fieldSpecs: [
      { path: 'spec/replicas', create: 'true', kind: 'Deployment' },
      { path: 'spec/replicas', kind: 'StatefulSet' },
    ],
  }),
  PatchTransformer: (dice, layer) => patchEntry(dice, layer),
  PatchStrategicMergeTransformer: (dice, layer) => {
    const object = someObject(dice, layer, () => true);
    if (object === undefined) return undefined;
    const text = writeYaml(dice, strategicPatch(dice, object));
    return dice.chance(50)
      ? { patches: literalBlock(text) }
      : { paths: [addFile(layer, 'merge.yaml', text)] };
  },
  PatchJson6902Transformer: (dice, layer) => {
    const object = someObject(dice, layer, () => true);
    return object === undefined ? undefined : json6902Entry(dice, layer, object, 'jsonOp');
  },
  ReplacementTransformer: (dice, layer) => {
    const entry = replacementEntry(dice, layer);
    return entry === undefined ? undefined : { replacements: [entry] };
  },
  HashTransformer: () => ({}),
  PrefixSuffixTransformer: dice => ({
    ...(dice.chance(70) ? { prefix: 't-' } : {}),
    ...(dice.chance(70) ? { suffix: '-t' } : {}),
    fieldSpecs: dice.some<Tree>(names, 1, 1),
  }),
  ValueAddTransformer: (dice, layer) => {
    const object = someObject(dice, layer, () => true);
    const selector = object === undefined ? {} : { selector: { kind: object.kind } };
    const path = dice.pick([
      'metadata/namespace',
      'metadata/annotations/added',
      'spec/place',
      'spec/size',
      'spec/parts/[name=one]/image',
    ]);
    return {
      ...(dice.chance(80) ? { value: dice.pick(['added', '12', 'a/b']) } : {}),
      targets: [
        {
          ...(dice.chance(80) ? selector : {}),
          fieldPath: path,
          ...(dice.chance(30) ? { filePathPosition: dice.pick(['1', '2', '9']) } : {}),
        },
      ],
    };
  },
};

function namespaceTransformer(dice: Dice): Entries {
  const tree: Record<string, Tree> = {
    metadata: { name: 'plugin', namespace: dice.pick(['prod', 'third']) },
    fieldSpecs: [
      { path: 'metadata/namespace', create: 'true' },
      { path: 'subjects/namespace', kind: 'RoleBinding', group: 'rbac.authorization.k8s.io' },
    ],
  };
  if (dice.chance(35)) {
    dice.uses('transformers unsetOnly');
    tree['unsetOnly'] = dice.pick(['true', 'false']);
  }
  if (dice.chance(35)) {
    dice.uses('transformers setRoleBindingSubjects');
    tree['setRoleBindingSubjects'] = dice.pick(['none', 'defaultOnly', 'allServiceAccounts']);
  }
  return tree;
}

export function transformers(dice: Dice, layer: Layer): void {
  const kind = dice.pick([
    ...(Object.keys(transformerKinds) as TransformerKind[]),
    'NamespaceTransformer' as const,
  ]);
  const config =
    kind === 'NamespaceTransformer' ? namespaceTransformer(dice) : transformerKinds[kind]?.(dice, layer);
  if (config === undefined) return;
  dice.uses(`transformers ${kind}`);
  const where = dice.pick(['inline', 'file', 'directory'] as const);
  dice.uses(`transformers ${where}`);
  add(
    dice,
    layer,
    'transformers',
    { apiVersion: 'builtin', kind, metadata: { name: 'plugin' }, ...config },
    where,
  );
}

type TransformerKind =
  | 'PrefixTransformer'
  | 'SuffixTransformer'
  | 'LabelTransformer'
  | 'AnnotationsTransformer'
  | 'ImageTagTransformer'
  | 'ReplicaCountTransformer'
  | 'PatchTransformer'
  | 'PatchStrategicMergeTransformer'
  | 'PatchJson6902Transformer'
  | 'ReplacementTransformer'
  | 'HashTransformer'
  | 'PrefixSuffixTransformer'
  | 'ValueAddTransformer';

export function validators(dice: Dice, layer: Layer): void {
  const changes = dice.chance(25);
  if (changes) dice.uses('validators changes something');
  const config = {
    apiVersion: 'builtin',
    kind: 'LabelTransformer',
    metadata: { name: 'check' },
    labels: { by: 'one' },
    fieldSpecs: [changes ? metadataLabels : { path: 'spec/none', kind: 'Nothing' }],
  };
  const where = dice.pick(['inline', 'file'] as const);
  dice.uses(`validators ${where}`);
  add(dice, layer, 'validators', config, where);
}

/** Adds a generator plugin and gives what the kustomization works on from then on. */
export function generators(dice: Dice, layer: Layer): Layer {
  const where = dice.pick(['inline', 'file'] as const);
  dice.uses(`generators ${where}`);
  const kind = dice.pick(['ConfigMapGenerator', 'SecretGenerator', 'IAMPolicyGenerator'] as const);
  dice.uses(`generators ${kind}`);
  if (kind === 'IAMPolicyGenerator') {
    const config = {
      cloud: dice.chance(90) ? 'gke' : 'other',
      kubernetesService: {
        name: dice.pick(['robot', 'cloud']),
        ...(dice.chance(50) ? { namespace: 'prod' } : {}),
      },
      serviceAccount: { name: 'account', projectId: 'project' },
    };
    add(
      dice,
      layer,
      'generators',
      { apiVersion: 'builtin', kind, metadata: { name: 'plugin' }, ...config },
      where,
    );
    return layer;
  }
  const { entry, known } = generatorEntry(
    dice,
    layer,
    kind === 'ConfigMapGenerator' ? 'configMapGenerator' : 'secretGenerator',
  );
  const { name = 'made', ...rest } = entry;
  const inMetadata = dice.chance(70);
  const header = { apiVersion: 'builtin', kind, metadata: { name: inMetadata ? name : 'plugin' } };
  add(dice, layer, 'generators', { ...header, ...(inMetadata ? rest : entry) }, where);
  return known === undefined ? layer : { ...layer, known: [...layer.known, known] };
}

function add(
  dice: Dice,
  layer: Layer,
  field: 'generators' | 'transformers' | 'validators',
  config: Entries,
  where: 'inline' | 'file' | 'directory',
): void {
  const text = writeYaml(dice, config);
  if (where === 'inline') addItem(layer, field, literalBlock(text));
  else if (where === 'file') addItem(layer, field, addFile(layer, 'plugin.yaml', text));
  else {
    const path = addFile(layer, 'plugins/plugin.yaml', text);
    const directory = path.replace(/\.yaml$/, '');
    delete layer.files[`${layer.directory}/${path}`];
    layer.files[`${layer.directory}/${directory}/p.yaml`] = text;
    layer.files[`${layer.directory}/${directory}/kustomization.yaml`] = 'resources: [p.yaml]\n';
    addItem(layer, field, directory);
  }
}
