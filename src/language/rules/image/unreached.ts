import type { Effect } from '../../../kustomize/effect.ts';
import type { Resource } from '../../../kustomize/resource.ts';
import { schemaOf } from '../../../schema/openapi.ts';
import type { Mapping, Scalar, YamlNode } from '../../../yaml/node.ts';

/** An image that a custom resource names where `images` does not look. */
export interface UnreachedImage {
  readonly kind: string;
  /** Keys and indices, as people write them: `spec.image`. */
  readonly field: string;
  readonly scalar: Scalar;
}

/** Where custom resources name the image `name`, beyond the reach of an entry that ran over them. */
export function unreachedBy({ resources = [], fitting }: Effect, name: string): readonly UnreachedImage[] {
  return resources.flatMap(resource =>
    imagesIn(resource).filter(({ scalar }) => isImage(scalar.text, name) && fitting?.has(scalar) !== true),
  );
}

function isImage(text: string, name: string): boolean {
  return text === name || text.startsWith(`${name}:`) || text.startsWith(`${name}@`);
}

const known = new WeakMap<Mapping, readonly UnreachedImage[]>();
const nothing: readonly UnreachedImage[] = [];

/** Whatever reads like an image in a custom resource; of kinds with a schema it is known what an image is. */
function imagesIn({ node, id }: Resource): readonly UnreachedImage[] {
  let found = known.get(node);
  if (found === undefined) {
    const collected: UnreachedImage[] = [];
    if (schemaOf(id) === undefined) collect(node, id.kind, [], collected);
    found = collected.length === 0 ? nothing : collected;
    known.set(node, found);
  }
  return found;
}

const reference = /^[a-z0-9][\w.-]*(?::\d+)?(?:\/[\w.-]+)*(?::[\w.-]+|@sha256:[0-9a-f]{64})$/;

function collect(node: YamlNode, kind: string, path: readonly string[], found: UnreachedImage[]): void {
  if (node.kind === 'sequence') {
    for (const item of node.items) collect(item, kind, path, found);
  } else if (node.kind === 'mapping') {
    for (const [index, key] of node.keys.entries()) {
      const value = node.values[index];
      if (value !== undefined) collect(value, kind, [...path, key], found);
    }
  } else if (path[0] !== 'metadata' && (/image$/i.test(path.at(-1) ?? '') || reference.test(node.text))) {
    found.push({ kind, field: path.join('.'), scalar: node });
  }
}
