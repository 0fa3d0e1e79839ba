import { get, type Mapping, type SourceFile, withEntry, type YamlNode } from '../../yaml/node.ts';
import { stringStyle } from '../../yaml/stringStyle.ts';
import { type BuildContext, report, reportNotFound } from '../buildContext.ts';
import { isNullNode } from '../load/kustomization.ts';
import { formatId, idKey, type Resource, withNode } from '../resource.ts';
import { anyId, type ResourceSet } from '../resourceSet.ts';
import { withText } from '../transform/putBack.ts';
import { unshared } from '../transform/sharedEntry.ts';
import { isUnreadKey } from '../unreadKey.ts';
import type { Generated } from './generateData.ts';

/** Lets a generated resource join the others: as a new one, or in the place of the one it merges with or replaces. */
export function absorbGenerated(
  context: BuildContext,
  set: ResourceSet,
  { resource, behavior }: Generated,
): void {
  const { location } = resource;
  const key = idKey(resource.id);
  const matches = set.resources.filter(other => anyId(other, id => idKey(id) === key));
  const [old, ...more] = matches;
  const id = formatId(resource.id);
  if (more.length > 0) {
    report(
      context,
      'generator.ambiguous',
      { id },
      location,
      matches.map(match => match.location),
    );
  } else if (old === undefined) {
    if (behavior === 'merge' || behavior === 'replace')
      reportNotFound(context, 'generator.nothing-to-merge', { id, behavior }, location);
    else set.append(resource, location);
  } else if (behavior === 'merge' || behavior === 'replace') {
    set.replace(old, combine(context, resource, old, behavior));
  } else report(context, 'generator.exists', { id }, location, [old.location]);
}

/** Name, namespace and history are the old one's; labels and annotations are united; data only where merged. */
function combine(
  context: BuildContext,
  resource: Resource,
  old: Resource,
  behavior: 'merge' | 'replace',
): Resource {
  const check = (map: YamlNode | undefined) => {
    const key = map?.kind === 'mapping' ? map.keys.find(isUnreadKey) : undefined;
    if (key !== undefined) report(context, 'resource.bad-key', { key }, resource.location, [old.location]);
  };
  let node = resource.node;
  const metadata = get(node, 'metadata');
  const oldMetadata = get(old.node, 'metadata');
  if (metadata?.kind === 'mapping' && oldMetadata?.kind === 'mapping') {
    let united: Mapping = metadata;
    for (const key of ['labels', 'annotations']) {
      check(get(oldMetadata, key));
      united = withoutEmpty(uniteUnder(united, withLastOfEach(oldMetadata, key), key, old.file), key);
    }
    for (const key of ['name', 'namespace']) {
      const value = get(oldMetadata, key);
      const isThere = value?.kind === 'scalar' && value.text !== '';
      united = isThere ? withText(united, key, value) : withoutEntry(united, key);
    }
    node = withEntry(node, 'metadata', united);
  }
  if (behavior === 'merge') {
    for (const key of ['data', 'binaryData']) {
      check(get(old.node, key));
      const below = withFirstOfEach(withoutNulls(old.node, key), key);
      node = withoutEmpty(uniteUnder(node, below, key, old.file), key);
    }
  }
  const { previous, prefixes, suffixes } = old;
  const needsHash = resource.needsHash && old.needsHash;
  const generatedBy = behavior === 'merge' ? old.generatedBy : resource.generatedBy;
  const { file, origin } = behavior === 'merge' ? old : resource;
  const { varNames, transformations, hasGeneratorNote } = old;
  const kept = { previous, prefixes, suffixes, varNames, transformations, hasGeneratorNote };
  return withNode({ ...resource, ...kept, needsHash, generatedBy, file, origin }, node);
}

function withoutEmpty(mapping: Mapping, key: string): Mapping {
  const map = get(mapping, key);
  return map?.kind === 'mapping' && map.keys.length === 0 ? withoutEntry(mapping, key) : mapping;
}

/** Where keys are repeated, the last one counts in metadata. */
function withLastOfEach(node: Mapping, key: string): Mapping {
  return withDistinct(node, key, (keys, name) => keys.lastIndexOf(name));
}

/** The first one does in data. */
function withFirstOfEach(node: Mapping, key: string): Mapping {
  return withDistinct(node, key, (keys, name) => keys.indexOf(name));
}

function withDistinct(
  node: Mapping,
  key: string,
  place: (keys: readonly string[], name: string) => number,
): Mapping {
  const map = get(node, key);
  if (map?.kind !== 'mapping' || new Set(map.keys).size === map.keys.length) return node;
  const kept = map.keys.map((name, index) => place(map.keys, name) === index);
  const only = <Value>(values: readonly Value[]) => values.filter((_, index) => kept[index]);
  const { keys, keyStarts, values } = map;
  return withEntry(node, key, { ...map, keys: only(keys), keyStarts: only(keyStarts), values: only(values) });
}

function withoutEntry(mapping: Mapping, key: string): Mapping {
  const index = mapping.keys.indexOf(key);
  if (index < 0) return mapping;
  return {
    ...mapping,
    keys: mapping.keys.toSpliced(index, 1),
    keyStarts: mapping.keyStarts.toSpliced(index, 1),
    values: mapping.values.toSpliced(index, 1),
  };
}

/** The entries of both mappings at `key`; those of `over` win. */
function uniteUnder(over: Mapping, base: Mapping, key: string, file: SourceFile): Mapping {
  const below = get(base, key);
  if (below?.kind !== 'mapping') return over;
  const own = get(over, key);
  let united: Mapping = { ...below, values: below.values.map(value => asString(value, file)) };
  if (own?.kind === 'mapping') {
    for (const [index, name] of own.keys.entries())
      united = withEntry(united, name, own.values[index] ?? own);
  }
  return withEntry(over, key, united);
}

/** Data that says nothing is an empty string. */
function withoutNulls(node: Mapping, key: string): Mapping {
  const data = get(node, key);
  if (data?.kind !== 'mapping' || !data.values.some(isNullNode)) return node;
  const values = data.values.map(value =>
    isNullNode(value) ? ({ ...value, text: '', style: 'double', tag: undefined } as YamlNode) : value,
  );
  return withEntry(node, key, { ...data, values });
}

/** Kustomize takes the entries out as strings and puts them back as such. */
function asString(value: YamlNode, file: SourceFile): YamlNode {
  if (value.kind === 'scalar') return { ...unshared(value), ...stringStyle(value.text) };
  // Go's YAML node of a collection has an empty text.
  return { kind: 'scalar', text: '', style: 'double', tag: undefined, from: file, start: value.start };
}
