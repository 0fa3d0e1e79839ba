import { fileURLToPath } from 'node:url';

/** As much of an OpenAPI v2 schema as the API server writes. */
interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly format?: string;
  readonly description?: string;
  readonly enum?: readonly string[];
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly additionalProperties?: Schema;
  readonly 'x-kubernetes-list-type'?: string;
  readonly 'x-kubernetes-list-map-keys'?: readonly string[];
  readonly 'x-kubernetes-group-version-kind'?: readonly {
    readonly group: string;
    readonly version: string;
    readonly kind: string;
  }[];
}

/** The API server's `/openapi/v2`. */
export interface OpenApi {
  readonly info: { readonly version: string };
  readonly definitions: Readonly<Record<string, Schema>>;
}

const folder = new URL('../../../src/schema/data/', import.meta.url);

/** Where the two generated files are. */
export const typesFile = fileURLToPath(new URL('kubernetesTypes.json', folder));
export const descriptionsFile = fileURLToPath(new URL('kubernetesDescriptions.json', folder));

const prefix = 'io.k8s.';
/** Definitions whose values are written as one scalar or as anything, whatever their schema says. */
const special: Readonly<Record<string, string>> = {
  'io.k8s.apimachinery.pkg.api.resource.Quantity': 'q',
  'io.k8s.apimachinery.pkg.apis.meta.v1.MicroTime': 't',
  'io.k8s.apimachinery.pkg.apis.meta.v1.Time': 't',
  'io.k8s.apimachinery.pkg.util.intstr.IntOrString': 'x',
  'io.k8s.apimachinery.pkg.apis.meta.v1.FieldsV1': 'j',
  'io.k8s.apimachinery.pkg.runtime.RawExtension': 'j',
};
/** Called required, though the API server takes objects without them: zero, false or nothing is a value there. */
const unenforced: readonly RegExp[] = [
  /^api\.core\.v1\.(?:HTTPHeader|Sysctl) value$/,
  /^api\.core\.v1\.LimitRangeSpec limits$/,
  /^api\.core\.v1\.PreferredSchedulingTerm preference$/,
  /^api\.batch\.v1\.PodFailurePolicy rules$/,
  /^api\.storage\.v1\.CSI/,
  /^api\.core\.v1\.Event /,
];
/** Numbers that may not be zero, so that they may not be left out either. */
const nonZero =
  /^(?:containerPort|groupPriorityMinimum|maxReplicas|maxSkew|periodSeconds|port|versionPriority|weight)$/;

const letters: Readonly<Record<string, string>> = {
  string: 's',
  integer: 'i',
  number: 'n',
  boolean: 'b',
  object: 'j',
};

/** The texts of the two files, in the notation of src/schema/kubernetes/typeNotation.ts. */
export function encodeTypes({ info, definitions }: OpenApi): { types: string; descriptions: string } {
  const names = Object.keys(definitions)
    .filter(name => name.startsWith(prefix) && special[name] === undefined)
    .sort();
  const index = new Map(names.map((name, position) => [`#/definitions/${name}`, position]));
  const kinds: Record<string, string[]> = {};
  for (const [position, name] of names.entries()) {
    for (const { group, version, kind } of definitions[name]?.['x-kubernetes-group-version-kind'] ?? []) {
      const apiVersion = group === '' ? version : `${group}/${version}`;
      kinds[apiVersion] = [...(kinds[apiVersion] ?? []), `${kind}@${position}`];
    }
  }
  const types = {
    version: info.version,
    kinds: Object.fromEntries(
      Object.keys(kinds)
        .sort()
        .map(key => [key, kinds[key]?.sort().join(' ')]),
    ),
    definitions: Object.fromEntries(
      names.map(name => [name.slice(prefix.length), encodeDefinition(name, definitions[name] ?? {}, index)]),
    ),
  };
  const descriptions = Object.fromEntries(
    names.map(name => [name.slice(prefix.length), describe(definitions[name] ?? {})]),
  );
  return { types: json(types), descriptions: json(descriptions) };
}

function encodeDefinition(name: string, schema: Schema, index: ReadonlyMap<string, number>): string {
  if (schema.properties === undefined) return 'j';
  const required = new Set(schema.required);
  const fields = Object.keys(schema.properties).sort();
  return [
    'o',
    ...fields.map(key => {
      const field = schema.properties?.[key] ?? {};
      const isRequired = required.has(key) && isEnforced(`${name.slice(prefix.length)} ${key}`, key, field);
      return `${key}${isRequired ? '*' : ''}:${encodeSchema(field, index)}`;
    }),
  ].join(' ');
}

function isEnforced(place: string, key: string, { type }: Schema): boolean {
  if (type === 'integer' || type === 'boolean') return type === 'integer' && nonZero.test(key);
  return !unenforced.some(pattern => pattern.test(place));
}

function encodeSchema(schema: Schema, index: ReadonlyMap<string, number>): string {
  if (schema.$ref !== undefined) {
    const written = special[schema.$ref.slice('#/definitions/'.length)];
    if (written !== undefined) return written;
    const position = index.get(schema.$ref);
    if (position === undefined) throw new Error(`No definition for ${schema.$ref}`);
    return `@${position}`;
  }
  if (schema.type === 'array') {
    const keys = schema['x-kubernetes-list-map-keys']?.join('+');
    const list = schema['x-kubernetes-list-type'];
    const suffix = list === 'map' ? `~map=${keys}` : list === undefined ? '' : `~${list}`;
    return `[${encodeSchema(schema.items ?? {}, index)}]${suffix}`;
  }
  if (schema.additionalProperties !== undefined) {
    return `{${encodeSchema(schema.additionalProperties, index)}}`;
  }
  if (schema.format === 'byte') return 'y';
  if (schema.format === 'date-time') return 't';
  const letter = schema.type === undefined ? 'j' : letters[schema.type];
  if (letter === undefined) throw new Error(`The notation has no type ${schema.type}`);
  if (schema.enum === undefined) return letter;
  if (schema.enum.some(value => /[\n|()^]/.test(value)))
    throw new Error(`The notation has no ${schema.enum}`);
  return `${letter}(${schema.enum.join('|').replaceAll(' ', '^')})`;
}

/** The description of the type under the empty name, and those of its fields. */
function describe(schema: Schema): Record<string, string> {
  const fields = Object.keys(schema.properties ?? {})
    .sort()
    .map(name => [name, schema.properties?.[name]?.description ?? ''] as const);
  const all = [['', schema.description ?? ''] as const, ...fields];
  return Object.fromEntries(all.filter(([, text]) => text !== ''));
}

function json(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
