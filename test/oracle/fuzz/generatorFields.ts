import type { Tree } from '../patch/yamlText.ts';
import type { Dice } from './dice.ts';
import { addFile, addItem, type Layer } from './layer.ts';
import { labelValue, stringScalar } from './scalars.ts';
import { configNames } from './workloads.ts';
import type { Entries, Known } from './world.ts';
import { plainName } from './world.ts';

type Field = 'configMapGenerator' | 'secretGenerator';

/** An entry of a generator and the object that it stands for, where that is a new one. */
export interface GeneratorEntry {
  readonly entry: Entries;
  readonly known: Known | undefined;
}

/** An entry of `configMapGenerator` or `secretGenerator`, with the files that it reads. */
export function generatorEntry(dice: Dice, layer: Layer, field: Field): GeneratorEntry {
  const kind = field === 'configMapGenerator' ? 'ConfigMap' : 'Secret';
  const there = layer.known.filter(object => object.kind === kind);
  const free = ['made', 'files', 'settings', 'keys', 'extra'].filter(
    name => !there.some(object => plainName(object) === name),
  );
  const old = there.length > 0 && dice.chance(40) ? dice.pick(there) : undefined;
  const name = old?.name ?? dice.pick(free.length > 0 && dice.chance(97) ? free : configNames);
  const entry: Record<string, Tree> = { name };
  if (old !== undefined) {
    const behavior = dice.pick(['merge', 'merge', 'replace'] as const);
    dice.uses(`${field} ${behavior}`);
    entry['behavior'] = behavior;
    if (old.namespace !== undefined) entry['namespace'] = old.namespace;
  } else {
    if (dice.chance(15)) {
      dice.uses(`${field} create`);
      entry['behavior'] = 'create';
    }
    if (dice.chance(15)) {
      dice.uses(`${field} namespace`);
      entry['namespace'] = dice.pick(['prod', 'other', 'default']);
    }
  }
  addSources(dice, layer, field, entry);
  if (kind === 'Secret' && dice.chance(30)) {
    dice.uses('secretGenerator type');
    entry['type'] = dice.pick(['Opaque', 'kubernetes.io/tls', 'example.com/x']);
  }
  if (dice.chance(35)) entry['options'] = generatorOptionsOf(dice, field);
  const namespace = entry['namespace'];
  const known: Known = {
    apiVersion: 'v1',
    kind,
    name,
    namespace: typeof namespace === 'string' ? namespace : undefined,
    labels: [],
    containers: [],
    images: [],
    scalars: kind === 'ConfigMap' ? ['data.a', 'metadata.name'] : ['metadata.name'],
  };
  return { entry, known: old === undefined ? known : undefined };
}

function addSources(dice: Dice, layer: Layer, field: Field, entry: Record<string, Tree>): void {
  const environment = dice.pick(['envs', 'env'] as const);
  const sources = dice.some(['literals', 'literals', 'files', environment] as const, 1, 2);
  for (const source of new Set(sources)) {
    if (source === 'literals') {
      dice.uses(`${field} literals`);
      entry['literals'] = dice.some(literals, 1, 3);
    } else if (source === 'files') entry['files'] = dataFiles(dice, layer, field);
    else {
      dice.uses(`${field} ${source}`);
      const path = addFile(layer, 'vars.env', dice.pick(envTexts));
      entry[source] = source === 'env' ? path : [path];
    }
  }
}

const literals = [
  ...[
    'a=1',
    'a=two words',
    '"b=x=y"',
    "c='quoted'",
    `'d="quoted"'`,
    'e=',
    '"f=line\\nbreak"',
    'host=example.com',
  ],
  ...['g.h=é', '"i=  spaces  "', '"j=tab\\t"', 'k=true', '"l=#x"', '"m=a\\rb"', '"n=😀"'],
];

const envTexts = [
  'A=1\nB=two words\n',
  '# comment\n\nC="quoted"\nEMPTY=\n  LEAD=x\n',
  'E=b=c\r\nCR=x\r\n',
  '\ufeffBOM=1\nexport X=1\nNOVALUE\n',
  'D=é\n\tTAB=x',
];

const texts = [
  'plain\n',
  'no end',
  '',
  'a: 1\nb:\n- x\n',
  'one\r\ntwo\r\n',
  'trailing  \n\n\n',
  '\ufeffbom\n',
  ' lead\n',
  'tab\there\n',
  'é😀\n',
  '\u2028line\n',
  'x'.repeat(90),
];

function dataFiles(dice: Dice, layer: Layer, field: Field): Tree {
  return Array.from({ length: dice.number(1, 2) }, () => {
    const isBinary = dice.chance(20);
    if (isBinary) dice.uses(`${field} binary file`);
    const content = isBinary
      ? new Uint8Array([0xff, 0xfe, 0, 1, 2, 200, ...Array(dice.number(0, 80)).fill(7)])
      : dice.pick(texts);
    const path = addFile(layer, dice.pick(['app.conf', 'data.txt', 'b.json']), content);
    const hasKey = dice.chance(40);
    dice.uses(hasKey ? `${field} files with keys` : `${field} files`);
    return hasKey ? `${dice.pick(['key', 'x.y', '"q"'].slice(0, 2))}=${path}` : path;
  });
}

function generatorOptionsOf(dice: Dice, field: Field | 'generatorOptions'): Tree {
  const tree: Record<string, Tree> = {};
  const chosen = dice.some(['labels', 'annotations', 'disableNameSuffixHash', 'immutable'] as const, 1, 2);
  for (const option of chosen) {
    dice.uses(`${field} ${option}`);
    if (option === 'labels') tree[option] = { app: labelValue(dice), made: labelValue(dice) };
    else if (option === 'annotations') tree[option] = { note: stringScalar(dice) };
    else tree[option] = dice.pick(['true', 'true', 'false']);
  }
  return tree;
}

export function generatorOptions(dice: Dice, { fields }: Layer): void {
  fields['generatorOptions'] = generatorOptionsOf(dice, 'generatorOptions');
}

/** Adds an entry and gives what the kustomization works on from then on. */
export function generate(dice: Dice, layer: Layer, field: Field): Layer {
  const { entry, known } = generatorEntry(dice, layer, field);
  addItem(layer, field, entry);
  return known === undefined ? layer : { ...layer, known: [...layer.known, known] };
}
