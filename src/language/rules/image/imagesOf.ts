import type { Resource } from '../../../kustomize/resource.ts';
import { get, type Mapping, type YamlNode } from '../../../yaml/node.ts';

/** The image of every container, wherever `images` looks for one by itself. */
export function imagesOf(resources: readonly Resource[]): string[] {
  return resources.flatMap(({ id, node }) => (id.kind === 'CustomResourceDefinition' ? [] : imagesIn(node)));
}

/** Most resources are the same nodes in the next build, and in those of other roots. */
const known = new WeakMap<Mapping, readonly string[]>();

function imagesIn(node: Mapping): readonly string[] {
  let found = known.get(node);
  if (found === undefined) {
    const collected: string[] = [];
    collect(node, collected);
    found = collected;
    known.set(node, found);
  }
  return found;
}

function collect(node: YamlNode, found: string[]): void {
  if (node.kind === 'sequence') for (const item of node.items) collect(item, found);
  if (node.kind !== 'mapping') return;
  for (const [index, key] of node.keys.entries()) {
    const value = node.values[index];
    if (value === undefined || value.kind === 'scalar') continue;
    if ((key === 'containers' || key === 'initContainers') && value.kind === 'sequence') {
      for (const container of value.items) {
        const image = get(container, 'image');
        if (image?.kind === 'scalar') found.push(image.text);
      }
    }
    collect(value, found);
  }
}
