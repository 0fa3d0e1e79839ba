import type { YamlNode } from '../../yaml/node.ts';
import { field, textOf } from '../load/kustomization.ts';
import { isTrueText } from '../load/yamlBoolean.ts';
import type { Gvk } from '../resource.ts';
import { type FieldSpec, fieldPath } from '../transform/fieldSpec.ts';

/** The group, version and kind that a node names; what it leaves out is left out. */
export function readGvk(node: YamlNode | undefined): Partial<Gvk> {
  const gvk: { -readonly [Key in keyof Gvk]?: string } = {};
  for (const key of ['group', 'version', 'kind'] as const) {
    const value = textOf(field(node, key));
    if (value !== '') gvk[key] = value;
  }
  return gvk;
}

/** A list of field specs as a kustomization or a transformer configuration holds it. */
export function readFieldSpecs(node: YamlNode | undefined): readonly FieldSpec[] {
  if (node?.kind !== 'sequence') return [];
  return node.items.map(item => ({
    ...readGvk(item),
    path: fieldPath(textOf(field(item, 'path'))),
    create: isTrueText(textOf(field(item, 'create'))),
  }));
}
