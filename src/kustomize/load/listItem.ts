import type { Scalar, YamlNode } from '../../yaml/node.ts';
import { resolveScalar } from '../../yaml/resolve.ts';

/**
 * An item of a list as the official tool takes it out: by way of JSON, where numbers and timestamps lose the way they
 * were written, texts have quotes, and all stands in braces.
 */
export function itemThroughJson(node: YamlNode): YamlNode {
  if (node.kind === 'sequence') return { ...node, items: node.items.map(itemThroughJson) };
  if (node.kind === 'mapping') return { ...node, values: node.values.map(itemThroughJson), inFlow: true };
  // A time in brackets has quotes only on the other way, by YAML.
  const isTime = node.tag !== undefined && node.tagged !== true;
  const resolved = resolveScalar(isTime ? { ...node, style: 'plain' } : node);
  switch (resolved.type) {
    case 'null':
      return written(node, 'null', 'plain');
    case 'bool':
      return written(node, String(resolved.value), 'plain');
    case 'int':
      return written(node, resolved.text, 'plain');
    case 'float':
      if (!Number.isFinite(resolved.value)) return node;
      return written(node, Object.is(resolved.value, -0) ? '-0' : String(resolved.value), 'plain');
    default:
      return written(node, resolved.text, 'double');
  }
}

function written(scalar: Scalar, text: string, style: Scalar['style']): Scalar {
  return { ...scalar, text, style, tag: undefined };
}
