import type { Resource } from '../../../kustomize/resource.ts';
import { schemaOf } from '../../../schema/openapi.ts';
import type { Mapping, YamlNode } from '../../../yaml/node.ts';
import { onceFor } from '../graph/nodes.ts';

/** A mapping of labels or annotations somewhere in an object. */
export interface StringMap {
  readonly what: 'labels' | 'annotations' | 'selector';
  readonly node: Mapping;
  /** Whether it is the object's own and not that of a template in it. */
  readonly isOwn: boolean;
}

const known = new WeakMap<Mapping, readonly StringMap[]>();

/**
 * The labels, annotations and label selectors of an object and of the templates in it; of a custom resource only its
 * own, since nobody knows what a field called `metadata` in it is.
 */
export function stringMapsOf({ node, id }: Resource): readonly StringMap[] {
  let found = known.get(node);
  if (found === undefined) {
    const collected: StringMap[] = [];
    const isKnown = schemaOf(id) !== undefined && id.kind !== 'CustomResourceDefinition';
    for (const [index, key] of node.keys.entries()) {
      const value = node.values[index];
      if (key === 'metadata') addMetadata(value, true, collected);
      else if (isKnown && key === 'spec' && value !== undefined) collected.push(...mapsBelow(value));
    }
    found = collected;
    known.set(node, found);
  }
  return found;
}

/** An object's spec is often the same node in many builds. */
const mapsBelow = onceFor((spec: YamlNode): readonly StringMap[] => {
  const found: StringMap[] = [];
  walk(spec, found);
  return found;
});

function walk(node: YamlNode, found: StringMap[]): void {
  if (node.kind === 'sequence') for (const item of node.items) walk(item, found);
  if (node.kind !== 'mapping') return;
  for (const [index, key] of node.keys.entries()) {
    const value = node.values[index];
    if (value === undefined || value.kind === 'scalar') continue;
    if (key === 'metadata') addMetadata(value, false, found);
    else if (key === 'matchLabels') add('selector', value, false, found);
    else walk(value, found);
  }
}

function addMetadata(metadata: YamlNode | undefined, isOwn: boolean, found: StringMap[]): void {
  if (metadata?.kind !== 'mapping') return;
  for (const [index, key] of metadata.keys.entries()) {
    if (key === 'labels' || key === 'annotations') add(key, metadata.values[index], isOwn, found);
  }
}

function add(what: StringMap['what'], node: YamlNode | undefined, isOwn: boolean, found: StringMap[]): void {
  if (node?.kind === 'mapping') found.push({ what, node, isOwn });
}
