import { get, type Mapping, textAt, type YamlNode } from '../../yaml/node.ts';
import { objectMetaType } from './kubernetesTypes.ts';
import type { ObjectField, TypeOf, ValueType } from './typeNotation.ts';

const anything: ValueType = { kind: 'any' };

/** The kinds that a CustomResourceDefinition brings, as `group/version kind`, with their types. */
export function crdTypes(crd: Mapping): ReadonlyMap<string, ValueType> {
  const spec = get(crd, 'spec');
  const group = textAt(spec, 'group');
  const kind = textAt(get(spec, 'names'), 'kind');
  const versions = get(spec, 'versions');
  const found = new Map<string, ValueType>();
  if (group === undefined || kind === undefined || versions?.kind !== 'sequence') return found;
  for (const version of versions.items) {
    const schema = get(get(version, 'schema'), 'openAPIV3Schema');
    const name = textAt(version, 'name');
    if (schema === undefined || name === undefined) continue;
    found.set(`${group}/${name} ${kind}`, typeOfObject(schema, true));
  }
  return found;
}

/** Whether a field of a schema is the boolean true. */
function isTrue(schema: YamlNode | undefined, field: string): boolean {
  return textAt(schema, field) === 'true';
}

function typeOf(schema: YamlNode | undefined): ValueType {
  if (schema === undefined || isTrue(schema, 'x-kubernetes-int-or-string')) {
    return schema === undefined ? anything : { kind: 'int-or-string' };
  }
  switch (textAt(schema, 'type')) {
    case 'object':
      return typeOfObject(schema, isTrue(schema, 'x-kubernetes-embedded-resource'));
    case 'array': {
      const keys = get(schema, 'x-kubernetes-list-map-keys');
      const isMap = textAt(schema, 'x-kubernetes-list-type') === 'map';
      return { kind: 'list', items: lazily(get(schema, 'items')), keys: isMap ? textsOf(keys) : [] };
    }
    case 'string': {
      const values = textsOf(get(schema, 'enum'));
      return values.length === 0 ? { kind: 'string' } : { kind: 'string', values };
    }
    case 'integer':
      return { kind: 'integer' };
    case 'number':
      return { kind: 'number' };
    case 'boolean':
      return { kind: 'boolean' };
    default:
      return anything;
  }
}

function typeOfObject(schema: YamlNode, isResource: boolean): ValueType {
  const properties = get(schema, 'properties');
  const additional = get(schema, 'additionalProperties');
  if (properties?.kind !== 'mapping' && !isResource) {
    return additional?.kind === 'mapping' ? { kind: 'map', values: lazily(additional) } : anything;
  }
  const required = new Set(textsOf(get(schema, 'required')));
  const fields = new Map<string, ObjectField>();
  if (properties?.kind === 'mapping') {
    for (const [index, name] of properties.keys.entries()) {
      const field = properties.values[index];
      // What has a default is never missing.
      const isRequired = required.has(name) && get(field, 'default') === undefined;
      const description = textAt(field, 'description');
      fields.set(name, {
        type: lazily(field),
        required: isRequired,
        ...(description === undefined ? {} : { description }),
      });
    }
  }
  if (isResource) {
    const text: ObjectField = { type: () => ({ kind: 'string' }), required: false };
    fields.set('apiVersion', text).set('kind', text);
    fields.set('metadata', { type: objectMetaType, required: false });
  }
  const open = isTrue(schema, 'x-kubernetes-preserve-unknown-fields') || additional !== undefined;
  return { kind: 'object', fields, ...(open ? { open } : {}) };
}

function lazily(schema: YamlNode | undefined): TypeOf {
  let type: ValueType | undefined;
  return () => {
    type ??= typeOf(schema);
    return type;
  };
}

function textsOf(node: YamlNode | undefined): string[] {
  if (node?.kind !== 'sequence') return [];
  return node.items.flatMap(item => (item.kind === 'scalar' ? [item.text] : []));
}
