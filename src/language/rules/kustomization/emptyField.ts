import { fieldNamed } from '../../../schema/fieldType.ts';
import { kustomization as fields } from '../../../schema/kustomization.ts';
import { keyAt } from '../../../yaml/location.ts';
import type { KustomizationRule } from '../rule.ts';
import { holdsMoreThan, isEmptyValue, isHeader } from './emptiness.ts';

/** A field with nothing in it: `namePrefix: ""`, `images: []`, `resources:`. */
export const emptyField: KustomizationRule<'kustomization.empty-field'> = {
  code: 'kustomization.empty-field',
  severity: 'hint',
  over: 'kustomization',
  deadEntry: 1,
  check({ node, file }, report) {
    for (const [index, key] of node.keys.entries()) {
      const value = node.values[index];
      if (value === undefined || isHeader(key) || !isEmptyValue(value)) continue;
      const type = fieldNamed(fields, key)?.type.kind;
      // An empty object may choose a default of its own, as `sortOptions` does.
      if (type === undefined || type === 'object' || /^openapi$/i.test(key)) continue;
      // The last of several keys of one name counts.
      if (node.keys.lastIndexOf(key) !== index || node.keys.indexOf(key) !== index) continue;
      if (holdsMoreThan(node, key)) report({ field: key }, keyAt(file, [key]));
    }
  },
};
