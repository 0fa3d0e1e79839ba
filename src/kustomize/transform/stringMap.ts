import type { PathLocation } from '../../yaml/location.ts';
import { get, isSetting, type Mapping, type SourceFile, withEntry, type YamlNode } from '../../yaml/node.ts';
import { type BuildContext, report } from '../buildContext.ts';
import { isNullNode } from '../load/kustomization.ts';
import { hasOwnAnnotations } from '../ownAnnotations.ts';
import { formatId, type Resource, withNode } from '../resource.ts';
import { handedOnKey, isUnreadKey } from '../unreadKey.ts';
import { type FieldSpec, specsFor, updateFields } from './fieldSpec.ts';
import { type Directive, setEntryString, setString } from './setScalar.ts';
import { changeShared, sharedKeyOf } from './sharedEntry.ts';

/** One entry that is put into mappings of resources. */
export interface MapEntry {
  readonly key: string;
  readonly value: string;
  readonly directive: Directive;
}

/** The entries of a mapping of strings in a kustomization, in the order of their keys. */
export function mapEntries(node: YamlNode | undefined, file: SourceFile, name: string): readonly MapEntry[] {
  if (node?.kind !== 'mapping') return [];
  const entries = new Map<string, MapEntry>();
  for (const index of node.keys.keys()) {
    const key = handedOnKey(node, index, file);
    const value = node.values[index];
    const text = value?.kind === 'scalar' && !isNullNode(value) ? value.text : '';
    entries.set(key, { key, value: text, directive: { name, file, start: value?.start ?? node.start } });
  }
  return [...entries.values()].sort((one, other) => (one.key < other.key ? -1 : 1));
}

/** Puts every entry into every mapping that the specs lead to: labels, selectors, annotations. */
export function addEntries(
  context: BuildContext,
  resources: readonly Resource[],
  entries: readonly MapEntry[],
  specs: readonly FieldSpec[],
  location: PathLocation,
): readonly Resource[] {
  if (entries.length === 0) return resources;
  const refuse = (entry: MapEntry) => {
    const { file, start } = entry.directive;
    report(context, 'resource.bad-key', { key: entry.key }, { uri: file.uri, start, end: start });
  };
  return resources.map(resource => {
    const mismatch = () => {
      const field = location.path.join('.');
      report(context, 'transformer.bad-field', { resource: formatId(resource.id), field }, location, [
        resource.location,
      ]);
    };
    const own = hasOwnAnnotations(context, resource);
    const concerned = specsFor(specs, resource.id).map(spec =>
      own && spec.path.join('/') === 'metadata/annotations' ? { ...spec, create: true } : spec,
    );
    const node = entries.reduce<Mapping>((current, entry) => {
      const shared = new Set<string>();
      const set = (target: YamlNode | undefined) => {
        const previous = get(target, entry.key);
        const key = previous?.kind === 'scalar' ? sharedKeyOf(previous) : undefined;
        if (key !== undefined) shared.add(key);
        if (previous === undefined && isUnreadKey(entry.key)) refuse(entry);
        return setEntry(target, entry, mismatch);
      };
      const updated = updateFields(current, concerned, { set, mismatch, leaf: 'mapping' });
      return [...shared].reduce((tree, key) => writeToAll(tree, key, entry), updated);
    }, resource.node);
    return withNode(resource, node);
  });
}

/** Gives the entry's value to the scalars of a key that have another one. */
function writeToAll(node: Mapping, key: string, { value, directive }: MapEntry): Mapping {
  const { name, file, start } = directive;
  return changeShared(node, key, scalar => {
    const { from } = scalar;
    const isWritten =
      isSetting(from) && from.directive === name && from.file === file && from.start === start;
    return isWritten ? scalar : setString(scalar, value, directive);
  }) as Mapping;
}

function setEntry(target: YamlNode | undefined, entry: MapEntry, mismatch: () => void): YamlNode {
  if (target?.kind !== 'mapping') {
    if (target !== undefined && isNullNode(target)) return target;
    mismatch();
    return target ?? setEntryString(undefined, entry.value, entry.directive);
  }
  const previous = get(target, entry.key);
  const scalar = previous?.kind === 'scalar' ? previous : undefined;
  return withEntry(target, entry.key, setEntryString(scalar, entry.value, entry.directive));
}
