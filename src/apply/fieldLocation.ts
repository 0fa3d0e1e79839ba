import { history } from '../kustomize/provenance.ts';
import type { Resource } from '../kustomize/resource.ts';
import type { Location, OffsetLocation } from '../yaml/location.ts';
import { isSetting, type Mapping, type Scalar, type YamlNode } from '../yaml/node.ts';
import { resolveScalar } from '../yaml/resolve.ts';

/** The object's name where it was read, or the generator that made it. */
export function objectLocation({ location }: Resource): Location {
  return { ...location, path: [...location.path, 'metadata', 'name'], part: 'value' };
}

/**
 * Where the source set a field that the server names, as validation spells it (`spec.containers[0].image`,
 * `metadata.labels[app.kubernetes.io/name]`) or as field managers do (`.spec.containers[name="web"].image`). Of a
 * field that is missing, the nearest one around it; the object where nothing is left.
 */
export function fieldLocation(resource: Resource, field: string, part: 'key' | 'value'): Location {
  const steps = walk(resource.node, field);
  for (const [depth, step] of steps.toReversed().entries()) {
    // The value of a field around the one that is meant would say too much.
    const found = locate(resource, step, depth === 0 ? part : 'key');
    if (found !== undefined) return found;
  }
  return objectLocation(resource);
}

interface Step {
  readonly parent: YamlNode;
  readonly index: number;
  readonly node: YamlNode;
}

/** The nodes along the path, as far as the tree has them. */
function walk(root: YamlNode, field: string): Step[] {
  const steps: Step[] = [];
  let node = root;
  let rest = field;
  while (rest !== '') {
    const next = rest.startsWith('[') ? intoBracket(node, rest) : intoField(node, rest.replace(/^\./, ''));
    if (next === undefined) break;
    steps.push({ parent: node, index: next.index, node: next.node });
    node = next.node;
    rest = next.rest;
  }
  return steps;
}

interface Next {
  readonly index: number;
  readonly node: YamlNode;
  readonly rest: string;
}

/** Field managers write keys with dots unquoted, so the longest key that fits is meant. */
function intoField(node: YamlNode, rest: string): Next | undefined {
  if (node.kind !== 'mapping') return undefined;
  let best = -1;
  for (const [index, key] of node.keys.entries()) {
    const after = rest.charAt(key.length);
    const fits = rest.startsWith(key) && (after === '' || after === '.' || after === '[');
    if (fits && key.length >= (node.keys[best]?.length ?? 0)) best = index;
  }
  const value = node.values[best];
  if (value === undefined) return undefined;
  return { index: best, node: value, rest: rest.slice(node.keys[best]?.length) };
}

function intoBracket(node: YamlNode, rest: string): Next | undefined {
  const match = /^\[((?:"(?:[^"\\]|\\.)*"|[^\]"])*)\]/.exec(rest);
  if (match === null) return undefined;
  const [whole, inside = ''] = match;
  let index = -1;
  if (node.kind === 'mapping') index = node.keys.lastIndexOf(inside.replace(/^"(.*)"$/, '$1'));
  else if (node.kind === 'sequence') {
    index = /^\d+$/.test(inside) ? Number(inside) : node.items.findIndex(item => isSelected(item, inside));
  }
  const found = node.kind === 'mapping' ? node.values[index] : at(node, index);
  return found === undefined ? undefined : { index, node: found, rest: rest.slice(whole.length) };
}

function at(node: YamlNode, index: number): YamlNode | undefined {
  return node.kind === 'sequence' ? node.items[index] : undefined;
}

/** Whether an item has every `key="value"` or the server's default for it, or is itself the `="value"`. */
function isSelected(item: YamlNode, selector: string): boolean {
  const pairs = [...selector.matchAll(/([^=,]*)=("(?:[^"\\]|\\.)*"|[^,]*)/g)];
  const matches = pairs.map(([, key = '', text = '']) => {
    const value = key === '' ? item : intoField(item, key)?.node;
    if (value === undefined) return undefined;
    return value.kind === 'scalar' && meaning(value) === text.replace(/^"(.*)"$/, '$1');
  });
  return matches.includes(true) && !matches.includes(false);
}

function meaning(scalar: Scalar): string {
  const resolved = resolveScalar(scalar);
  return resolved.type === 'int' ? resolved.text : scalar.text;
}

function locate(
  resource: Resource,
  { parent, index, node }: Step,
  part: 'key' | 'value',
): Location | undefined {
  const scalar = firstScalar(node);
  const own = node.kind === 'scalar' ? node : undefined;
  // What a directive set is to be mended there, whichever file the key stands in.
  if (own !== undefined && (part === 'value' || isSetting(own.from))) return scalarLocation(own);
  const key = parent.kind === 'mapping' ? keyLocation(resource, parent, index, scalar) : undefined;
  return key ?? (scalar === undefined ? undefined : scalarLocation(scalar));
}

function scalarLocation(scalar: Scalar): OffsetLocation | undefined {
  const location = history(scalar)[0]?.location;
  if (location === undefined || isSetting(scalar.from)) return location;
  const plain = scalar.style === 'plain' && scalar.from.text.startsWith(scalar.text, scalar.start);
  return plain ? { ...location, end: location.start + scalar.text.length } : location;
}

/** A mapping does not know its file: the key's text tells which one it is. */
function keyLocation(
  resource: Resource,
  parent: Mapping,
  index: number,
  inside: Scalar | undefined,
): OffsetLocation | undefined {
  const start = parent.keyStarts[index] ?? -1;
  const key = parent.keys[index];
  if (start < 0 || key === undefined) return undefined;
  const from = inside?.from;
  for (const file of [from === undefined || isSetting(from) ? undefined : from, resource.file]) {
    if (file === undefined) continue;
    const quoted = /^["']/.test(file.text.charAt(start)) ? 1 : 0;
    if (file.text.startsWith(key, start + quoted)) {
      return { uri: file.uri, start, end: start + key.length + 2 * quoted };
    }
  }
  return undefined;
}

function firstScalar(node: YamlNode): Scalar | undefined {
  if (node.kind === 'scalar') return node;
  for (const child of node.kind === 'mapping' ? node.values : node.items) {
    const found = firstScalar(child);
    if (found !== undefined) return found;
  }
  return undefined;
}
