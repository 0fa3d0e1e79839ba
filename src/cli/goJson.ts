import { isRecord } from '../cluster/json.ts';

/** JSON as kubectl prints it: keys in the order of their bytes, four spaces, and what HTML knows escaped. */
export function goJson(value: unknown, indent = ''): string {
  const inner = `${indent}    `;
  if (Array.isArray(value)) {
    if (value.length === 0) return '[]';
    return `[\n${value.map(item => inner + goJson(item, inner)).join(',\n')}\n${indent}]`;
  }
  if (!isRecord(value)) return scalar(value);
  // What is undefined is not there, as for JSON.stringify.
  const keys = Object.keys(value).filter(key => value[key] !== undefined);
  if (keys.length === 0) return '{}';
  const lines = keys
    .sort(byBytes)
    .map(key => `${inner}${scalar(key)}: ${goJson(value[key], inner)}`)
    .join(',\n');
  return `{\n${lines}\n${indent}}`;
}

function scalar(value: unknown): string {
  return (JSON.stringify(value) ?? 'null').replace(
    /[<>&\u2028\u2029]/g,
    character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** UTF-16 orders only surrogates otherwise. */
function byBytes(one: string, other: string): number {
  return Buffer.compare(Buffer.from(one), Buffer.from(other));
}
