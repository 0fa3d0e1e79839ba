import { type Mapping, withEntry, type YamlNode } from '../../yaml/node.ts';
import { resolveScalar } from '../../yaml/resolve.ts';
import { type Gvk, isSelected } from '../resource.ts';

/** A field that a transformer writes: which kinds, and the path in them. Lists on the way are entered. */
export interface FieldSpec extends Partial<Gvk> {
  /** Keys from the root; a key that ends in `[]` says that its value should be a list. */
  readonly path: readonly string[];
}

/** Gives the new value of a field; the same node where nothing changes. */
export type SetField = (node: YamlNode) => YamlNode;

/** Splits a path as transformer configurations write it: `a/b\/c/d` has the keys `a`, `b/c` and `d`. */
export function fieldPath(text: string): readonly string[] {
  const parts = text.replace(/^\//, '').split('/');
  const path: string[] = [];
  for (const part of parts) {
    const last = path.at(-1);
    if (last?.endsWith('\\')) path[path.length - 1] = `${last.slice(0, -1)}/${part}`;
    else path.push(part);
  }
  return path;
}

/** Whether a field spec speaks of resources of this kind. */
export function concerns(spec: FieldSpec, gvk: Gvk): boolean {
  return isSelected(gvk, spec);
}

/**
 * The tree with `set` applied wherever the path leads; missing fields are left missing. Calls `mismatch` where the
 * path meets a scalar on its way, which the official tool refuses. A null that should be a list becomes an empty one.
 */
export function updateField(
  node: YamlNode,
  path: readonly string[],
  set: SetField,
  mismatch: () => void,
): YamlNode {
  const [step, ...rest] = path;
  if (step === undefined) return set(node);
  if (node.kind === 'sequence') {
    return mapItems(node, item => updateField(item, path, set, mismatch));
  }
  if (node.kind === 'scalar') {
    if (resolveScalar(node).type !== 'null') mismatch();
    return node;
  }
  const isList = step.endsWith('[]');
  const key = isList ? step.slice(0, -2) : step;
  const index = node.keys.indexOf(key);
  const value = node.values[index];
  if (value === undefined) return node;
  if (isList && value.kind === 'scalar' && resolveScalar(value).type === 'null') {
    return withEntry(node, key, { kind: 'sequence', items: [], start: value.start });
  }
  const updated = updateField(value, rest, set, mismatch);
  return updated === value ? node : replaceAt(node, index, updated);
}

/** The sequence with each item replaced; the same object where no item changes. */
export function mapItems(
  node: Extract<YamlNode, { kind: 'sequence' }>,
  change: (item: YamlNode) => YamlNode,
): Extract<YamlNode, { kind: 'sequence' }> {
  let items: YamlNode[] | undefined;
  for (const [index, item] of node.items.entries()) {
    const updated = change(item);
    if (updated === item) continue;
    items ??= [...node.items];
    items[index] = updated;
  }
  return items === undefined ? node : { ...node, items };
}

function replaceAt(mapping: Mapping, index: number, value: YamlNode): Mapping {
  return { ...mapping, values: mapping.values.with(index, value) };
}
