import { distance } from 'fastest-levenshtein';
import { get, isSetting, type Scalar, type YamlNode } from '../../../yaml/node.ts';
import type { BuildRule, Report } from '../rule.ts';

/**
 * A patch that adds a container without an image beside one of nearly the same name: it was meant for that one. A
 * container that is meant to be new has an image.
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
  const named = list.items.flatMap(item => {
    const name = get(item, 'name');
    return name?.kind === 'scalar' ? [{ item, name }] : [];
  });
  for (const { item, name } of named) {
    if (get(item, 'image') !== undefined || !isPatched(name) || !isSetting(name.from)) continue;
    const meant = named.find(
      other =>
        other.name !== name &&
        get(other.item, 'image') !== undefined &&
        distance(other.name.text, name.text) <= Math.min(2, name.text.length / 2),
    );
    if (meant === undefined) continue;
    const { file, start } = name.from;
    const location = { uri: file.uri, start, end: start + name.text.length };
    report({ name: name.text, nearest: meant.name.text }, location);
  }
}

function isPatched({ from }: Scalar): boolean {
  return isSetting(from) && from.directive.startsWith('patches');
}
