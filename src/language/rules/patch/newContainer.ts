import { distance } from 'fastest-levenshtein';
import type { BuildResult } from '../../../kustomize/build.ts';
import {
  get,
  isSetting,
  type Mapping,
  type Sequence,
  type Setting,
  textAt,
  type YamlNode,
} from '../../../yaml/node.ts';
import { isOtherWord } from '../graph/nearMiss.ts';
import { onceFor } from '../graph/nodes.ts';
import type { BuildRule, Report } from '../rule.ts';
import { patchEntriesOf } from './patchEntries.ts';

/**
 * A strategic merge patch that adds a container beside one of nearly the same name: it was meant for that one. One that
 * has an image can be meant to be new, so its name has to be a clear slip.
 */
export const patchNewContainer: BuildRule<'patch.new-container'> = {
  code: 'patch.new-container',
  severity: 'warning',
  over: 'build',
  in: 'any',
  of: 'written',
  check({ result }, report) {
    for (const { node } of result.resources) {
      for (const list of patchedListsIn(node)) compare(list, result, report);
    }
  },
};

/** The lists of containers in an object that a patch brought some to: an edit leaves most objects as they are. */
const patchedListsIn = onceFor((object: Mapping): readonly Sequence[] => {
  const found: Sequence[] = [];
  const look = (node: YamlNode): void => {
    if (node.kind === 'sequence') for (const item of node.items) look(item);
    if (node.kind !== 'mapping') return;
    for (const [index, key] of node.keys.entries()) {
      const value = node.values[index];
      if (value === undefined || value.kind === 'scalar') continue;
      const isList = value.kind === 'sequence' && (key === 'containers' || key === 'initContainers');
      if (isList && value.items.some(item => broughtName(item) !== undefined)) found.push(value);
      look(value);
    }
  };
  look(object);
  return found;
});

function compare(list: Sequence, result: BuildResult, report: Report<'patch.new-container'>): void {
  for (const item of list.items) {
    const meant = slippedFrom(item, list.items, result);
    const name = get(item, 'name');
    if (meant === undefined || name?.kind !== 'scalar' || !isSetting(name.from)) continue;
    const { file, start } = name.from;
    const location = { uri: file.uri, start, end: start + name.text.length };
    report({ name: name.text, nearest: meant, hasImage: get(item, 'image') !== undefined }, location);
  }
}

/** The name of the container that a patch was meant for which added one by a slip in the name. */
export function slippedFrom(
  container: YamlNode,
  all: readonly YamlNode[],
  result: BuildResult,
): string | undefined {
  const name = newName(container, result);
  if (name === undefined) return undefined;
  const isSlip = get(container, 'image') === undefined ? isNear : isClearSlip;
  const meant = all.find(other => {
    const text = textAt(other, 'name');
    if (text === undefined || get(other, 'image') === undefined) return false;
    return newName(other, result) === undefined && isSlip(name, text);
  });
  return meant === undefined ? undefined : textAt(meant, 'name');
}

/** The name of a container that a patch brought which looked for one of that name, having found none. */
function newName(container: YamlNode, result: BuildResult): string | undefined {
  const brought = broughtName(container);
  return brought !== undefined && !jsonPatchesOf(result).has(keyOf(brought.from)) ? brought.text : undefined;
}

function broughtName(container: YamlNode): { readonly text: string; readonly from: Setting } | undefined {
  const name = get(container, 'name');
  if (name?.kind !== 'scalar') return undefined;
  const { from, text } = name;
  const isNew = isSetting(from) && from.directive.startsWith('patches') && from.previous === undefined;
  return isNew ? { text, from } : undefined;
}

/** The JSON patches of a build: they look for no name, so what they add is meant to be new. */
const jsonPatchesOf = onceFor((result: BuildResult) => {
  const json = patchEntriesOf(result).filter(({ read }) => read.form === 'json');
  return new Set(json.map(keyOf));
});

function keyOf({ directive, file }: Pick<Setting, 'directive' | 'file'>): string {
  return `${directive} ${file.uri}`;
}

function isNear(name: string, other: string): boolean {
  return distance(other, name) <= Math.min(2, name.length / 2);
}

/** Whether one letter is too much, missing or in the wrong place; in a long name two, or other ones. */
function isClearSlip(name: string, other: string): boolean {
  if (isSibling(name, other)) return false;
  const isLong = name.length >= 8;
  if (isOtherWord(name, other)) return isLong && distance(other, name) === 1;
  // Of equal length they have two letters swapped.
  return name.length === other.length || distance(other, name) <= (isLong ? 2 : 1);
}

/** Whether two names differ in their numbers alone. */
function isSibling(one: string, other: string): boolean {
  return one.replaceAll(/[-_]?\d+/g, '') === other.replaceAll(/[-_]?\d+/g, '');
}
