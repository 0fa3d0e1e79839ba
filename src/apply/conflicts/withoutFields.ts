import type { Mapping, YamlNode } from '../../yaml/node.ts';
import { type FieldStep, walkField, yamlTree } from '../fieldPath.ts';

/**
 * An object without some fields, given as field managers write them, and without the mappings that this leaves empty, which
 * would claim what they are empty of. Elements of lists stay: to leave one out would delete it.
 */
export function withoutFields(node: Mapping, fields: readonly string[]): Mapping {
  return fields.reduce((left, field) => {
    const { steps, isWhole } = walkField(yamlTree, left, field);
    const changed = isWhole && steps.length > 0 ? removeLast(steps) : left;
    return changed?.kind === 'mapping' ? changed : left;
  }, node);
}

/** The root, made anew along the path. */
function removeLast(steps: readonly FieldStep<YamlNode>[]): YamlNode | undefined {
  let child: YamlNode | undefined;
  for (const [depth, { parent, index }] of steps.toReversed().entries()) {
    const isRoot = depth === steps.length - 1;
    const above = isRoot ? undefined : steps.at(-depth - 2)?.parent;
    const changed = withChild(parent, index, child);
    const isEmpty = changed.kind === 'mapping' && changed.keys.length === 0;
    child = isEmpty && above?.kind === 'mapping' ? undefined : changed;
  }
  return child;
}

/** The node with another child at an index, or without it. */
function withChild(node: YamlNode, index: number, child: YamlNode | undefined): YamlNode {
  const put = <T>(list: readonly T[], item: T | undefined) =>
    item === undefined ? list.toSpliced(index, 1) : list.with(index, item);
  if (node.kind === 'sequence') return { ...node, items: put(node.items, child) };
  if (node.kind === 'scalar') return node;
  if (child !== undefined) return { ...node, values: node.values.with(index, child) };
  return {
    ...node,
    keys: node.keys.toSpliced(index, 1),
    keyStarts: node.keyStarts.toSpliced(index, 1),
    values: node.values.toSpliced(index, 1),
  };
}
