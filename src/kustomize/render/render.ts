import { get, type Mapping, type SourceFile, withEntry, type YamlNode } from '../../yaml/node.ts';
import { printYaml } from '../../yaml/print.ts';
import { resolveScalar } from '../../yaml/resolve.ts';
import { stringStyle } from '../../yaml/stringStyle.ts';
import { ownAnnotationKeys } from '../ownAnnotations.ts';
import { type Resource, withNode } from '../resource.ts';
import { emptyMapping } from '../transform/fieldSpec.ts';

/** The output of a build, byte for byte that of `kustomize build`: documents separated by `---`. */
export function render(resources: readonly Resource[]): string {
  return resources.map(({ node }) => printOnce(node)).join('---\n');
}

/** A resource that an overlay does not touch is the same node as in its base, and prints the same. */
const printed = new WeakMap<Mapping, string>();
function printOnce(node: Mapping): string {
  let text = printed.get(node);
  if (text === undefined) {
    text = printYaml(node);
    printed.set(node, text);
  }
  return text;
}

/** Whether the resource serves only the build itself (annotation `config.kubernetes.io/local-config`). */
export function isLocalConfig(resource: Resource): boolean {
  const annotations = get(get(resource.node, 'metadata'), 'annotations');
  const value = get(annotations, 'config.kubernetes.io/local-config');
  return value !== undefined && !(value.kind === 'scalar' && value.text === 'false');
}

/**
 * The last touch that kustomize gives every resource: the annotations that it takes for its own go, all other values of
 * annotations become strings, and an empty mapping of annotations goes.
 */
export function finish(resource: Resource): Resource {
  const metadata = get(resource.node, 'metadata');
  const annotations = get(metadata, 'annotations');
  if (metadata === undefined) return withNode(resource, withEntry(resource.node, 'metadata', emptyMapping));
  if (metadata.kind !== 'mapping' || annotations === undefined) return resource;
  const index = metadata.keys.lastIndexOf('annotations');
  const kept = annotations.kind === 'mapping' ? withoutOwnKeys(annotations) : undefined;
  if (kept === undefined || kept.keys.length === 0) {
    const without: Mapping = {
      ...metadata,
      keys: metadata.keys.toSpliced(index, 1),
      keyStarts: metadata.keyStarts.toSpliced(index, 1),
      values: metadata.values.toSpliced(index, 1),
    };
    return withNode(resource, withEntry(resource.node, 'metadata', without));
  }
  const values = kept.values.map(value => asString(value, resource.file));
  if (kept === annotations && values.every((value, i) => value === kept.values[i])) return resource;
  const strings = withEntry(metadata, 'annotations', { ...kept, values });
  return withNode(resource, withEntry(resource.node, 'metadata', strings));
}

function withoutOwnKeys(all: Mapping): Mapping {
  const annotations = withLastOfEach(all);
  if (!annotations.keys.some(key => ownAnnotationKeys.has(key))) return annotations;
  const only = <Value>(list: readonly Value[]) =>
    list.filter((_, index) => !ownAnnotationKeys.has(annotations.keys[index] ?? ''));
  const { keys, keyStarts, values } = annotations;
  return { ...annotations, keys: only(keys), keyStarts: only(keyStarts), values: only(values) };
}

/** The entries with different keys, the last one of each. */
function withLastOfEach(mapping: Mapping): Mapping {
  if (new Set(mapping.keys).size === mapping.keys.length) return mapping;
  const kept = mapping.keys.map((key, index) => mapping.keys.lastIndexOf(key) === index);
  const only = <Value>(list: readonly Value[]) => list.filter((_, index) => kept[index]);
  const { keys, keyStarts, values } = mapping;
  return { ...mapping, keys: only(keys), keyStarts: only(keyStarts), values: only(values) };
}

function asString(value: YamlNode, file: SourceFile): YamlNode {
  if (value.kind === 'scalar') {
    const isPlainString =
      value.tag === undefined &&
      value.style !== 'folded' &&
      value.style !== 'literal' &&
      resolveScalar(value).type === 'string';
    return isPlainString ? value : { ...value, ...stringStyle(value.text) };
  }
  // Go's YAML node of a collection has an empty text.
  return { kind: 'scalar', text: '', style: 'double', tag: undefined, from: file, start: value.start };
}
