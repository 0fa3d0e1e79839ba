import { type FieldType, fieldNamed } from '../../../schema/fieldType.ts';
import { kustomization as kustomizationType } from '../../../schema/kustomization.ts';
import type { PathLocation } from '../../../yaml/location.ts';
import type { YamlNode } from '../../../yaml/node.ts';
import type { KustomizationRule, Report } from '../rule.ts';

type ReportField = Report<'kustomization.deprecated-field'>;

/** A field that kustomize still reads and has replaced by another. */
export const deprecatedField: KustomizationRule<'kustomization.deprecated-field'> = {
  code: 'kustomization.deprecated-field',
  severity: 'information',
  over: 'kustomization',
  check({ node, file }, report) {
    lookAt(node, kustomizationType, { uri: file.uri, document: 0, path: [], part: 'key' }, report);
  },
};

function lookAt(node: YamlNode, type: FieldType, location: PathLocation, report: ReportField): void {
  if (type.kind === 'list' && node.kind === 'sequence') {
    for (const [index, item] of node.items.entries())
      lookAt(item, type.items, { ...location, path: [...location.path, index] }, report);
  }
  if (type.kind !== 'object' || node.kind !== 'mapping') return;
  for (const [index, key] of node.keys.entries()) {
    const field = fieldNamed(type, key);
    const value = node.values[index];
    if (field === undefined || value === undefined) continue;
    const place = { ...location, path: [...location.path, key] };
    if (field.deprecated !== undefined) report({ field: key, use: field.deprecated }, place);
    lookAt(value, field.type, place, report);
  }
}
