import type { Tree } from '../patch/yamlText.ts';
import type { Dice } from './dice.ts';

/** A tree as YAML in the many ways people write it: block or flow, lists indented or not, comments between. */
export function writeYaml(dice: Dice, tree: Tree): string {
  return block(dice, tree, 0).join('\n').concat('\n');
}

/** A tree in braces and brackets, on one line. */
export function writeFlow(tree: Tree): string {
  if (typeof tree === 'string') return tree;
  if (isList(tree)) return `[${tree.map(writeFlow).join(', ')}]`;
  return `{${Object.entries(tree)
    .map(([key, value]) => `${key}: ${writeFlow(value)}`)
    .join(', ')}}`;
}

function block(dice: Dice, tree: Tree, depth: number): string[] {
  if (typeof tree === 'string') return tree.split('\n');
  if (isList(tree)) return tree.length === 0 ? ['[]'] : tree.flatMap(item => listItem(dice, item, depth));
  const entries = Object.entries(tree);
  if (entries.length === 0) return ['{}'];
  return entries.flatMap(([key, value]) => [...comment(dice), ...entry(dice, key, value, depth)]);
}

function listItem(dice: Dice, item: Tree, depth: number): string[] {
  const [first = '', ...rest] =
    canFlow(item) && dice.chance(20) ? [writeFlow(item)] : block(dice, item, depth + 1);
  return [`- ${first}`, ...indented(rest, 2)];
}

function entry(dice: Dice, key: string, value: Tree, depth: number): string[] {
  if (typeof value === 'string' || Object.keys(value).length === 0) {
    const [first = '', ...rest] = block(dice, value, depth);
    return [`${key}: ${first}${dice.chance(3) && rest.length === 0 ? ' # why' : ''}`, ...indented(rest, 2)];
  }
  if (depth > 0 && canFlow(value) && dice.chance(15)) return [`${key}: ${writeFlow(value)}`];
  const width = isList(value) && dice.chance(60) ? 0 : 2;
  return [`${key}:`, ...indented(block(dice, value, depth + 1), width)];
}

function comment(dice: Dice): string[] {
  return dice.chance(2) ? [dice.pick(['# a comment', '', '#'])] : [];
}

/** What stands over several lines, or would be read otherwise in braces, stays in block style. */
function canFlow(tree: Tree): boolean {
  if (typeof tree === 'string') return !/[\n,[\]{}#&*]|^$|: |^[|>]/.test(tree);
  if (isList(tree)) return tree.every(canFlow);
  return Object.entries(tree).every(([key, value]) => !/[,[\]{}]/.test(key) && canFlow(value));
}

function indented(lines: readonly string[], width: number): string[] {
  return lines.map(line => (line === '' ? '' : ' '.repeat(width) + line));
}

function isList(tree: Tree): tree is readonly Tree[] {
  return Array.isArray(tree);
}
