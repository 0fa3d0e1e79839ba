import { distance } from 'fastest-levenshtein';
import { get, isSetting, textAt, type YamlNode } from '../../../yaml/node.ts';
import type { BuildRule, Report } from '../rule.ts';

/**
 * A patch that adds a container beside one of nearly the same name: it was meant for that one. A sibling that is told
 * apart by a number is meant to be new where it has an image.
 */
export const patchNewContainer: BuildRule<'patch.new-container'> = {
  code: 'patch.new-container',
  severity: 'warning',
  over: 'build',
  in: 'any',
  check({ result }, report) {
    for (const { node } of result.resources) look(node, report);
  },
};

function look(node: YamlNode, report: Report<'patch.new-container'>): void {
  if (node.kind === 'sequence') for (const item of node.items) look(item, report);
  if (node.kind !== 'mapping') return;
  for (const [index, key] of node.keys.entries()) {
    const value = node.values[index];
    if (value === undefined || value.kind === 'scalar') continue;
    if (key === 'containers' || key === 'initContainers') compare(value, report);
    look(value, report);
  }
}

function compare(list: YamlNode, report: Report<'patch.new-container'>): void {
  if (list.kind !== 'sequence') return;
  for (const item of list.items) {
    const meant = slippedFrom(item, list.items);
    const name = get(item, 'name');
    if (meant === undefined || name?.kind !== 'scalar' || !isSetting(name.from)) continue;
    const { file, start } = name.from;
    const location = { uri: file.uri, start, end: start + name.text.length };
    report({ name: name.text, nearest: meant, hasImage: get(item, 'image') !== undefined }, location);
  }
}

/** The name of the container that a patch was meant for which added one by a slip in the name. */
export function slippedFrom(container: YamlNode, all: readonly YamlNode[]): string | undefined {
  const name = newName(container);
  if (name === undefined) return undefined;
  const hasImage = get(container, 'image') !== undefined;
  const meant = all.find(other => {
    const text = textAt(other, 'name');
    if (text === undefined || get(other, 'image') === undefined || newName(other) !== undefined) return false;
    const isNear = distance(text, name) <= Math.min(2, name.length / 2);
    return isNear && !(hasImage && isSibling(text, name));
  });
  return meant === undefined ? undefined : textAt(meant, 'name');
}

/** The name of a container that a patch brought, having found none that had it. */
function newName(container: YamlNode): string | undefined {
  const name = get(container, 'name');
  if (name?.kind !== 'scalar') return undefined;
  const { from, text } = name;
  const isNew = isSetting(from) && from.directive.startsWith('patches') && from.previous === undefined;
  return isNew ? text : undefined;
}

/** Whether two names differ in their numbers alone. */
function isSibling(one: string, other: string): boolean {
  return one.replaceAll(/[-_]?\d+/g, '') === other.replaceAll(/[-_]?\d+/g, '');
}
