import type { FieldType, ObjectType } from '../../../schema/fieldType.ts';
import { kustomization as fields } from '../../../schema/kustomization.ts';
import type { PathLocation } from '../../../yaml/location.ts';
import type { YamlNode } from '../../../yaml/node.ts';
import type { KustomizationRule, Report } from '../rule.ts';

/** A field in other letters than it is called by: kustomize takes it, other tools that read the file do not. */
export const keyCase: KustomizationRule<'kustomization.key-case'> = {
  code: 'kustomization.key-case',
  severity: 'hint',
  over: 'kustomization',
  check({ node, file }, report) {
    visit(node, fields, { uri: file.uri, document: 0, path: [], part: 'key' }, report);
  },
};

function visit(
  node: YamlNode,
  type: FieldType,
  location: PathLocation,
  report: Report<'kustomization.key-case'>,
): void {
  const at = (step: string | number) => ({ ...location, path: [...location.path, step] });
  if (node.kind === 'sequence' && type.kind === 'list') {
    for (const [index, item] of node.items.entries()) visit(item, type.items, at(index), report);
  } else if (node.kind === 'mapping' && type.kind === 'object') {
    for (const [index, key] of node.keys.entries()) {
      const name = Object.hasOwn(type.fields, key) ? key : nameInAnyCase(type, key);
      const field = name === undefined ? undefined : type.fields[name];
      if (name === undefined || field === undefined) continue;
      if (name !== key) report({ field: key, name }, at(key));
      const value = node.values[index];
      if (value !== undefined) visit(value, field.type, at(key), report);
    }
  }
}

function nameInAnyCase(type: ObjectType, key: string): string | undefined {
  const folded = key.toLowerCase();
  return Object.keys(type.fields).find(name => name.toLowerCase() === folded);
}
