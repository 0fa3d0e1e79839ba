import { compareCodePoints } from './codePointOrder.ts';
import { foldedRoundTrip } from './foldedRoundTrip.ts';
import type { YamlNode } from './node.ts';
import { isAbsent } from './print.ts';
import { resolveScalar } from './resolve.ts';

/**
 * A node as Go's `json.Marshal` writes it after kustomize read it: keys in the order of their bytes, `<`, `>` and `&`
 * escaped, integers beyond 2^53 as floats.
 */
export function goJson(node: YamlNode): string {
  if (node.kind === 'sequence') return `[${node.items.map(goJson).join(',')}]`;
  if (node.kind === 'mapping') {
    const entries = node.keys.map((key, index) => [key, node.values[index]] as const);
    entries.sort(([a], [b]) => compareCodePoints(a, b));
    return `{${entries.map(([key, value]) => `${goJsonString(key)}:${value === undefined ? 'null' : node.inFlow && isAbsent(value) ? '""' : goJson(value)}`).join(',')}}`;
  }
  const resolved = resolveScalar(node);
  switch (resolved.type) {
    case 'null':
      return 'null';
    case 'bool':
      return String(resolved.value);
    case 'int':
      return String(Number(resolved.text));
    case 'float':
      return String(resolved.value);
    default:
      return goJsonString(node.style === 'folded' ? foldedRoundTrip(resolved.text) : resolved.text);
  }
}

/** A string as Go's encoder writes it. */
export function goJsonString(text: string): string {
  return JSON.stringify(text.toWellFormed()).replace(/[<>&\u2028\u2029\u007f]/g, char =>
    char === '\u007f' ? char : `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
