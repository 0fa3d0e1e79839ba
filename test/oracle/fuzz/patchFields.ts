import type { Tree } from '../patch/yamlText.ts';
import type { Dice } from './dice.ts';
import { jsonPatch } from './jsonPatches.ts';
import { addFile, addItem, type Layer, literalBlock, someObject } from './layer.ts';
import { labelValue, scalar } from './scalars.ts';
import type { Entries, Known } from './world.ts';
import { groupOf, versionOf } from './world.ts';
import { writeYaml } from './writeYaml.ts';

/** A strategic merge patch for an object: its header and some change. */
export function strategicPatch(dice: Dice, object: Known): Entries {
  const metadata: Record<string, Tree> = { name: object.name };
  if (object.namespace !== undefined) metadata['namespace'] = object.namespace;
  const header = { apiVersion: object.apiVersion, kind: object.kind };
  const kind = dice.number(0, 19);
  if (kind === 0) {
    dice.uses('patches delete');
    return { $patch: 'delete', ...header, metadata };
  }
  if (kind === 1) {
    dice.uses('patches replace');
    return { $patch: 'replace', ...header, metadata, spec: { replicas: '9' } };
  }
  if (dice.chance(40))
    metadata['labels'] = { app: dice.pick(['null', labelValue(dice)]), patched: labelValue(dice) };
  if (dice.chance(25)) metadata['annotations'] = { note: dice.pick(['null', scalar(dice)]) };
  return { ...header, metadata, ...body(dice, object) };
}

function body(dice: Dice, object: Known): Entries {
  if (object.containers.length > 0) return workloadBody(dice, object);
  if (object.kind === 'ConfigMap')
    return { data: { a: scalar(dice), ...(dice.chance(30) ? { host: 'null' } : {}) } };
  if (object.kind === 'Service') {
    return {
      spec: {
        ports: dice.pick<Tree>([
          [{ port: '80', targetPort: '8080' }],
          [{ $patch: 'replace' }, { port: '1' }],
          [{ port: '443', $patch: 'delete' }],
        ]),
      },
    };
  }
  if (object.kind === 'Widget')
    return { spec: { size: scalar(dice), parts: [{ name: 'a', extra: scalar(dice) }] } };
  return dice.chance(30) ? { spec: { added: scalar(dice) } } : {};
}

function workloadBody(dice: Dice, { kind, containers }: Known): Entries {
  const name = dice.chance(90) ? dice.pick(containers) : 'new';
  const container = dice.pick<Tree>([
    { name, image: dice.pick(['nginx:2', 'redis']) },
    {
      name,
      env: [
        { name: 'A', value: scalar(dice) },
        { name: 'NEW', value: '"1"' },
      ],
    },
    { name, ports: [{ containerPort: '80', name: 'http' }, { containerPort: '81' }] },
    { name, args: ['x', '"2"'] },
    { name, $patch: 'delete' },
    { name, env: [{ name: 'A', $patch: 'delete' }] },
    { name, resources: 'null' },
  ]);
  const podSpec = {
    containers: [container],
    ...(dice.chance(15) ? { volumes: [{ name: 'conf', $patch: 'delete' }] } : {}),
  };
  if (kind === 'Pod') return { spec: podSpec };
  const template = { template: { spec: podSpec } };
  if (kind === 'CronJob') return { spec: { jobTemplate: { spec: template } } };
  return { spec: dice.chance(25) ? { replicas: dice.pick(['4', 'null']), ...template } : template };
}

/** A target's selector; most often of an object that is there. */
export function target(dice: Dice, object: Known): Entries {
  const plain = object.name.replace(/^["']|["']$/g, '');
  const selector: Record<string, Tree> = {};
  if (dice.chance(70)) {
    dice.uses('patches target kind');
    selector['kind'] = object.kind;
  }
  if (dice.chance(55)) {
    dice.uses('patches target name');
    selector['name'] = `"${plain}"`;
  }
  if (dice.chance(15)) {
    dice.uses('patches target group');
    selector['group'] = groupOf(object) || '""';
  }
  if (dice.chance(15)) {
    dice.uses('patches target version');
    selector['version'] = versionOf(object);
  }
  if (dice.chance(10)) {
    dice.uses('patches target namespace');
    selector['namespace'] = object.namespace ?? 'default';
  }
  if (dice.chance(10)) {
    dice.uses('patches target labelSelector');
    selector['labelSelector'] = dice.pick([
      'app',
      'app=one',
      '"app in (one, two)"',
      '"!tier"',
      'app!=one',
      '"app=one,tier"',
    ]);
  }
  if (dice.chance(8)) {
    dice.uses('patches target annotationSelector');
    selector['annotationSelector'] = dice.pick(['note', '"!note"', 'note=text', '"note notin (x)"']);
  }
  if (dice.chance(8)) {
    dice.uses('patches target pattern');
    selector['name'] = dice.pick(['".*"', '"w.b"', '"web|app"', '"^web$"', '"[a-z]*"', '"we"']);
  } else if (dice.chance(4)) {
    dice.uses('patches target no match');
    selector['name'] = 'nobody';
  }
  return Object.keys(selector).length === 0 ? { kind: object.kind } : selector;
}

/** An entry of `patches`, also the configuration of a PatchTransformer. `undefined` where there is nothing to patch. */
export function patchEntry(dice: Dice, layer: Layer): Entries | undefined {
  const object = someObject(dice, layer, known => known.containers.length > 0 || dice.chance(50));
  if (object === undefined) return undefined;
  const isJson = dice.chance(45);
  dice.uses(isJson ? 'patches JSON' : 'patches strategic');
  const hasTarget = isJson || dice.chance(40);
  const entry: Record<string, Tree> = {};
  if (hasTarget) entry['target'] = target(dice, object);
  else dice.uses('patches no target');
  let text = isJson ? jsonPatch(dice, object) : writeYaml(dice, strategicPatch(dice, object));
  if (!isJson && !hasTarget && dice.chance(20)) {
    const other = someObject(dice, layer, () => true) ?? object;
    dice.uses('patches many documents');
    text += `---\n${writeYaml(dice, strategicPatch(dice, other))}`;
  }
  if (dice.chance(12)) entry['options'] = patchOptions(dice);
  if (dice.chance(50)) {
    dice.uses('patches inline');
    entry['patch'] = literalBlock(text);
  } else {
    dice.uses('patches path');
    entry['path'] = addFile(layer, isJson ? 'ops.yaml' : 'patch.yaml', text);
  }
  return entry;
}

function patchOptions(dice: Dice): Tree {
  const options: Record<string, Tree> = {};
  for (const option of dice.some(['allowNameChange', 'allowKindChange'] as const, 1, 2)) {
    dice.uses(`patches ${option}`);
    options[option] = dice.pick(['true', 'true', 'false']);
  }
  return options;
}

export function patches(dice: Dice, layer: Layer): void {
  const entry = patchEntry(dice, layer);
  if (entry !== undefined) addItem(layer, 'patches', entry);
}

export function patchesStrategicMerge(dice: Dice, layer: Layer): void {
  const object = someObject(dice, layer, () => true);
  if (object === undefined) return;
  const text = writeYaml(dice, strategicPatch(dice, object));
  const isInline = dice.chance(50);
  dice.uses(isInline ? 'patchesStrategicMerge inline' : 'patchesStrategicMerge path');
  addItem(layer, 'patchesStrategicMerge', isInline ? literalBlock(text) : addFile(layer, 'merge.yaml', text));
}

export function patchesJson6902(dice: Dice, layer: Layer): void {
  const object = someObject(dice, layer, () => true);
  if (object === undefined) return;
  addItem(layer, 'patchesJson6902', json6902Entry(dice, layer, object, 'patch'));
}

/** An entry with a target that names one object whole. */
export function json6902Entry(dice: Dice, layer: Layer, object: Known, textKey: 'patch' | 'jsonOp'): Entries {
  const group = groupOf(object);
  const whole: Record<string, Tree> = {
    version: versionOf(object),
    kind: object.kind,
    name: `"${object.name.replace(/^["']|["']$/g, '')}"`,
  };
  if (group !== '') whole['group'] = group;
  if (object.namespace !== undefined && dice.chance(50)) whole['namespace'] = object.namespace;
  const text = jsonPatch(dice, object);
  const isInline = dice.chance(50);
  if (textKey === 'patch') dice.uses(isInline ? 'patchesJson6902 inline' : 'patchesJson6902 path');
  return isInline
    ? { target: whole, [textKey]: literalBlock(text) }
    : { target: whole, path: addFile(layer, 'ops.yaml', text) };
}
