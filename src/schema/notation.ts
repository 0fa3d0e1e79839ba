import { emptyShape, noPatchStrategy, type PatchStrategy, type Shape } from './shape.ts';

/**
 * The notation of `data/kustomizeOpenapi.json`, written by `test/oracle/schema/data.go`:
 *
 * - a definition is its own schema followed by `name:schema` for each field, separated by spaces;
 * - a schema is `@12`, a reference to the definition at that place, or a type with an optional patch strategy;
 * - a type is a letter of `letters`, `[schema]` for a list or `{schema}` for a map of such values;
 * - a patch strategy is `!merge`, `!merge,retainKeys=name` or `!merge=port+protocol`.
 */
const letters: Readonly<Record<string, readonly string[]>> = {
  '-': [],
  s: ['string'],
  i: ['integer'],
  n: ['number'],
  b: ['boolean'],
  o: ['object'],
};

/** Reads the definition that `text` writes; `names` are the definitions of its document in their order. */
export function decodeDefinition(text: string, names: readonly string[]): Shape {
  const [own = '', ...parts] = text.split(' ');
  const fields = new Map<string, Shape>();
  for (const part of parts) {
    const colon = part.indexOf(':');
    fields.set(part.slice(0, colon), decodeSchema(part.slice(colon + 1), names));
  }
  return { ...decodeSchema(own, names), fields };
}

function decodeSchema(text: string, names: readonly string[]): Shape {
  if (text.startsWith('@')) {
    return { ...emptyShape, reference: `/definitions/${names[Number(text.slice(1))]}` };
  }
  const [first = ''] = text;
  if (first !== '[' && first !== '{') {
    return { ...emptyShape, types: letters[first] ?? [], patch: decodePatch(text.slice(1)) };
  }
  const end = text.lastIndexOf(first === '[' ? ']' : '}');
  const inner = decodeSchema(text.slice(1, end), names);
  const patch = decodePatch(text.slice(end + 1));
  return first === '['
    ? { ...emptyShape, types: ['array'], items: inner, patch }
    : { ...emptyShape, types: ['object'], values: inner, patch };
}

function decodePatch(text: string): PatchStrategy {
  if (text === '') return noPatchStrategy;
  const [strategies = '', mergeKeys] = text.slice(1).split('=');
  return { strategies: strategies.split(','), mergeKeys: mergeKeys?.split('+') ?? [] };
}
