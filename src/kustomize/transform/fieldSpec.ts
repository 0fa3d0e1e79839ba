import { type Mapping, withEntry, type YamlNode } from '../../yaml/node.ts';
import { isTaggedNull } from '../../yaml/tagOf.ts';
import { type Gvk, isSelected } from '../resource.ts';

/** A field that a transformer writes: which kinds, and the path in them. Lists on the way are entered. */
export interface FieldSpec extends Partial<Gvk> {
  /** Keys from the root; a key that ends in `[]` says that its value should be a list. */
  readonly path: readonly string[];
  /** Whether the field is made where it is missing. */
  readonly create: boolean;
}

/**
 * Gives the new value of a field, or the same node where nothing changes. A field that was made for it comes as an
 * empty mapping or, where a scalar belongs there, as `undefined`.
 */
export type SetField = (node: YamlNode | undefined) => YamlNode;

/** How a field is written. */
export interface FieldUpdate {
  readonly set: SetField;
  /** Called where the path meets a scalar on its way, which the official tool refuses. */
  readonly mismatch: () => void;
  /** What is made where the spec says so and the field is missing. */
  readonly leaf?: 'mapping' | 'scalar';
}

/** Splits a path as transformer configurations write it: `a/b\/c/d` has the keys `a`, `b/c` and `d`. */
export function fieldPath(text: string): readonly string[] {
  const path: string[] = [];
  for (const part of text.replace(/^\/(?=.)/, '').split('/')) {
    const last = path.at(-1);
    if (last?.endsWith('\\')) path[path.length - 1] = `${last.slice(0, -1)}/${part}`;
    else path.push(part);
  }
  return path;
}

const byKind = new WeakMap<readonly FieldSpec[], Map<string, readonly FieldSpec[]>>();

/** The specs that speak of resources of this kind, in their order. */
export function specsFor<Spec extends FieldSpec>(specs: readonly Spec[], gvk: Gvk): readonly Spec[] {
  let kinds = byKind.get(specs);
  if (kinds === undefined) {
    kinds = new Map();
    byKind.set(specs, kinds);
  }
  const key = `${gvk.group}/${gvk.version}/${gvk.kind}`;
  let found = kinds.get(key);
  if (found === undefined) {
    found = specs.filter(spec => isSelected(gvk, spec));
    kinds.set(key, found);
  }
  return found as readonly Spec[];
}

/** A resource's content with every field that the specs lead to updated; the same node where none changes. */
export function updateFields(node: Mapping, specs: readonly FieldSpec[], update: FieldUpdate): Mapping {
  let current: YamlNode = node;
  for (const spec of specs) current = updateField(current, spec.path, spec.create, update);
  return current as Mapping;
}

/** The tree with the field at a path updated, wherever lists on the way lead to. */
export function updateField(
  node: YamlNode,
  path: readonly string[],
  create: boolean,
  update: FieldUpdate,
): YamlNode {
  const [step, ...rest] = path;
  if (step === undefined) return update.set(node);
  if (node.kind === 'sequence') return mapItems(node, item => updateField(item, path, create, update));
  if (node.kind === 'scalar') {
    if (!isTaggedNull(node)) update.mismatch();
    return node;
  }
  const isList = step.endsWith('[]');
  const key = isList ? step.slice(0, -2) : step;
  const index = node.keys.indexOf(key);
  const old = node.values[index];
  const creates = create && update.leaf !== undefined && !isList;
  let value = old;
  if (value === undefined) {
    if (!creates) return node;
    if (rest.length === 0 && update.leaf === 'scalar') return withEntry(node, key, update.set(undefined));
    value = emptyMapping;
  } else if (isTaggedNull(value)) {
    if (isList) value = { kind: 'sequence', items: [], start: value.start };
    else if (creates && (rest.length > 0 || update.leaf === 'mapping')) value = emptyMapping;
  }
  const updated = updateField(value, rest, create, update);
  return updated === old ? node : withEntry(node, key, updated);
}

/** A mapping that a transformer makes. */
export const emptyMapping: Mapping = { kind: 'mapping', keys: [], keyStarts: [], values: [], start: -1 };

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
