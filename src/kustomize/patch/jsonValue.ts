import { foldedRoundTrip } from '../../yaml/foldedRoundTrip.ts';
import { shortestG } from '../../yaml/goFloat.ts';
import { goJsonString } from '../../yaml/goJson.ts';
import type { Scalar, YamlNode } from '../../yaml/node.ts';
import { writeString } from '../../yaml/printString.ts';
import { resolveScalar } from '../../yaml/resolve.ts';
import { shortTag } from '../../yaml/v3/node.ts';
import { isMisfit } from '../../yaml/v3/scalarStyle.ts';
import { unshared } from '../transform/sharedEntry.ts';

const known = new WeakMap<YamlNode, YamlNode>();

/**
 * What is left of a tree after its way through JSON: numbers are floats, strings have the style that yaml.v3
 * chooses, nulls are written out, braces are gone but those around nothing. Subtrees that come back as they were are shared; scalars keep who set
 * them.
 */
export function throughJson<Node extends YamlNode>(node: Node): Node {
  return changed(node) as Node;
}

function changed(node: YamlNode): YamlNode {
  if (node.kind === 'scalar') return scalarThroughJson(node);
  const seen = known.get(node);
  if (seen !== undefined) return seen;
  let result: YamlNode;
  if (node.kind === 'sequence') {
    const items = node.items.map(changed);
    const opened = node.items.some(item => item.kind === 'mapping' && item.inFlow)
      ? { inFlow: false as const }
      : {};
    result = items.every((item, index) => item === node.items[index]) ? node : { ...node, ...opened, items };
  } else {
    const values = node.values.map(changed);
    // Without entries it can only be written in braces.
    if (values.length === 0) result = node.inFlow === true ? node : { ...node, inFlow: true };
    else if (node.inFlow) result = { ...node, values, inFlow: false };
    else result = values.every((value, index) => value === node.values[index]) ? node : { ...node, values };
  }
  known.set(node, result);
  known.set(result, result);
  return result;
}

function scalarThroughJson(shared: Scalar): Scalar {
  const scalar = unshared(shared);
  // What its tag does not fit ends the build, here or later.
  if (scalar.tag !== undefined && isMisfit(shortTag(scalar.tag), scalar.text)) return scalar;
  const resolved = resolveScalar(scalar);
  switch (resolved.type) {
    case 'null':
      return written(scalar, 'null', 'plain');
    case 'bool':
      return written(scalar, String(resolved.value), 'plain');
    case 'int':
      return written(scalar, shortestG(Number(resolved.text)), 'plain');
    case 'float':
      return Number.isFinite(resolved.value) ? written(scalar, shortestG(resolved.value), 'plain') : scalar;
    default: {
      const text = scalar.style === 'folded' ? foldedRoundTrip(resolved.text) : resolved.text;
      return written(scalar, text, styleOf(text));
    }
  }
}

function written(scalar: Scalar, text: string, style: Scalar['style']): Scalar {
  if (scalar.text === text && scalar.style === style && scalar.tag === undefined) return scalar;
  return { ...scalar, text, style, tag: undefined };
}

function styleOf(text: string): Scalar['style'] {
  const first = (writeString(text, { column: 0, indent: 2, isKey: false }) ?? '"').charAt(0);
  if (first === "'") return 'single';
  if (first === '"') return 'double';
  return first === '|' && text.includes('\n') ? 'literal' : 'plain';
}

/** Whether two values are equal for a `test` operation: objects in any order, scalars as JSON spells them. */
export function isEqualJson(value: YamlNode, expected: YamlNode, isJsonText: boolean): boolean {
  if (value.kind === 'scalar' || expected.kind === 'scalar') {
    if (value.kind !== 'scalar' || expected.kind !== 'scalar') return false;
    return jsonText(value) === (isJsonText ? literalText(expected) : jsonText(expected));
  }
  if (value.kind === 'sequence') {
    if (expected.kind !== 'sequence' || value.items.length !== expected.items.length) return false;
    return value.items.every((item, index) => {
      const other = expected.items[index];
      // The official tool panics on a null in a list.
      return other !== undefined && jsonText(item) !== 'null' && isEqualJson(item, other, isJsonText);
    });
  }
  if (expected.kind !== 'mapping' || value.keys.length !== expected.keys.length) return false;
  return value.keys.every((key, index) => {
    const one = value.values[index];
    const other = expected.values[expected.keys.indexOf(key)];
    return one !== undefined && other !== undefined && isEqualJson(one, other, isJsonText);
  });
}

/** A scalar as Go's encoder writes it; empty for collections. */
function jsonText(node: YamlNode): string {
  if (node.kind !== 'scalar') return '';
  const resolved = resolveScalar(node);
  switch (resolved.type) {
    case 'null':
      return 'null';
    case 'bool':
    case 'float':
      return String(resolved.value);
    case 'int':
      return resolved.text;
    default:
      return goJsonString(node.style === 'folded' ? foldedRoundTrip(resolved.text) : resolved.text);
  }
}

/** A scalar as a JSON text has it, where nothing escapes `<`. */
function literalText(scalar: Scalar): string {
  return scalar.style === 'double' ? JSON.stringify(scalar.text) : scalar.text;
}
