import { ClusterFailure, type ExpectedValue } from '../failure.ts';
import { isRecord, type JsonRecord } from '../json.ts';

/** Where an entry stands, for what is told of it. */
export interface EntryPlace {
  readonly file: string;
  readonly entry: string;
}

/**
 * The fields of a mapping by the types that kubectl wants. What is absent or null is `undefined` or empty, as is an
 * empty text; anything of another type throws `kubeconfig.wrong-type`, which names the field and never its value.
 */
export interface TypedFields {
  text(key: string): string | undefined;
  flag(key: string): boolean;
  /** A text in base64. */
  base64(key: string): string | undefined;
  texts(key: string): readonly string[];
  textsByKey(key: string): Readonly<Record<string, string>>;
  textListsByKey(key: string): Readonly<Record<string, readonly string[]>>;
  /** The mapping at a key; one without fields where there is none. */
  fields(key: string): TypedFields;
  /** A list of mappings. */
  items(key: string): readonly TypedFields[];
  /** Whether there is anything at a key. */
  has(key: string): boolean;
  /** Whatever there is. */
  value(key: string): unknown;
  /** All of it, untyped. */
  readonly record: JsonRecord;
  /** Says that a field is there and is not what it must be. */
  wrong(key: string, expected: ExpectedValue): ClusterFailure;
  /** Says that a field is not there and must be. */
  missing(key: string): ClusterFailure;
  /** Says that two fields are there of which only one may be. */
  conflicting(key: string, other: string): ClusterFailure;
}

/** The fields of `record`, whose own place in the entry is `path`, such as `user.exec`. */
export function typedFields(record: JsonRecord, place: EntryPlace, path: string): TypedFields {
  const pathOf = (key: string) => (path === '' ? key : `${path}.${key}`);
  const wrong = (key: string, expected: ExpectedValue) =>
    new ClusterFailure('kubeconfig.wrong-type', { ...place, field: pathOf(key), expected });
  const at = (key: string) => record[key] ?? undefined;

  function textAt(key: string): string | undefined {
    const value = at(key);
    if (value !== undefined && typeof value !== 'string') throw wrong(key, 'text');
    return value === '' ? undefined : value;
  }

  function mappingAt(key: string): JsonRecord {
    const value = at(key) ?? {};
    if (!isRecord(value)) throw wrong(key, 'mapping');
    return value;
  }

  function listAt(key: string): readonly unknown[] {
    const value = at(key) ?? [];
    if (!Array.isArray(value)) throw wrong(key, 'list');
    return value;
  }

  return {
    text: textAt,
    flag(key) {
      const value = at(key) ?? false;
      if (typeof value !== 'boolean') throw wrong(key, 'boolean');
      return value;
    },
    base64(key) {
      const bytes = at(key);
      // Go takes a list of bytes as well.
      if (Array.isArray(bytes) && bytes.every(isByte)) {
        return Buffer.from(bytes).toString('base64') || undefined;
      }
      const text = textAt(key);
      if (text !== undefined && !base64.test(text.replace(/[\r\n]/g, ''))) throw wrong(key, 'base64');
      return text;
    },
    texts: key => listAt(key).map((item, index) => textOr(item, () => wrong(`${key}[${index}]`, 'text'))),
    textsByKey(key) {
      const entries = Object.entries(mappingAt(key));
      return Object.fromEntries(
        entries.map(([name, value]) => [name, textOr(value, () => wrong(`${key}.${name}`, 'text'))]),
      );
    },
    textListsByKey(key) {
      const lists = mappingAt(key);
      const each = typedFields(lists, place, pathOf(key));
      return Object.fromEntries(Object.keys(lists).map(name => [name, each.texts(name)]));
    },
    fields: key => typedFields(mappingAt(key), place, pathOf(key)),
    items: key =>
      listAt(key).map((item, index) => {
        if (!isRecord(item ?? {})) throw wrong(`${key}[${index}]`, 'mapping');
        return typedFields((item ?? {}) as JsonRecord, place, pathOf(`${key}[${index}]`));
      }),
    has: key => at(key) !== undefined,
    value: at,
    record,
    wrong,
    missing: key => new ClusterFailure('kubeconfig.incomplete', { ...place, field: pathOf(key) }),
    conflicting: (key, other) =>
      new ClusterFailure('kubeconfig.conflicting', { ...place, field: pathOf(key), other: pathOf(other) }),
  };
}

const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

function isByte(value: unknown): boolean {
  return Number.isInteger(value) && Number(value) >= 0 && Number(value) <= 255;
}

/** Go reads null as the empty text. */
function textOr(value: unknown, wrong: () => ClusterFailure): string {
  if (value !== null && typeof value !== 'string') throw wrong();
  return value ?? '';
}
