import { builtinSchemas, type Schemas } from '../../schema/openapi.ts';
import { get, isSetting, type Mapping, type Scalar, textAt, type YamlNode } from '../../yaml/node.ts';
import { stringStyle } from '../../yaml/stringStyle.ts';
import { type BuildContext, report } from '../buildContext.ts';
import { isNullNode } from '../load/kustomization.ts';
import type { KustomizeProblem } from '../problems.ts';
import { apiVersionOf, formatId, idOf, nonNullAt, type Resource, rememberId, withNode } from '../resource.ts';
import { withFirst, withText } from '../transform/putBack.ts';
import { changeShared, sharedKeyOf, unshared } from '../transform/sharedEntry.ts';
import { type Merge, type MergeFailure, mergePatch } from './merge.ts';
import type { PatchText } from './patchText.ts';

/** One object of a strategic merge patch. */
export interface StrategicPatch {
  readonly text: PatchText;
  /** As it was read, for places in its text. */
  readonly source: Mapping;
  /** The same with every scalar set by the patch. */
  readonly node: Mapping;
  readonly document: number;
  /** Repeated and non-string keys: they end the build where they get into an object. */
  readonly keyProblems: readonly KustomizeProblem[];
}

/** What a patch may change beside the content. */
export interface PatchOptions {
  readonly allowNameChange: boolean;
  readonly allowKindChange: boolean;
}

/** A tree whose scalars say that the patch set them. */
export function stamp<Node extends YamlNode>(node: Node, text: PatchText): Node {
  return stamped(node, text) as Node;
}

function stamped(node: YamlNode, text: PatchText): YamlNode {
  if (node.kind === 'scalar') return { ...node, from: text.setting(node.start), start: -1 };
  if (node.kind === 'sequence')
    return { ...node, items: node.items.map(item => stamped(item, text)), start: -1 };
  const values = node.values.map(value => stamped(value, text));
  return { ...node, keyStarts: node.keyStarts.map(() => -1), values, start: -1 };
}

/**
 * Merges a patch into a resource: kind, name and namespace stay what they were unless the options allow a change.
 * `undefined` where the patch deletes the resource; the same resource where the patch cannot be merged, which is
 * reported.
 */
export function applyStrategicPatch(
  context: BuildContext,
  resource: Resource,
  patch: StrategicPatch,
  options: PatchOptions,
  schemas: Schemas = builtinSchemas,
): Resource | undefined {
  const merge: Merge = { schemas, setting: patch.text.setting(patch.source.start), failure: undefined };
  const merged = mergePatch(merge, resource.node, patch.node);
  if (merge.failure !== undefined) {
    reportFailure(context, resource, patch, merge.failure);
    return resource;
  }
  if (merged === undefined || merged.keys.length === 0) return undefined;
  reportKeys(context, merged, patch);
  const remembered = options.allowNameChange || options.allowKindChange ? rememberId(resource) : resource;
  const shared = changeSharers(merged);
  const patched = withNode(remembered, restoreIdentity(shared, resource.node, options));
  return dropsAnnotations(patch.node) ? forgetful(patched) : patched;
}

/** Lets what the patch wrote over one of several scalars that are one node to the official tool reach the others. */
function changeSharers(merged: Mapping): Mapping {
  let node: YamlNode = merged;
  const visit = (part: YamlNode): void => {
    if (part.kind === 'mapping') for (const value of part.values) visit(value);
    else if (part.kind === 'sequence') for (const item of part.items) visit(item);
    else if (isSetting(part.from) && part.from.previous !== undefined) {
      const { from } = part;
      const key = from.directive.startsWith('patches') ? sharedKeyOf(part.from.previous) : undefined;
      if (key === undefined) return;
      node = changeShared(node, key, previous => ({ ...part, from: { ...from, previous } }));
    }
  };
  visit(merged);
  return node as Mapping;
}

/** Whether the patch takes all annotations out, also those in which the official tool keeps its notes. */
function dropsAnnotations(patch: Mapping): boolean {
  const metadata = get(patch, 'metadata');
  return [metadata, get(metadata, 'annotations')].some(map => {
    if (map === undefined) return false;
    return isNullNode(map) || /^(?:delete|replace)$/.test(textAt(map, '$patch') ?? '');
  });
}

function forgetful(resource: Resource): Resource {
  const nothing = { previous: [], prefixes: [], suffixes: [], needsHash: false, fromChart: false };
  return { ...resource, ...nothing, hasGeneratorNote: false };
}

function reportFailure(
  context: BuildContext,
  resource: Resource,
  { text, source, document }: StrategicPatch,
  failure: MergeFailure,
): void {
  const location = text.locate(source, failure.path, document);
  const id = formatId(resource.id);
  const path = failure.path.join('.');
  const related = [resource.location];
  if (failure.kind === 'kinds') {
    const { expected, found } = failure;
    report(context, 'patch.kind-mismatch', { resource: id, path, expected, found }, location, related);
  } else if (failure.kind === 'directive') {
    const at = text.locate(source, [...failure.path, '$patch'], document);
    report(context, 'patch.unknown-directive', { directive: failure.directive }, at);
  } else report(context, 'patch.bad-list', { resource: id, path }, location, related);
}

function reportKeys(context: BuildContext, merged: Mapping, patch: StrategicPatch): void {
  if (patch.keyProblems.length === 0) return;
  const repeats = hasRepeatedKey(merged);
  for (const problem of patch.keyProblems) {
    if (problem.code === 'yaml.duplicate-key' && !repeats) continue;
    context.problems.push({ ...problem, severity: 'error' });
  }
}

function hasRepeatedKey(node: YamlNode): boolean {
  if (node.kind === 'scalar') return false;
  if (node.kind === 'sequence') return node.items.some(hasRepeatedKey);
  return new Set(node.keys).size < node.keys.length || node.values.some(hasRepeatedKey);
}

function restoreIdentity(merged: Mapping, old: Mapping, options: PatchOptions): Mapping {
  let node = merged;
  const kind = get(old, 'kind');
  if (!options.allowKindChange && kind !== undefined) node = withText(node, 'kind', kind);
  const oldMetadata = get(old, 'metadata');
  let metadata: Mapping = { kind: 'mapping', keys: [], keyStarts: [], values: [], start: -1 };
  const found = get(node, 'metadata');
  if (found?.kind === 'mapping') metadata = found;
  const before = metadata;
  const name = get(oldMetadata, 'name');
  if (!options.allowNameChange) {
    // Where an earlier patch took the name away, this one cannot give it back.
    const given = get(metadata, 'name');
    if (name !== undefined && !isNullNode(name)) metadata = withText(metadata, 'name', name);
    else if (given?.kind === 'scalar') metadata = withText(metadata, 'name', { ...given, text: '' });
  }
  const namespace = get(oldMetadata, 'namespace');
  metadata =
    namespace?.kind === 'scalar' && namespace.text !== ''
      ? withText(metadata, 'namespace', namespace)
      : withoutFirst(metadata, 'namespace');
  return metadata === before ? node : withFirst(node, 'metadata', metadata);
}

function withoutFirst(mapping: Mapping, key: string): Mapping {
  const index = mapping.keys.indexOf(key);
  if (index < 0) return mapping;
  return {
    ...mapping,
    keys: mapping.keys.toSpliced(index, 1),
    keyStarts: mapping.keyStarts.toSpliced(index, 1),
    values: mapping.values.toSpliced(index, 1),
  };
}

/**
 * The patch as it is merged into resources that were selected: with their apiVersion, and its labels and annotations
 * made into strings, so that a null there does not delete but sets `null`.
 */
export function patchForSelected(patch: StrategicPatch, resource: Resource): StrategicPatch {
  let { node } = patch;
  const apiVersion = get(node, 'apiVersion');
  const wanted = apiVersionOf(resource.id);
  if (apiVersion?.kind !== 'scalar' || apiVersion.text !== wanted) {
    node = withFirst(node, 'apiVersion', {
      ...stringNode(wanted),
      ...(apiVersion?.kind === 'scalar' ? { style: apiVersion.style } : undefined),
      tag: '',
      from: patch.text.setting(patch.source.start),
    });
  }
  const metadata = get(node, 'metadata');
  if (metadata?.kind === 'mapping') node = withFirst(node, 'metadata', withBareText(metadata, 'name'));
  node = withBareText(node, 'kind');
  return { ...patch, node: withStringMaps(withoutEmptyNamespace(node), ['labels', 'annotations']) };
}

/** Kind and name are set anew in the copy, without a tag: what they are is read from text and style where they end up. */
function withBareText(mapping: Mapping, key: string): Mapping {
  const value = get(mapping, key);
  return value?.kind === 'scalar' ? withFirst(mapping, key, { ...value, tag: '' }) : mapping;
}

/** A namespace that says nothing is taken out as the patch is copied. */
function withoutEmptyNamespace(node: Mapping): Mapping {
  const metadata = get(node, 'metadata');
  if (metadata?.kind !== 'mapping' || nonNullAt(metadata, 'namespace') !== '') return node;
  const without = withoutFirst(metadata, 'namespace');
  return without === metadata ? node : withFirst(node, 'metadata', without);
}

/** The patch as `options` leave it: its annotations are strings then. */
export function patchWithOptions(patch: StrategicPatch, options: PatchOptions): StrategicPatch {
  if (!options.allowNameChange && !options.allowKindChange) return patch;
  return { ...patch, node: withStringMaps(patch.node, ['annotations']) };
}

/** Values of the named maps in the metadata become strings, and empty maps go, as `SetLabels` of kyaml leaves them. */
function withStringMaps(node: Mapping, names: readonly string[]): Mapping {
  const metadata = get(node, 'metadata');
  if (metadata?.kind !== 'mapping') return node;
  let changed: Mapping = metadata;
  for (const name of names) {
    const map = get(changed, name);
    if (map === undefined) continue;
    if (map.kind !== 'mapping' || map.keys.length === 0) changed = withoutFirst(changed, name);
    else changed = withFirst(changed, name, stringMap(map));
  }
  return changed === metadata ? node : withFirst(node, 'metadata', changed);
}

/** The mapping with strings for values; what is no scalar becomes empty, and the last of equal keys counts. */
export function stringMap(map: Mapping): Mapping {
  const keys = [...new Set(map.keys)];
  const values = keys.map(key => {
    const value = get(map, key);
    return value?.kind === 'scalar' ? { ...unshared(value), ...stringStyle(value.text) } : stringNode('');
  });
  return { ...map, keys, keyStarts: keys.map(() => -1), values };
}

function stringNode(text: string): Omit<Scalar, 'from'> & { from: Scalar['from'] } {
  const nowhere = { uri: '', path: '', text: '' };
  return { kind: 'scalar', ...stringStyle(text), from: nowhere, start: -1 };
}

/** The id that a patch looks for. */
export function patchId(patch: StrategicPatch): Resource['id'] {
  return idOf(patch.node);
}
