import data from '../data/kubernetesTypes.json' with { type: 'json' };
import { decodeType, type ValueType } from './typeNotation.ts';

/** The version of Kubernetes whose API server these types are of. */
export const typesVersion = data.version;

const names = Object.keys(data.definitions);
const texts = Object.values(data.definitions);
const decoded = new Map<number, ValueType>();
const nameOf = new WeakMap<ValueType, string>();
let kinds: Map<string, number> | undefined;

/** The type of a built-in kind of `typesVersion`; `undefined` for all others. Read when it is asked for first. */
export function kubernetesType(apiVersion: string, kind: string): ValueType | undefined {
  kinds ??= indexKinds();
  const position = kinds.get(`${apiVersion} ${kind}`);
  return position === undefined ? undefined : definition(position);
}

/** `metadata` of every object. */
export function objectMetaType(): ValueType {
  return definition(names.indexOf('apimachinery.pkg.apis.meta.v1.ObjectMeta'));
}

/** What Kubernetes calls a type that it defines by name, `api.core.v1.Container`; `undefined` for all others. */
export function definitionName(type: ValueType): string | undefined {
  return nameOf.get(type);
}

function definition(position: number): ValueType {
  const known = decoded.get(position);
  if (known !== undefined) return known;
  const type = decodeType(texts[position] ?? 'j', definition);
  decoded.set(position, type);
  nameOf.set(type, names[position] ?? '');
  return type;
}

function indexKinds(): Map<string, number> {
  const index = new Map<string, number>();
  for (const [apiVersion, list] of Object.entries(data.kinds)) {
    for (const entry of list.split(' ')) {
      const [kind, position] = entry.split('@');
      index.set(`${apiVersion} ${kind}`, Number(position));
    }
  }
  return index;
}
