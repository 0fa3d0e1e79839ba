import { emptyShape, noPatchStrategy, type PatchStrategy, type SchemaLayer, type Shape } from './shape.ts';

/** Keys and indices from the root of the document. */
export type DocumentPath = readonly (string | number)[];

/** A user's OpenAPI document, or where in it something stands that OpenAPI does not have there. */
export type SchemaDocument = { readonly layer: SchemaLayer } | { readonly invalid: DocumentPath };

type Plain = Readonly<Record<string, unknown>>;

/** Deeper than any schema a person writes, and shallow enough for the stack. */
const maxDepth = 1000;

const gvkExtension = 'x-kubernetes-group-version-kind';

/**
 * Reads the OpenAPI v2 document (as JSON or YAML parse into plain values) that `openapi.path` of a
 * kustomization names. `invalid` comes back where kustomize panics on the document.
 */
export function schemaFromDocument(document: unknown): SchemaDocument {
  const wrong: DocumentPath[] = [];
  const root = mappingOf(document, [], wrong);
  const definitions = new Map<string, Shape>();
  const kinds = new Map<string, Shape>();
  for (const [name, value] of entriesOf(root, 'definitions', [], wrong)) {
    const path = ['definitions', name];
    const shape = readSchema(value, path, wrong);
    definitions.set(name, shape);
    const list = isMapping(value) ? value[gvkExtension] : undefined;
    if (!Array.isArray(list)) continue;
    for (const [index, gvk] of list.entries()) {
      if (isMapping(gvk)) kinds.set(typeKey(gvk, [...path, gvkExtension, index], wrong), shape);
    }
  }
  const scopes = readScopes(root, wrong);
  const [invalid] = wrong;
  if (invalid !== undefined) return { invalid };
  return {
    layer: {
      definition: name => definitions.get(name),
      kind: (apiVersion, kind) => kinds.get(`${apiVersion} ${kind}`),
      scope: (apiVersion, kind) => scopes.get(`${apiVersion} ${kind}`),
    },
  };
}

/** A type is namespaced where any path to get it holds a namespace. */
function readScopes(root: Plain, wrong: DocumentPath[]): Map<string, 'cluster' | 'namespaced'> {
  const scopes = new Map<string, 'cluster' | 'namespaced'>();
  for (const [path, value] of entriesOf(root, 'paths', [], wrong)) {
    // What does not begin with a slash is an extension.
    if (!path.startsWith('/')) continue;
    const operation = mappingOf(value, ['paths', path], wrong)['get'];
    const gvk = isMapping(operation) ? operation[gvkExtension] : undefined;
    if (!isMapping(gvk)) continue;
    const key = typeKey(gvk, ['paths', path, 'get', gvkExtension], wrong);
    if (path.includes('namespaces/{namespace}')) scopes.set(key, 'namespaced');
    else if (!scopes.has(key)) scopes.set(key, 'cluster');
  }
  return scopes;
}

function typeKey(gvk: Plain, path: DocumentPath, wrong: DocumentPath[]): string {
  const { group, version, kind } = gvk;
  if (typeof version !== 'string') wrong.push([...path, 'version']);
  if (typeof kind !== 'string') wrong.push([...path, 'kind']);
  return `${typeof group === 'string' && group !== '' ? `${group}/` : ''}${version} ${kind}`;
}

function readSchema(value: unknown, path: DocumentPath, wrong: DocumentPath[]): Shape {
  if (path.length > maxDepth) {
    wrong.push(path);
    return emptyShape;
  }
  const schema = mappingOf(value, path, wrong);
  const fields = new Map<string, Shape>();
  for (const [name, field] of entriesOf(schema, 'properties', path, wrong)) {
    fields.set(name, readSchema(field, [...path, 'properties', name], wrong));
  }
  checkOthers(schema, path, wrong);
  return {
    types: readTypes(schema, path, wrong),
    fields,
    values: readValues(schema, path, wrong),
    // Kustomize panics where a list of schemas stands here and something asks for the elements.
    items: isMapping(schema['items']) ? readSchema(schema['items'], [...path, 'items'], wrong) : undefined,
    patch: readPatch(schema),
    reference: readReference(schema, path, wrong),
  };
}

/** What merging has no use for, but kustomize decodes all the same. */
function checkOthers(schema: Plain, path: DocumentPath, wrong: DocumentPath[]): void {
  for (const [keys, isRight] of otherKeys) {
    for (const key of keys) {
      const value = schema[key] ?? undefined;
      if (value !== undefined && !isRight(value)) wrong.push([...path, key]);
    }
  }
  for (const key of ['allOf', 'anyOf', 'oneOf', 'items']) {
    const list = schema[key];
    if (!Array.isArray(list)) continue;
    for (const [index, each] of list.entries()) readSchema(each, [...path, key, index], wrong);
  }
}

const otherKeys: readonly (readonly [readonly string[], (value: unknown) => boolean])[] = [
  [['id', 'description', 'title', 'format', 'pattern', 'discriminator'], value => typeof value === 'string'],
  [['nullable', 'exclusiveMaximum', 'exclusiveMinimum', 'uniqueItems', 'readOnly'], isBoolean],
  [['maximum', 'minimum', 'multipleOf'], value => typeof value === 'number'],
  [['maxLength', 'minLength', 'maxItems', 'minItems', 'maxProperties', 'minProperties'], Number.isInteger],
  [['required'], value => Array.isArray(value) && value.every(each => typeof each === 'string')],
  [['enum', 'allOf', 'anyOf', 'oneOf'], Array.isArray],
];

function isBoolean(value: unknown): boolean {
  return typeof value === 'boolean';
}

function readTypes(schema: Plain, path: DocumentPath, wrong: DocumentPath[]): readonly string[] {
  const type = schema['type'];
  if (typeof type === 'string') return [type];
  if (Array.isArray(type) && type.every(each => typeof each === 'string')) return type;
  if (type !== undefined && type !== null) wrong.push([...path, 'type']);
  return emptyShape.types;
}

function readValues(schema: Plain, path: DocumentPath, wrong: DocumentPath[]): Shape | undefined {
  const values = schema['additionalProperties'];
  if (values === undefined || values === null || typeof values === 'boolean') return undefined;
  return readSchema(values, [...path, 'additionalProperties'], wrong);
}

function readPatch(schema: Plain): PatchStrategy {
  const strategy = schema['x-kubernetes-patch-strategy'];
  if (typeof strategy !== 'string') return noPatchStrategy;
  const keys = schema['x-kubernetes-list-map-keys'] ?? schema['x-kubernetes-patch-merge-key'];
  const mergeKeys = (Array.isArray(keys) ? keys : [keys]).filter(key => typeof key === 'string');
  return { strategies: strategy === '' ? [] : strategy.split(','), mergeKeys };
}

/** The fragment alone counts, whatever document the reference names. */
function readReference(schema: Plain, path: DocumentPath, wrong: DocumentPath[]): string | undefined {
  const reference = schema['$ref'];
  if (typeof reference !== 'string' || reference === '' || reference === '#') return undefined;
  if (/%(?![0-9a-f]{2})/i.test(reference)) wrong.push([...path, '$ref']);
  const hash = reference.indexOf('#');
  const fragment = hash < 0 ? '' : reference.slice(hash + 1);
  try {
    return decodeURIComponent(fragment);
  } catch {
    // Bytes that are no UTF-8: no name that can be written in the document.
    return fragment;
  }
}

function entriesOf(
  mapping: Plain,
  key: string,
  path: DocumentPath,
  wrong: DocumentPath[],
): readonly (readonly [string, unknown])[] {
  const value = mapping[key];
  return value === undefined || value === null ? [] : Object.entries(mappingOf(value, [...path, key], wrong));
}

/** What is absent or null is an empty mapping to Go. */
function mappingOf(value: unknown, path: DocumentPath, wrong: DocumentPath[]): Plain {
  if (isMapping(value)) return value;
  if (value === undefined || value === null) return {};
  wrong.push(path);
  return {};
}

function isMapping(value: unknown): value is Plain {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
