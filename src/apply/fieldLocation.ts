import { history } from '../kustomize/provenance.ts';
import type { Resource } from '../kustomize/resource.ts';
import type { Location, OffsetLocation } from '../yaml/location.ts';
import { isSetting, type Mapping, type Scalar, type YamlNode } from '../yaml/node.ts';
import { type FieldStep, walkField, yamlTree } from './fieldPath.ts';

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
  const { steps } = walkField(yamlTree, resource.node, field);
  for (const [depth, step] of steps.toReversed().entries()) {
    // The value of a field around the one that is meant would say too much.
    const found = locate(resource, step, depth === 0 ? part : 'key');
    if (found !== undefined) return found;
  }
  return objectLocation(resource);
}

type Step = FieldStep<YamlNode>;

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
