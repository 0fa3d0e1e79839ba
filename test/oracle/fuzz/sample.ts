import type fc from 'fast-check';
import type { Tree } from '../patch/yamlText.ts';
import { type Cell, type FieldName, fieldOf, transformerFields } from './cells.ts';
import { replacements, vars } from './copyFields.ts';
import { type Dice, thrown } from './dice.ts';
import { generate, generatorOptions } from './generatorFields.ts';
import { addFile, addItem, type Layer } from './layer.ts';
import {
  commonAnnotations,
  commonLabels,
  labels,
  namePrefix,
  nameSuffix,
  namespace,
} from './metadataFields.ts';
import { type Made, object } from './objects.ts';
import { patches, patchesJson6902, patchesStrategicMerge } from './patchFields.ts';
import { generators, transformers, validators } from './pluginFields.ts';
import { configurations, crds, openapi } from './schemaFields.ts';
import { buildMetadata, images, imageTags, replicas, sortOptions } from './valueFields.ts';
import { type Known, plainName } from './world.ts';
import { writeFlow, writeYaml } from './writeYaml.ts';

/** A kustomization with its bases and components, to be built at `top`. */
export interface Sample {
  readonly files: Readonly<Record<string, string | Uint8Array>>;
  readonly used: ReadonlySet<Cell>;
  /** How many different fields that change resources it has, all layers together. */
  readonly transformers: number;
}

/** Generated kustomizations: bases, overlays, components and every field. */
export const sample: fc.Arbitrary<Sample> = thrown(dice => {
  const files: Record<string, string | Uint8Array> = {};
  const levels = dice.pick([1, 1, 2, 2, 2, 3]);
  const names = ['top', 'base', 'ground'].slice(0, levels).reverse();
  if (levels === 3) dice.uses('resources base of a base');
  let below: readonly Known[] = [];
  let base: string | undefined;
  for (const name of names) {
    below = kustomization(dice, files, name, base, below);
    base = name;
  }
  const fields = new Set([...dice.used].map(fieldOf));
  return { files, used: dice.used, transformers: transformerFields.filter(name => fields.has(name)).length };
});

type AddField = (dice: Dice, layer: Layer) => void;

/** Each field with how likely it stands in a kustomization, in percent. */
const fields: readonly (readonly [FieldName, number, AddField])[] = [
  ['generatorOptions', 10, generatorOptions],
  ['namespace', 22, namespace],
  ['namePrefix', 22, namePrefix],
  ['nameSuffix', 14, nameSuffix],
  ['labels', 24, labels],
  ['commonLabels', 13, commonLabels],
  ['commonAnnotations', 15, commonAnnotations],
  ['images', 24, images],
  ['imageTags', 5, imageTags],
  ['replicas', 12, replicas],
  ['patches', 34, patches],
  ['patchesStrategicMerge', 12, patchesStrategicMerge],
  ['patchesJson6902', 10, patchesJson6902],
  ['replacements', 20, replacements],
  ['vars', 9, vars],
  ['configurations', 12, configurations],
  ['crds', 6, crds],
  ['openapi', 5, openapi],
  ['transformers', 20, transformers],
  ['validators', 4, validators],
  ['sortOptions', 8, sortOptions],
  ['buildMetadata', 7, buildMetadata],
];

/** Writes one kustomization with its files and gives the objects that it hands on. */
function kustomization(
  dice: Dice,
  files: Record<string, string | Uint8Array>,
  directory: string,
  base: string | undefined,
  below: readonly Known[],
): readonly Known[] {
  let layer: Layer = { directory, fields: {}, files, known: below };
  if (base !== undefined) nameBase(dice, layer, base);
  if (base === undefined || dice.chance(45))
    layer = { ...layer, known: [...layer.known, ...ownObjects(dice, layer)] };
  for (const field of ['configMapGenerator', 'secretGenerator'] as const) {
    while (dice.chance(22)) layer = generate(dice, layer, field);
  }
  if (dice.chance(7)) layer = generators(dice, layer);
  if (dice.chance(14)) addComponent(dice, layer, 'component', dice.chance(25));
  addFields(dice, layer);
  files[
    `${directory}/${dice.chance(94) ? 'kustomization.yaml' : dice.pick(['kustomization.yml', 'Kustomization'])}`
  ] = text(dice, layer, 'Kustomization');
  return layer.known;
}

function nameBase(dice: Dice, layer: Layer, base: string): void {
  const field = dice.chance(90) ? 'resources' : 'bases';
  dice.uses(`${field} base`);
  addItem(layer, field, dice.pick([`../${base}`, `../${base}/`, `./../${base}`]));
  if (!dice.chance(3)) return;
  dice.uses('resources diamond');
  layer.files['side/kustomization.yaml'] = `resources: [../${base}]\nnamePrefix: side-\n`;
  addItem(layer, 'resources', '../side');
}

function addFields(dice: Dice, layer: Layer): void {
  for (const [, percent, add] of fields) {
    if (!dice.chance(percent)) continue;
    add(dice, layer);
    if (dice.chance(15)) add(dice, layer);
  }
}

/** Objects in one file or several; two of one id are rare. */
function ownObjects(dice: Dice, layer: Layer): readonly Known[] {
  const taken = new Set(layer.known.map(idOf));
  const made: Made[] = [];
  for (const candidate of Array.from({ length: dice.number(1, 6) }, () => object(dice))) {
    const id = idOf(candidate.known);
    if (taken.has(id) && !dice.chance(2)) continue;
    taken.add(id);
    made.push(candidate);
  }
  let rest = made;
  while (rest.length > 0) {
    const count = dice.number(1, rest.length);
    addItem(
      layer,
      'resources',
      addFile(layer, dice.pick(['all.yaml', 'a.yaml', 'more.yml']), objectsText(dice, rest.slice(0, count))),
    );
    rest = rest.slice(count);
  }
  if (dice.chance(1)) {
    dice.uses('resources missing');
    addItem(layer, 'resources', 'missing.yaml');
  }
  return made.map(({ known }) => known);
}

function idOf(known: Known): string {
  return `${known.apiVersion} ${known.kind} ${known.namespace ?? 'default'} ${plainName(known)}`;
}

function objectsText(dice: Dice, made: readonly Made[]): string {
  const trees = made.map(({ tree }) => tree);
  if (dice.chance(8)) {
    dice.uses('resources list');
    const kinds = new Set(trees.map(({ kind }) => kind));
    const kind = kinds.size === 1 && dice.chance(30) ? `${String([...kinds][0])}List` : 'List';
    return writeYaml(dice, { apiVersion: 'v1', kind, items: trees });
  }
  dice.uses(trees.length > 1 ? 'resources many documents' : 'resources file');
  const texts = trees.map(tree =>
    dice.chance(4) ? `${writeFlow(plainFlow(tree))}\n` : writeYaml(dice, tree),
  );
  return `${dice.pick(['', '', '', '---\n', '# first\n', '# first\n---\n', '%YAML 1.1\n---\n'].slice(0, 6))}${texts.join(dice.pick(['---\n', '---\n', '--- # next\n', '\n---\n\n', '...\n---\n', '---\n---\n']))}`;
}

/** What stands over several lines gives way to a text that can stand in braces. */
function plainFlow(tree: Tree): Tree {
  if (typeof tree === 'string') return /[\n,[\]{}#]|^$|: /.test(tree) && !/^["']/.test(tree) ? 'text' : tree;
  if (Array.isArray(tree)) return tree.map(plainFlow);
  return Object.fromEntries(Object.entries(tree).map(([key, value]) => [key, plainFlow(value)]));
}

/** Puts a component beside the layer and names it there. */
function addComponent(dice: Dice, layer: Layer, name: string, isNested: boolean): void {
  const directory = `${name}-of-${layer.directory}`;
  dice.uses('components component');
  addItem(layer, 'components', `../${directory}`);
  const own: Layer = { ...layer, directory, fields: {} };
  if (isNested) {
    dice.uses('components component of a component');
    addComponent(dice, own, 'inner', false);
  }
  const known = dice.chance(40) ? [...layer.known, ...ownObjects(dice, own)] : layer.known;
  let inner: Layer = { ...own, known };
  if (dice.chance(25)) inner = generate(dice, inner, 'configMapGenerator');
  for (const [, percent, add] of fields) {
    if (dice.chance(Math.floor(percent / 2))) add(dice, inner);
  }
  if (Object.keys(inner.fields).length === 0) commonAnnotations(dice, inner);
  layer.files[`${directory}/kustomization.yaml`] = text(dice, inner, 'Component');
}

function text(dice: Dice, { fields: tree }: Layer, kind: 'Kustomization' | 'Component'): string {
  const entries = Object.entries(tree);
  const order = dice.chance(30) ? dice.some(entries, entries.length, entries.length) : entries;
  const header: Record<string, Tree> = {};
  if (kind === 'Component' || dice.chance(60)) {
    dice.uses('header apiVersion and kind');
    header['apiVersion'] = `kustomize.config.k8s.io/${kind === 'Component' ? 'v1alpha1' : 'v1beta1'}`;
    header['kind'] = kind;
  } else dice.uses('header absent');
  if (dice.chance(6)) {
    dice.uses('header metadata');
    header['metadata'] = {
      name: 'whole',
      labels: { x: 'one' },
      annotations: { 'config.kubernetes.io/local-config': '"true"' },
    };
  }
  if (dice.chance(3)) {
    const [first] = order;
    if (first !== undefined) {
      dice.uses('header key in another case');
      order[0] = [first[0].replace(/^./, letter => letter.toUpperCase()), first[1]];
    }
  }
  let written = writeYaml(dice, { ...header, ...Object.fromEntries(order) });
  if (dice.chance(5)) {
    dice.uses('header comment');
    written = `# A comment with "quotes": and more\n\n${written}`;
  }
  if (dice.chance(15) && written.includes('namePrefix: p-')) {
    dice.uses('header anchor');
    written = written.replace('namePrefix: p-', 'namePrefix: &pre p-');
  }
  return written;
}
