import type { Item } from '../../../kustomize/load/kustomization.ts';
import { type FieldType, fieldNamed } from '../../../schema/fieldType.ts';
import { nearestField } from '../../../schema/nearestField.ts';
import { replacement } from '../../../schema/selectorFields.ts';
import type { PathLocation } from '../../../yaml/location.ts';
import type { YamlNode } from '../../../yaml/node.ts';
import type { ReplacementRule, Report } from '../rule.ts';

/** A field that a replacement does not have, in a file of its own: kustomize refuses it only in the kustomization. */
export const replacementUnknownField: ReplacementRule<'replacement.unknown-field'> = {
  code: 'replacement.unknown-field',
  severity: 'warning',
  over: 'replacements',
  deadEntry: 'whole',
  check({ items }, report) {
    for (const { node, location } of items) look(node, replacement, location, report);
  },
};

function look(
  node: YamlNode,
  type: FieldType,
  location: Item['location'],
  report: Report<'replacement.unknown-field'>,
): void {
  const at = (step: string | number): PathLocation => ({ ...location, path: [...location.path, step] });
  if (node.kind === 'sequence' && type.kind === 'list') {
    for (const [index, item] of node.items.entries()) look(item, type.items, at(index), report);
  }
  if (node.kind !== 'mapping' || type.kind !== 'object') return;
  for (const [index, key] of node.keys.entries()) {
    const field = fieldNamed(type, key);
    const value = node.values[index];
    if (field === undefined) {
      const nearest = nearestField(key, Object.keys(type.fields));
      report({ field: key, ...(nearest === undefined ? {} : { nearest }) }, { ...at(key), part: 'key' });
    } else if (value !== undefined) look(value, field.type, at(key), report);
  }
}
