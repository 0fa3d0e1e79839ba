import { type PathLocation, valueAt } from '../../yaml/location.ts';
import { get, type Mapping, type Scalar, type SourceFile, type YamlNode } from '../../yaml/node.ts';
import { resolveScalar } from '../../yaml/resolve.ts';
import type { KustomizeProblem } from '../problems.ts';

/** A kustomization file that was read and is sound as far as its structure goes. */
export interface Kustomization {
  readonly file: SourceFile;
  readonly node: Mapping;
  /** Real path of its directory. */
  readonly directory: string;
  readonly kind: 'Kustomization' | 'Component';
}

/** A kustomization file and what is wrong with it by itself. */
export interface ParsedKustomization {
  readonly kustomization: Kustomization | undefined;
  readonly problems: readonly KustomizeProblem[];
}

/** A null however it is spelled: `null`, `~` or nothing at all. */
export function isNullNode(node: YamlNode): boolean {
  return node.kind === 'scalar' && resolveScalar(node).type === 'null';
}

/**
 * The key under which a field stands, in any case. Of several the last one by its letters counts: on their way through
 * JSON keys are sorted, capitals first.
 */
export function keyOf(node: Mapping, name: string): string | undefined {
  const lower = name.toLowerCase();
  let found: string | undefined;
  for (const key of node.keys) {
    if (key.length !== name.length || (key !== name && key.toLowerCase() !== lower)) continue;
    if (found === undefined || key > found) found = key;
  }
  return found;
}

/** The value of a field; keys match in any case. `undefined` where absent or null. */
export function field(node: YamlNode | undefined, name: string): YamlNode | undefined {
  if (node?.kind !== 'mapping') return undefined;
  const key = keyOf(node, name);
  const value = key === undefined ? undefined : get(node, key);
  return value === undefined || isNullNode(value) ? undefined : value;
}

/** An item of a list in a kustomization with its place. */
export interface Item {
  readonly node: YamlNode;
  readonly location: PathLocation;
}

/** A list's items; empty where the field is absent. */
export function items(kustomization: Kustomization, name: string): readonly Item[] {
  const list = field(kustomization.node, name);
  if (list?.kind !== 'sequence') return [];
  const key = keyOf(kustomization.node, name) ?? name;
  return list.items.map((node, index) => ({ node, location: valueAt(kustomization.file, [key, index]) }));
}

/** The text of a scalar, or the empty string, which Go's decoder gives an absent field. */
export function textOf(node: YamlNode | undefined): string {
  return node?.kind === 'scalar' && !isNullNode(node) ? node.text : '';
}

/** The scalar at a field, where there is one that is not null. */
export function scalarField(node: YamlNode | undefined, name: string): Scalar | undefined {
  const value = field(node, name);
  return value?.kind === 'scalar' ? value : undefined;
}
