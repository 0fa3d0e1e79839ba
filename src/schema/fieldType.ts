/** What a string that names something on disk may name; `keyedFile` is a generator's `[key=]file`. */
export type PathKind = 'file' | 'directory' | 'fileOrDirectory' | 'fileOrInline' | 'keyedFile';

/** What of the resources a string names; `namespace` is also one that a kustomization puts them into. */
export type NamedPart =
  | 'image'
  | 'workload'
  | 'group'
  | 'version'
  | 'apiVersion'
  | 'kind'
  | 'name'
  | 'namespace';

/** A scalar of text. `values` are the ones that have a meaning; others are accepted by the decoder. */
export interface StringType {
  readonly kind: 'string';
  readonly path?: PathKind;
  readonly values?: readonly string[];
  readonly names?: NamedPart;
}

/** A mapping with a closed list of fields, by the name of its Go type. */
export interface ObjectType {
  readonly kind: 'object';
  readonly name: string;
  readonly fields: Readonly<Record<string, Field>>;
}

/** A mapping with free keys; `suggested` are the keys that something reads. */
export interface MapType {
  readonly kind: 'map';
  readonly values: FieldType;
  readonly suggested?: Readonly<Record<string, Field>>;
}

/** A list of items of one type. */
export interface ListType {
  readonly kind: 'list';
  readonly items: FieldType;
}

/** The type of a field, as data: checks, completion and hover all read it. `any` accepts whatever YAML holds. */
export type FieldType =
  | StringType
  | ObjectType
  | MapType
  | ListType
  | { readonly kind: 'integer' }
  | { readonly kind: 'boolean' }
  | { readonly kind: 'any' };

/** One field of an object. */
export interface Field {
  readonly type: FieldType;
  /** Markdown, one or two sentences. */
  readonly description: string;
  /** The field to use instead. */
  readonly deprecated?: string;
  /** First kustomize version that knows the field, where that is later than 4.5.4: `5.7`. */
  readonly since?: string;
}

export const text: StringType = { kind: 'string' };
export const integer: FieldType = { kind: 'integer' };
export const boolean: FieldType = { kind: 'boolean' };
export const stringMap: MapType = { kind: 'map', values: text };

/** A string that names something on disk. */
export function path(kind: PathKind): StringType {
  return { kind: 'string', path: kind };
}

/** A string of which these values have a meaning. */
export function oneOf(...values: readonly string[]): StringType {
  return { kind: 'string', values };
}

/** A string that names a part of resources. */
export function naming(part: NamedPart): StringType {
  return { kind: 'string', names: part };
}

/** A list of such items. */
export function listOf(items: FieldType): ListType {
  return { kind: 'list', items };
}

/** A mapping with these fields and no others. */
export function object(name: string, fields: Readonly<Record<string, Field>>): ObjectType {
  return { kind: 'object', name, fields };
}

/**
 * The field that a key names, matched as encoding/json does: exactly, else in any case. `undefined` where the
 * decoder rejects the key.
 */
export function fieldNamed(type: ObjectType, key: string): Field | undefined {
  if (Object.hasOwn(type.fields, key)) return type.fields[key];
  const folded = key.toLowerCase();
  const name = Object.keys(type.fields).find(candidate => candidate.toLowerCase() === folded);
  return name === undefined ? undefined : type.fields[name];
}
