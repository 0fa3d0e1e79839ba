import { RE2JS, RE2JSException } from 're2js';
import type { PathLocation } from '../../yaml/location.ts';
import { get, isSetting, type Scalar, withEntry, type YamlNode } from '../../yaml/node.ts';
import { isTaggedNull } from '../../yaml/tagOf.ts';
import { type BuildContext, report } from '../buildContext.ts';
import { type Item, items, type Kustomization, scalarField, textOf } from '../load/kustomization.ts';
import { formatId, type Resource, withNode } from '../resource.ts';
import { type FieldSpec, mapItems, specsFor, updateField } from './fieldSpec.ts';
import { joinImage, splitImage } from './imageReference.ts';
import { type Directive, setScalar } from './setScalar.ts';

/** One entry of `images`. */
interface ImageChange {
  readonly matches: (image: string) => boolean;
  readonly newName: string;
  readonly newTag: string;
  readonly tagSuffix: string;
  readonly digest: string;
  readonly directive: Directive;
  /** The scalars that it fits, and those of them that it changed. */
  readonly fitting: Set<Scalar>;
  readonly written: Set<Scalar>;
}

/** `images` (and the older `imageTags`): new names, tags and digests, entry by entry, never inside a CRD. */
export function changeImages(
  context: BuildContext,
  kustomization: Kustomization,
  resources: readonly Resource[],
  specs: readonly FieldSpec[],
): readonly Resource[] {
  let changed = resources;
  for (const name of ['images', 'imageTags']) {
    for (const item of items(kustomization, name)) {
      const change = readChange(context, kustomization, item);
      if (change === undefined) continue;
      const before = changed;
      changed = before.map(resource => apply(context, resource, change, specs, item.location));
      const { fitting, written } = change;
      const { node, location } = item;
      const counts = { selected: fitting.size, changed: written.size };
      context.effects.push({ kind: 'image', location, node, ...counts, fitting, resources: before });
    }
  }
  return changed;
}

function readChange(
  context: BuildContext,
  kustomization: Kustomization,
  item: Item,
): ImageChange | undefined {
  const value = (name: string) => textOf(scalarField(item.node, name));
  const matches = imageMatcher(value('name'));
  if (matches === undefined) {
    const location = { ...item.location, path: [...item.location.path, 'name'] };
    report(context, 'image.bad-name', { name: value('name') }, location);
    return undefined;
  }
  const [field, index] = item.location.path;
  const decisive = ['newTag', 'digest', 'newName', 'tagSuffix'].find(name => value(name) !== '');
  return {
    matches,
    newName: value('newName'),
    newTag: value('newTag'),
    tagSuffix: value('tagSuffix'),
    digest: value('digest'),
    directive: {
      name: `${field}[${index}]${decisive === undefined ? '' : `.${decisive}`}`,
      file: kustomization.file,
      start:
        (decisive === undefined ? undefined : scalarField(item.node, decisive)?.start) ?? item.node.start,
    },
    fitting: new Set(),
    written: new Set(),
  };
}

/**
 * Decides whether an image has this name, with any tag and digest. The name is a regular expression of Go, as in
 * kustomize; `undefined` where it is a broken one, on which the official tool panics.
 */
function imageMatcher(name: string): ((image: string) => boolean) | undefined {
  const source = `^${name}(:[a-zA-Z0-9_.{}-]*)?(@sha256:[a-zA-Z0-9_.{}-]*)?$`;
  // What these characters mean is the same in both dialects, and the native one is faster.
  if (/^[\w./:@-]*$/.test(name)) {
    const native = new RegExp(source);
    return image => native.test(image);
  }
  try {
    const pattern = RE2JS.compile(source);
    return image => pattern.matcher(image).find();
  } catch (error) {
    if (error instanceof RE2JSException) return undefined;
    throw error;
  }
}

function apply(
  context: BuildContext,
  resource: Resource,
  change: ImageChange,
  specs: readonly FieldSpec[],
  location: PathLocation,
): Resource {
  if (resource.id.kind === 'CustomResourceDefinition') return resource;
  const mismatch = (path: string) =>
    report(context, 'image.not-a-string', { resource: formatId(resource.id), path }, location, [
      resource.location,
    ]);
  let node = walkContainers(resource.node, change, mismatch);
  for (const spec of specsFor(specs, resource.id)) {
    const field = spec.path.join('.').replaceAll('[]', '');
    node = updateField(node, spec.path, false, {
      set: value => setImage(value ?? node, change, () => mismatch(field)),
      mismatch: () => mismatch(field),
    });
  }
  return withNode(resource, node as Resource['node']);
}

/** Every `image` in a list named `containers` or `initContainers`, wherever it stands. */
function walkContainers(node: YamlNode, change: ImageChange, mismatch: (path: string) => void): YamlNode {
  if (node.kind === 'scalar') return node;
  if (node.kind === 'sequence') return mapItems(node, item => walkContainers(item, change, mismatch));
  let mapping = node;
  for (const [index, key] of node.keys.entries()) {
    const value = node.values[index];
    if (value === undefined || value.kind === 'scalar') continue;
    let updated = walkContainers(value, change, mismatch);
    if ((key === 'containers' || key === 'initContainers') && updated.kind === 'sequence') {
      updated = mapItems(updated, container => setContainerImage(container, change, () => mismatch(key)));
    }
    if (updated !== value) mapping = { ...mapping, values: mapping.values.with(index, updated) };
  }
  return mapping;
}

function setContainerImage(container: YamlNode, change: ImageChange, mismatch: () => void): YamlNode {
  if (container.kind !== 'mapping') {
    if (!isTaggedNull(container)) mismatch();
    return container;
  }
  const image = get(container, 'image');
  if (image === undefined) return container;
  const updated = setImage(image, change, mismatch);
  return updated === image ? container : withEntry(container, 'image', updated);
}

function setImage(node: YamlNode, change: ImageChange, mismatch: () => void): YamlNode {
  if (node.kind !== 'scalar') {
    mismatch();
    return node;
  }
  if (!change.matches(node.text)) return node;
  const changed = changedImage(node, change);
  // One that this entry wrote comes by a second time.
  if (!change.written.has(node)) change.fitting.add(node);
  if (changed !== node && changed.text !== node.text) change.written.add(changed);
  return changed;
}

/** A new tag or digest replaces both the tag and the digest that were there. */
function changedImage(node: Scalar, change: ImageChange): Scalar {
  const image = splitImage(node.text);
  const name = change.newName || image.name;
  let { tag, digest } = image;
  if (change.newTag !== '' || change.digest !== '') {
    tag = change.newTag;
    digest = change.digest;
  } else if (change.tagSuffix !== '') {
    tag += change.tagSuffix;
    digest = '';
  }
  const text = joinImage({ name, tag, digest });
  // Containers are found by two ways; the second one finds what this entry has already written.
  const { from } = node;
  if (text === node.text && isSetting(from) && from.directive === change.directive.name) return node;
  return setScalar(node, text, change.directive);
}
