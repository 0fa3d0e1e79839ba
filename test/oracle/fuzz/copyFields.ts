import type { Tree } from '../patch/yamlText.ts';
import type { Dice } from './dice.ts';
import { addFile, addItem, type Layer, someObject } from './layer.ts';
import type { Entries, Known } from './world.ts';
import { groupOf, plainName, versionOf } from './world.ts';
import { writeYaml } from './writeYaml.ts';

/** An entry of `replacements`; `undefined` where there is nothing to copy from. */
export function replacementEntry(dice: Dice, layer: Layer): Entries | undefined {
  const from = someObject(dice, layer, object => object.scalars.length > 1);
  if (from === undefined) return undefined;
  const targets = Array.from({ length: dice.chance(20) ? 2 : 1 }, () => replacementTarget(dice, layer));
  if (targets.length > 1) dice.uses('replacements many targets');
  if (dice.chance(15)) {
    dice.uses('replacements sourceValue');
    return { sourceValue: dice.pick(['fixed', '"7"', "'007'", '"a:b"', '"true"']), targets };
  }
  dice.uses('replacements source');
  return { source: source(dice, from), targets };
}

function source(dice: Dice, from: Known): Entries {
  const tree: Record<string, Tree> = { kind: from.kind };
  if (dice.chance(90)) tree['name'] = `"${plainName(from)}"`;
  if (dice.chance(20)) tree['version'] = versionOf(from);
  if (dice.chance(15) && groupOf(from) !== '') tree['group'] = groupOf(from);
  if (dice.chance(6)) tree['namespace'] = from.namespace ?? 'default';
  const path = dice.pick(from.scalars);
  if (path !== 'metadata.name' || dice.chance(50)) tree['fieldPath'] = path;
  if (dice.chance(15)) {
    dice.uses('replacements source delimiter and index');
    tree['options'] = { delimiter: dice.pick(['":"', '"."', '"-"']), index: dice.chance(90) ? '0' : '1' };
  }
  return tree;
}

function replacementTarget(dice: Dice, layer: Layer): Entries {
  const to = someObject(dice, layer, object => object.containers.length > 0 || object.scalars.length > 1);
  const kind = to?.kind ?? 'Deployment';
  const select: Record<string, Tree> = { kind: dice.chance(90) ? kind : '".*"' };
  if (dice.chance(60) && to !== undefined) select['name'] = `"${plainName(to)}"`;
  const tree: Record<string, Tree> = { select };
  if (dice.chance(15)) {
    dice.uses('replacements reject');
    tree['reject'] = [
      dice.pick<Tree>([
        { name: 'db' },
        { kind: 'Service' },
        { namespace: 'prod' },
        { labelSelector: 'app=two' },
      ]),
    ];
  }
  tree['fieldPaths'] = [fieldPath(dice, to)];
  const options: Record<string, Tree> = {};
  if (dice.chance(88)) {
    dice.uses('replacements create');
    options['create'] = dice.chance(96) ? 'true' : 'false';
  }
  if (dice.chance(15)) {
    dice.uses('replacements delimiter and index');
    options['delimiter'] = dice.pick(['":"', '"."', '"/"']);
    options['index'] = dice.pick(['0', '0', '1', '-1', '5']);
  }
  return Object.keys(options).length === 0 ? tree : { ...tree, options };
}

function fieldPath(dice: Dice, to: Known | undefined): string {
  if (to?.kind === 'ConfigMap' && dice.chance(50)) {
    dice.uses('replacements into text');
    return dice.pick([
      '"data.app\\\\.json.host"',
      '"data.[app.yaml].host"',
      '"data.[app.json].port"',
      '"data.[app.yaml].list.0"',
    ]);
  }
  const paths = [
    'metadata.labels.copied',
    'metadata.annotations.note',
    '"metadata.annotations.[example.com/owner]"',
  ];
  if (to === undefined) return dice.pick(paths);
  const pod =
    to.kind === 'Pod'
      ? 'spec'
      : to.kind === 'CronJob'
        ? 'spec.jobTemplate.spec.template.spec'
        : 'spec.template.spec';
  const [first = 'web'] = to.containers;
  const inPods = [
    `${pod}.containers.0.image`,
    `"${pod}.containers.[name=${first.replaceAll('"', '')}].image"`,
    `"${pod}.containers.*.image"`,
  ];
  return dice.pick([...paths, ...(to.containers.length > 0 ? inPods : []), ...to.scalars]);
}

export function replacements(dice: Dice, layer: Layer): void {
  const entry = replacementEntry(dice, layer);
  if (entry === undefined) return;
  const isInline = dice.chance(70);
  dice.uses(isInline ? 'replacements inline' : 'replacements path');
  if (isInline) {
    addItem(layer, 'replacements', entry);
    return;
  }
  const text = writeYaml(dice, dice.chance(50) ? [entry] : entry);
  addItem(layer, 'replacements', { path: addFile(layer, 'replacement.yaml', text) });
}

export function vars(dice: Dice, layer: Layer): void {
  const object = someObject(dice, layer, known =>
    ['Service', 'ConfigMap', 'Deployment'].includes(known.kind),
  );
  if (object === undefined) return;
  const objref: Record<string, Tree> = {
    kind: object.kind,
    name: `"${plainName(object)}"`,
    apiVersion: object.apiVersion,
  };
  if (object.namespace !== undefined && dice.chance(60)) objref['namespace'] = object.namespace;
  const name = varName(dice, layer);
  const entry: Record<string, Tree> = { name, objref };
  dice.uses('vars use');
  if (dice.chance(50)) {
    dice.uses('vars fieldref');
    entry['fieldref'] = {
      fieldPath: dice.pick([...object.scalars, 'kind', ...object.scalars]).replace(/\.(\d+)(?=\.)/, '[$1]'),
    };
  } else dice.uses('vars default field');
  addItem(layer, 'vars', entry);
}

/** Each layer has names of its own, so that a second variable of one name is rare. */
function varName(dice: Dice, { directory, fields }: Layer): string {
  const names =
    directory === 'top' ? ['WHERE', 'OTHER'] : directory === 'base' ? ['HOST', 'SECOND'] : [directory];
  const there = fields['vars'];
  return names[Array.isArray(there) && dice.chance(95) ? there.length : 0] ?? 'MORE';
}
