import type { Tree } from '../patch/yamlText.ts';
import type { Dice } from './dice.ts';
import { addItem, type Layer, someObject } from './layer.ts';
import type { Entries } from './world.ts';

/** An entry of `images` and of an ImageTagTransformer. */
export function image(dice: Dice, layer: Layer): Entries {
  const known = someObject(dice, layer, object => object.images.length > 0);
  const reference = known === undefined || known.images.length === 0 ? 'nginx' : dice.pick(known.images);
  const name = reference.replace(/@.*$/, '').replace(/:[^/]*$/, '');
  const entry: Record<string, Tree> = { name };
  const kind = dice.number(0, 9);
  if (kind === 0) {
    entry['name'] = 'nobody';
    dice.uses('images no match');
  } else if (kind === 1) {
    entry['name'] = dice.pick([
      '"ngin."',
      '".*"',
      'my.reg/app',
      '"(team|x)/app"',
      '"[a-z]+"',
      'team/app|nginx',
    ]);
    dice.uses('images pattern');
  }
  if (dice.chance(35)) {
    entry['newName'] = dice.pick(['mirror.example.com/nginx', 'registry:5000/app', 'redis', 'app:v9']);
    dice.uses('images newName');
  }
  if (dice.chance(50)) {
    entry['newTag'] = dice.pick(['"2.0"', 'v2', 'latest', "'1.10'", '"0777"']);
    dice.uses('images newTag');
  }
  if (dice.chance(15)) {
    entry['tagSuffix'] = dice.pick(['-debug', '".1"']);
    dice.uses('images tagSuffix');
  }
  if (dice.chance(20)) {
    entry['digest'] = dice.pick([`sha256:${'1a'.repeat(32)}`, 'abc']);
    dice.uses('images digest');
  }
  return entry;
}

export function images(dice: Dice, layer: Layer): void {
  addItem(layer, 'images', image(dice, layer));
}

export function imageTags(dice: Dice, layer: Layer): void {
  dice.uses('imageTags set');
  addItem(layer, 'imageTags', image(dice, layer));
}

const scalable = new Set(['Deployment', 'StatefulSet', 'ReplicaSet', 'ReplicationController']);

/** An entry of `replicas` and of a ReplicaCountTransformer. */
export function replica(dice: Dice, layer: Layer): Entries {
  const known = someObject(dice, layer, object => scalable.has(object.kind));
  const matches = known !== undefined && scalable.has(known.kind) && dice.chance(97);
  dice.uses(matches ? 'replicas match' : 'replicas no match');
  return { name: matches ? quoted(known.name) : 'nobody', count: dice.pick(['5', '0', '1_0', '0x3', '7']) };
}

/** A name that is no string in the object is one in a kustomization only within quotes. */
function quoted(name: string): string {
  return /^(?:on|12)$/.test(name) ? `"${name}"` : name;
}

export function replicas(dice: Dice, layer: Layer): void {
  if (!layer.known.some(object => scalable.has(object.kind)) && dice.chance(95)) return;
  addItem(layer, 'replicas', replica(dice, layer));
}

export function sortOptions(dice: Dice, { fields }: Layer): void {
  const kind = dice.number(0, 2);
  if (kind === 0) {
    dice.uses('sortOptions fifo');
    fields['sortOptions'] = { order: 'fifo' };
  } else if (kind === 1) {
    dice.uses('sortOptions legacy');
    fields['sortOptions'] = { order: 'legacy' };
  } else {
    dice.uses('sortOptions legacySortOptions');
    const some = () =>
      dice.some(['Deployment', 'ConfigMap', 'Widget', 'Service', 'Namespace', 'Secret'], 0, 3);
    fields['sortOptions'] = { order: 'legacy', legacySortOptions: { orderFirst: some(), orderLast: some() } };
  }
}

export function buildMetadata(dice: Dice, { fields }: Layer): void {
  const notes = dice.some(['originAnnotations', 'transformerAnnotations', 'managedByLabel'] as const, 1, 2);
  for (const note of notes) dice.uses(`buildMetadata ${note}`);
  fields['buildMetadata'] = notes;
}
