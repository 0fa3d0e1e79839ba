import { type FieldType, fieldNamed } from '../../../schema/fieldType.ts';
import { kustomization as table } from '../../../schema/kustomization.ts';
import { isOlder, versionText } from '../../../schema/kustomizeVersion.ts';
import type { PathLocation } from '../../../yaml/location.ts';
import type { YamlNode } from '../../../yaml/node.ts';
import type { KustomizationRule } from '../rule.ts';

interface NewField {
  readonly path: PathLocation['path'];
  readonly key: string;
  readonly since: string;
}

/** A field that kustomize here knows, and the one that the user's tools run rejects. */
export const newerField: KustomizationRule<'version.newer-field'> = {
  code: 'version.newer-field',
  severity: 'warning',
  over: 'kustomization',
  check({ file, node }, report, { kustomizeVersion: version }) {
    if (version === undefined) return;
    for (const { path, key, since } of newFields(node, table, [])) {
      if (!isOlder(version, since)) continue;
      report(
        { field: key, since, version: versionText(version) },
        { uri: file.uri, document: 0, path, part: 'key' },
      );
    }
  },
};

/** Every field of a value that not all versions know. Types are not deeper than the table, so this ends. */
function* newFields(node: YamlNode, type: FieldType, path: PathLocation['path']): Generator<NewField> {
  if (type.kind === 'list' && node.kind === 'sequence') {
    for (const [index, item] of node.items.entries()) yield* newFields(item, type.items, [...path, index]);
  }
  if (type.kind !== 'object' || node.kind !== 'mapping') return;
  for (const [index, key] of node.keys.entries()) {
    const field = fieldNamed(type, key);
    const value = node.values[index];
    if (field === undefined || value === undefined) continue;
    const here = [...path, key];
    if (field.since !== undefined) yield { path: here, key, since: field.since };
    yield* newFields(value, field.type, here);
  }
}
