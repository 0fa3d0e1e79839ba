import {
  elementSchema,
  fieldNames,
  fieldSchema,
  type GroupVersionKind,
  isClusterScoped,
  patchStrategyOf,
  type SchemaNode,
  type Schemas,
  schemaOf,
  scopeOf,
  typesOf,
} from '../../../src/schema/openapi.ts';

const maxDepth = 12;
const anyField = 'no-such-field';

/** What ours says of one kind, in the format of `answers.go`. */
export function ourAnswers(apiVersion: string, kind: string, schemas: Schemas): string {
  const slash = apiVersion.indexOf('/');
  const gvk: GroupVersionKind = {
    group: slash < 0 ? '' : apiVersion.slice(0, slash),
    version: apiVersion.slice(slash + 1),
    kind,
  };
  const scope = scopeOf(gvk, schemas) ?? 'unknown';
  const lines = [`= ${apiVersion} ${kind} ${scope} ${isClusterScoped(gvk, schemas)}`];
  const node = schemaOf(gvk, schemas);
  if (node !== undefined) addNode(lines, '', node, 0, []);
  return lines.join('\n');
}

function addNode(
  lines: string[],
  name: string,
  node: SchemaNode,
  depth: number,
  path: readonly unknown[],
): void {
  const { strategies, mergeKeys } = patchStrategyOf(node);
  lines.push(`${depth} ${name} ${typesOf(node).join(',')} ${strategies.join(',')} ${mergeKeys.join(',')}`);
  const { fields } = node.shape;
  if (depth === maxDepth || (fields.size > 0 && path.filter(other => other === fields).length === 2)) return;
  const add = (childName: string, child: SchemaNode | undefined) => {
    if (child !== undefined) addNode(lines, childName, child, depth + 1, [...path, fields]);
  };
  for (const field of [...fieldNames(node)].sort()) add(field, fieldSchema(node, field));
  add('*', fieldSchema(node, anyField));
  add('[]', elementSchema(node));
}
