/** What a value of a Kubernetes object may be. */
export type ValueType =
  | {
      readonly kind:
        | 'string'
        | 'integer'
        | 'number'
        | 'boolean'
        | 'quantity'
        | 'int-or-string'
        | 'date-time'
        | 'base64'
        /** Anything. */
        | 'any';
      /** The only values there are; anything else where absent. */
      readonly values?: readonly string[];
    }
  | {
      readonly kind: 'list';
      readonly items: TypeOf;
      /** Fields by which its items are told apart, each combination once; none where items may be equal. */
      readonly keys: readonly string[];
    }
  | { readonly kind: 'map'; readonly values: TypeOf }
  | ObjectType;

/** An object with the fields it may have. */
export interface ObjectType {
  readonly kind: 'object';
  readonly fields: ReadonlyMap<string, ObjectField>;
  /** Whether other fields than these are kept. */
  readonly open?: boolean;
}

/** One field of an object. */
export interface ObjectField {
  readonly type: TypeOf;
  readonly required: boolean;
  /** What it is for, where a CustomResourceDefinition says so; of Kubernetes' own fields see `fieldAtPath`. */
  readonly description?: string;
}

/** A type that is looked up when something asks for it, since types contain themselves. */
export type TypeOf = () => ValueType;

const letters = {
  s: 'string',
  i: 'integer',
  n: 'number',
  b: 'boolean',
  q: 'quantity',
  x: 'int-or-string',
  t: 'date-time',
  y: 'base64',
  j: 'any',
} as const;

/**
 * Reads a definition in the notation of `data/kubernetesTypes.json`, which `test/cluster/schema/encodeTypes.ts` writes:
 *
 * - a definition is `j`, which is anything, or `o` followed by `name:type` for each field, `name*:type` where required;
 * - a type is `@12`, the definition at that place, a letter of `letters`, `[type]` for a list or `{type}` for a map;
 * - `s(A|B^b)` names the only values, `A` and `B b`; `[type]~map=a+b` the fields that tell items apart.
 */
export function decodeType(text: string, reference: (position: number) => ValueType): ValueType {
  const [own = '', ...parts] = text.split(' ');
  if (own !== 'o') return decodeValue(own, reference)();
  const fields = parts.map((part): [string, ObjectField] => {
    const colon = part.indexOf(':');
    const required = part[colon - 1] === '*';
    const name = part.slice(0, required ? colon - 1 : colon);
    return [name, { type: decodeValue(part.slice(colon + 1), reference), required }];
  });
  return { kind: 'object', fields: new Map(fields) };
}

function decodeValue(text: string, reference: (position: number) => ValueType): TypeOf {
  if (text.startsWith('@')) return () => reference(Number(text.slice(1)));
  if (text.startsWith('[')) {
    const end = text.lastIndexOf(']');
    const items = decodeValue(text.slice(1, end), reference);
    const [, keys] = /^~map=(.+)$/.exec(text.slice(end + 1)) ?? [];
    const type: ValueType = { kind: 'list', items, keys: keys?.split('+') ?? [] };
    return () => type;
  }
  if (text.startsWith('{')) {
    const type: ValueType = { kind: 'map', values: decodeValue(text.slice(1, -1), reference) };
    return () => type;
  }
  const kind = letters[text[0] as keyof typeof letters] ?? 'any';
  const values = text[1] === '(' ? text.slice(2, -1).replaceAll('^', ' ').split('|') : undefined;
  const type: ValueType = values === undefined ? { kind } : { kind, values };
  return () => type;
}
