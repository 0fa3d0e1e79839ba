import { compareCodePoints } from '../../yaml/codePointOrder.ts';
import { goJsonString } from '../../yaml/goJson.ts';
import { get, type SourceFile, type YamlNode } from '../../yaml/node.ts';
import { parseDocument } from '../../yaml/parse.ts';
import { resolveScalar } from '../../yaml/resolve.ts';
import type { V3Document, V3Node } from '../../yaml/v3/node.ts';
import { shortTag } from '../../yaml/v3/node.ts';
import { parseV3 } from '../../yaml/v3/parse.ts';
import { printV3 } from '../../yaml/v3/print.ts';
import { isMisfit } from '../../yaml/v3/scalarStyle.ts';
import { type Create, failed, lookUp, matchPath } from './matchPath.ts';

/** A scalar that holds JSON or YAML with the text it gets. */
export interface StructuredWrite {
  readonly scalar: V3Node;
  readonly text: string;
}

/**
 * Writes into JSON or YAML that a scalar on the path holds (kustomize 5.8 and later). `undefined` where there is none
 * or where it cannot be written; the path is then taken for one of the resource itself.
 */
export function writeInText(
  root: V3Node,
  path: readonly string[],
  create: Create,
  write: (target: V3Node) => void,
): StructuredWrite | undefined {
  for (let length = 1; length < path.length; length += 1) {
    const scalar = lookUp(root, path.slice(0, length));
    if (scalar === undefined || scalar === failed || scalar.kind !== 'scalar') continue;
    const document = parseV3(scalar.text);
    if (document === undefined) continue;
    if (document === 'empty') return undefined;
    const targets = matchPath(document.root, path.slice(length), create);
    if (targets === failed || targets.length === 0) return undefined;
    for (const target of targets) write(target);
    const text = serialize(document, scalar.text);
    return text === undefined ? undefined : { scalar, text };
  }
  return undefined;
}

/** The document in the form that the text had: JSON, with indentation where it had any, or YAML. */
function serialize(document: V3Document, original: string): string | undefined {
  const yaml = printV3(document);
  if (!/^\s*[{[]/.test(original)) return yaml.trim();
  const file: SourceFile = { uri: '', path: '', text: yaml };
  const { node, problems } = parseDocument(file);
  // Go's JSON encoder takes no keys but strings.
  if (node === undefined || problems.length > 0 || hasMisfit(node)) return undefined;
  const pretty = original.includes('\n') && original.includes('  ');
  return json(node, pretty ? '\n' : '');
}

function hasMisfit(node: YamlNode): boolean {
  if (node.kind === 'scalar') return node.tag !== undefined && isMisfit(shortTag(node.tag), node.text);
  return (node.kind === 'mapping' ? node.values : node.items).some(hasMisfit);
}

/** JSON as Go writes it; `newline` holds a line break and the indentation, or is empty for compact JSON. */
function json(node: YamlNode, newline: string): string | undefined {
  if (node.kind === 'scalar') return jsonScalar(node);
  const deeper = newline === '' ? '' : `${newline}  `;
  const parts: string[] = [];
  if (node.kind === 'sequence') {
    for (const item of node.items) {
      const text = json(item, deeper);
      if (text === undefined) return undefined;
      parts.push(text);
    }
  } else {
    for (const key of [...node.keys].sort(compareCodePoints)) {
      const value = get(node, key);
      const text = value === undefined ? undefined : json(value, deeper);
      if (text === undefined) return undefined;
      parts.push(`${goJsonString(key)}:${newline === '' ? '' : ' '}${text}`);
    }
  }
  const [start, end] = node.kind === 'mapping' ? ['{', '}'] : ['[', ']'];
  if (parts.length === 0) return `${start}${end}`;
  return `${start}${deeper}${parts.join(`,${deeper}`)}${newline}${end}`;
}

function jsonScalar(node: Extract<YamlNode, { kind: 'scalar' }>): string | undefined {
  const resolved = resolveScalar(node);
  switch (resolved.type) {
    case 'null':
      return 'null';
    case 'bool':
      return String(resolved.value);
    case 'int':
      return resolved.text;
    case 'float':
      if (!Number.isFinite(resolved.value)) return undefined;
      return Object.is(resolved.value, -0) ? '-0' : String(resolved.value);
    default:
      return goJsonString(resolved.text);
  }
}
