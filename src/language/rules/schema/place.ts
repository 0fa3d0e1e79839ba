import type { Resource } from '../../../kustomize/resource.ts';
import type { Spot } from '../../../schema/kubernetes/checkObject.ts';
import type { Location } from '../../../yaml/location.ts';
import { isSetting, type Scalar, type SourceFile, type YamlNode } from '../../../yaml/node.ts';

/** Where the line stands that a person has to change: of a key where the spot has one, else of the value. */
export function placeOf(spot: Spot, resource: Resource): Location | undefined {
  if ('node' in spot) return placeOfValue(spot.node) ?? placeOfKeyIn(spot.node, resource);
  const { mapping, index } = spot;
  const value = mapping.values[index];
  const key = mapping.keys[index] ?? '';
  const start = mapping.keyStarts[index] ?? -1;
  const scalar = value && firstScalar(value);
  const file = scalar === undefined ? resource.file : fileOf(scalar);
  return (
    keyAt(file, key, start) ??
    (value?.kind === 'scalar' ? keyBefore(value, key) : undefined) ??
    (value && placeOfValue(value))
  );
}

/** The first key of a mapping without scalars. */
function placeOfKeyIn(node: YamlNode, { file }: Resource): Location | undefined {
  if (node.kind !== 'mapping') return undefined;
  return keyAt(file, node.keys[0] ?? '', node.keyStarts[0] ?? -1);
}

/** The key at an offset; `undefined` where the text there is another one, as behind a transformer or in a patch. */
function keyAt({ uri, text }: SourceFile, key: string, start: number): Location | undefined {
  if (start < 0 || key === '') return undefined;
  if (!text.startsWith(key, start)) return undefined;
  // The text of a quoted key begins behind its quote.
  const quote = /["']/.test(text[start - 1] ?? '') && text[start - 1] === text[start + key.length] ? 1 : 0;
  const end = start + key.length + quote;
  return /^\s*:/.test(text.slice(end, end + 8)) ? { uri, start: start - quote, end } : undefined;
}

/** The key that stands in the line of its value, as in a patch. */
function keyBefore(value: Scalar, key: string): Location | undefined {
  const { uri, text } = fileOf(value);
  const at = startOf(value);
  const line = text.slice(text.lastIndexOf('\n', at - 1) + 1, Math.max(at, 0));
  const match = /^(.*?)([^\s{,]+)\s*:\s*$/.exec(line);
  if (match?.[2]?.replaceAll(/["']/g, '') !== key) return undefined;
  const start = at - line.length + (match[1] ?? '').length;
  return { uri, start, end: start + match[2].length };
}

/** Where a scalar or what set it begins, with its quote; -1 where nobody knows. */
function startOf(scalar: Scalar): number {
  const start = isSetting(scalar.from) ? scalar.from.start : scalar.start;
  const before = fileOf(scalar).text[start - 1] ?? '';
  const isQuoted = scalar.style === 'double' || scalar.style === 'single';
  return start > 0 && isQuoted && /["']/.test(before) ? start - 1 : start;
}

function placeOfValue(node: YamlNode): Location | undefined {
  const scalar = firstScalar(node);
  if (scalar === undefined) return undefined;
  const { uri, text } = fileOf(scalar);
  const start = startOf(scalar);
  if (start < 0) return undefined;
  const written = /"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^\n]*/y;
  written.lastIndex = start;
  const [token = ''] = written.exec(text) ?? [];
  const length = text.startsWith(scalar.text, start)
    ? scalar.text.length
    : token.replace(/\s+#.*|\s+$/, '').length;
  return { uri, start, end: start + length };
}

function firstScalar(node: YamlNode): Scalar | undefined {
  if (node.kind === 'scalar') return node;
  for (const child of node.kind === 'mapping' ? node.values : node.items) {
    const found = firstScalar(child);
    if (found !== undefined) return found;
  }
  return undefined;
}

function fileOf({ from }: Scalar): SourceFile {
  return isSetting(from) ? from.file : from;
}
