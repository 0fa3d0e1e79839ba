import type { Tree } from '../patch/yamlText.ts';
import type { Dice } from './dice.ts';
import { scalar } from './scalars.ts';
import type { Known } from './world.ts';
import { writeFlow, writeYaml } from './writeYaml.ts';

/** Operations on an object, mostly on what it has, as YAML or as JSON. */
export function jsonPatch(dice: Dice, object: Known): string {
  const operations = Array.from({ length: dice.number(1, 3) }, () => operation(dice, object));
  if (!dice.chance(15)) return writeYaml(dice, operations);
  return writeFlow(operations.map(quotedKeys)).concat('\n');
}

function operation(dice: Dice, object: Known): Tree {
  const present = pointers(object);
  const path = dice.chance(98) ? dice.pick(present) : '/spec/none/deeper';
  switch (dice.number(0, 11)) {
    case 0:
      dice.uses('patches remove');
      return { op: 'remove', path: path === '/metadata/name' ? '/metadata/none' : path };
    case 1:
    case 2:
    case 3:
      dice.uses('patches replace operation');
      return { op: 'replace', path, value: scalar(dice) };
    case 4:
      dice.uses('patches move');
      return { op: 'move', from: dice.pick(present), path: '/metadata/moved' };
    case 5:
      dice.uses('patches copy');
      return { op: 'copy', from: dice.pick(present), path: '/metadata/copied' };
    case 6:
      dice.uses('patches test');
      return { op: 'test', path: '/kind', value: dice.chance(95) ? object.kind : 'Other' };
    default:
      dice.uses('patches add');
      return dice.chance(92) ? addition(dice, path) : { op: 'add', path, value: added(dice) };
  }
}

/** An addition that leaves an object whose other fields make sense. */
function addition(dice: Dice, path: string): Tree {
  if (path === '/metadata/name' || path.endsWith('/containers/0'))
    return { op: 'add', path: '/metadata/note', value: added(dice) };
  if (path.endsWith('/containers/-')) return { op: 'add', path, value: { name: 'added', image: 'nginx:3' } };
  if (path === '/metadata/labels') return { op: 'add', path, value: { app: 'one', extra: scalar(dice) } };
  return { op: 'add', path, value: scalar(dice) };
}

function added(dice: Dice): Tree {
  return dice.pick<Tree>([
    scalar(dice),
    { a: scalar(dice), b: ['1', 'x'] },
    ['x', '"2"'],
    { app: 'one' },
    '"text"',
    '3',
  ]);
}

function pointers(object: Known): readonly string[] {
  const fields = object.scalars.map(path => `/${path.replaceAll('/', '~1').replaceAll('.', '/')}`);
  const pod =
    object.kind === 'Pod'
      ? '/spec'
      : object.kind === 'CronJob'
        ? '/spec/jobTemplate/spec/template/spec'
        : '/spec/template/spec';
  const containers =
    object.containers.length === 0
      ? []
      : [`${pod}/containers/0/image`, `${pod}/containers/0`, `${pod}/containers/-`];
  return [
    ...fields,
    ...containers,
    ...(object.labels.length === 0 ? [] : ['/metadata/labels/app', '/metadata/labels']),
  ];
}

/** A tree as JSON has it, where everything that is no plain number or word of JSON stands in quotes. */
function quotedKeys(tree: Tree): Tree {
  if (typeof tree === 'string')
    return /^(?:"[^\n]*"|true|null|-?\d{1,15})$/.test(tree) ? tree : JSON.stringify(tree);
  if (Array.isArray(tree)) return tree.map(quotedKeys);
  return Object.fromEntries(Object.entries(tree).map(([key, value]) => [`"${key}"`, quotedKeys(value)]));
}
