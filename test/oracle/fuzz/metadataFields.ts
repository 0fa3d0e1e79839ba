import type { Tree } from '../patch/yamlText.ts';
import type { Dice } from './dice.ts';
import { addItem, type Layer } from './layer.ts';
import { labelValue, scalar, stringScalar } from './scalars.ts';
import type { Entries } from './world.ts';

export function namespace(dice: Dice, { fields }: Layer): void {
  const isEmpty = dice.chance(8);
  dice.uses(isEmpty ? 'namespace empty' : 'namespace set');
  fields['namespace'] = isEmpty ? '""' : dice.pick(['prod', 'other', 'default', '"9"', "'true'"]);
}

export function namePrefix(dice: Dice, { fields }: Layer): void {
  dice.uses('namePrefix set');
  fields['namePrefix'] = dice.pick(['p-', 'pre-', '"1"', 'A.']);
}

export function nameSuffix(dice: Dice, { fields }: Layer): void {
  dice.uses('nameSuffix set');
  fields['nameSuffix'] = dice.pick(['-s', '-v1', '"0"']);
}

function pairs(dice: Dice): Entries {
  const keys = dice.some(
    ['app', 'tier', 'added', 'example.com/team', dice.chance(4) ? '"9"' : 'nine', 'odd'],
    1,
    2,
  );
  return Object.fromEntries(keys.map(key => [key, labelValue(dice)]));
}

export function labels(dice: Dice, layer: Layer): void {
  const entry: Record<string, Tree> = { pairs: pairs(dice) };
  dice.uses('labels pairs');
  if (dice.chance(4)) {
    entry['pairs'] = { odd: scalar(dice) };
    dice.uses('labels odd value');
  }
  if (dice.chance(30)) {
    entry['includeSelectors'] = dice.pick(['true', 'true', 'false']);
    dice.uses('labels includeSelectors');
  }
  if (dice.chance(30)) {
    entry['includeTemplates'] = dice.pick(['true', 'true', 'false']);
    dice.uses('labels includeTemplates');
  }
  if (dice.chance(25)) entry['fields'] = fieldSpecs(dice);
  addItem(layer, 'labels', entry);
}

function fieldSpecs(dice: Dice): Tree {
  dice.uses('labels fields');
  const spec: Record<string, Tree> = {
    path: dice.pick([
      'spec/labels',
      'spec/template/metadata/labels',
      'spec/selector',
      'metadata/annotations',
      'spec/parts/labels',
    ]),
  };
  if (dice.chance(60)) spec['kind'] = dice.pick(['Widget', 'Deployment', 'Service']);
  if (dice.chance(20)) spec['group'] = dice.pick(['apps', 'example.com']);
  if (dice.chance(20)) spec['version'] = 'v1';
  if (dice.chance(50)) {
    spec['create'] = 'true';
    dice.uses('labels fields with create');
  }
  return [spec];
}

export function commonLabels(dice: Dice, { fields }: Layer): void {
  dice.uses('commonLabels set');
  fields['commonLabels'] = pairs(dice);
}

export function commonAnnotations(dice: Dice, { fields }: Layer): void {
  dice.uses('commonAnnotations set');
  const keys = dice.some(['note', 'example.com/owner', 'z', dice.chance(4) ? '"9"' : 'nine'], 1, 2);
  fields['commonAnnotations'] = Object.fromEntries(keys.map(key => [key, stringScalar(dice)]));
  if (!dice.chance(5)) return;
  dice.uses('commonAnnotations odd value');
  fields['commonAnnotations'] = { note: scalar(dice) };
}
