import type { BuildResult } from '../../../kustomize/build.ts';
import type { Resource } from '../../../kustomize/resource.ts';
import type { Location } from '../../../yaml/location.ts';
import type { YamlNode } from '../../../yaml/node.ts';
import { type PatchEntry, patchEntriesOf } from '../patch/patchEntries.ts';
import { keyPlace } from '../patch/patchPlace.ts';
import { targetsOf } from '../patch/patchTargets.ts';

/**
 * Where a value without any text in it was set by a patch, which nothing in the value tells: the key of a patch for that
 * resource that leads along the same fields. `path` is as issues name it, `spec.template.spec.containers[0].args`.
 */
export function placeInPatches(path: string, resource: Resource, result: BuildResult): Location | undefined {
  const fields = path.replaceAll(/\[\d+\]/g, '').split('.');
  // The last of several is the one that counts.
  for (const entry of patchEntriesOf(result).toReversed()) {
    const place = placeIn(entry, fields, resource, result);
    if (place !== undefined) return place;
  }
  return undefined;
}

function placeIn(
  entry: PatchEntry,
  fields: readonly string[],
  resource: Resource,
  result: BuildResult,
): Location | undefined {
  const { read } = entry;
  if (read.form === 'strategic') {
    for (const patch of read.patches) {
      const path = pathAlong(patch.source, fields);
      if (path === undefined) continue;
      if (targetsOf(entry, patch, result)?.includes(resource) === true) return keyPlace(patch, path);
    }
  }
  return undefined;
}

/** The keys and indices that lead along the fields, through any item of the lists on the way. */
function pathAlong(node: YamlNode, fields: readonly string[]): (string | number)[] | undefined {
  const [field, ...rest] = fields;
  if (field === undefined) return hasText(node) ? undefined : [];
  if (node.kind === 'sequence') {
    for (const [index, item] of node.items.entries()) {
      const path = pathAlong(item, fields);
      if (path !== undefined) return [index, ...path];
    }
  }
  if (node.kind !== 'mapping') return undefined;
  const value = node.values[node.keys.lastIndexOf(field)];
  const path = value === undefined ? undefined : pathAlong(value, rest);
  return path === undefined ? undefined : [field, ...path];
}

function hasText(node: YamlNode): boolean {
  if (node.kind === 'scalar') return true;
  return (node.kind === 'mapping' ? node.values : node.items).some(hasText);
}
