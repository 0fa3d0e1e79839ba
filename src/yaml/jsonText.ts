import { foldedRoundTrip } from './foldedRoundTrip.ts';
import { goFloatText } from './goFloat.ts';
import type { Mapping, YamlNode } from './node.ts';
import { isAbsent } from './print.ts';
import { resolveScalar } from './resolve.ts';

/**
 * A node as JSON that means what its printed YAML means: integers keep all their digits, which a JavaScript
 * number would lose beyond 2^53. Infinite and not-a-number floats become null, as in the printed form.
 */
export function jsonText(node: YamlNode): string {
  if (node.kind === 'sequence') return `[${node.items.map(jsonText).join(',')}]`;
  if (node.kind === 'mapping') return mappingText(node);
  const resolved = resolveScalar(node);
  switch (resolved.type) {
    case 'null':
      return 'null';
    case 'bool':
      return String(resolved.value);
    case 'int':
      return resolved.text;
    case 'float':
      return Number.isFinite(resolved.value) ? goFloatText(resolved.value) : 'null';
    default:
      return JSON.stringify(node.style === 'folded' ? foldedRoundTrip(resolved.text) : resolved.text);
  }
}

/** Of a repeated key the last one counts. */
function mappingText({ keys, values, inFlow }: Mapping): string {
  const entries: string[] = [];
  for (const [index, key] of keys.entries()) {
    const value = values[index];
    if (value === undefined || keys.lastIndexOf(key) !== index) continue;
    const text = inFlow && isAbsent(value) ? '""' : jsonText(value);
    entries.push(`${JSON.stringify(key)}:${text}`);
  }
  return `{${entries.join(',')}}`;
}
