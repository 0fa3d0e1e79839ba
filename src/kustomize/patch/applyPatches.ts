import { builtinSchemas, type Schemas } from '../../schema/openapi.ts';
import type { PathLocation } from '../../yaml/location.ts';
import type { YamlNode } from '../../yaml/node.ts';
import { type BuildContext, report } from '../buildContext.ts';
import {
  field,
  type Item,
  items,
  type Kustomization,
  keyOf,
  scalarField,
  textOf,
} from '../load/kustomization.ts';
import { loadFile } from '../load/loadFile.ts';
import { isTrueText } from '../load/yamlBoolean.ts';
import { type Resource, rememberId } from '../resource.ts';
import { withoutDuplicates } from '../resourceSet.ts';
import { findTarget } from './findTarget.ts';
import { applyJsonPatch } from './jsonPatch.ts';
import { inlinePatch, type PatchText, patchFile, trimSpace } from './patchText.ts';
import { type ReadPatch, readPatch } from './readPatch.ts';
import { selectResources } from './selector.ts';
import {
  applyStrategicPatch,
  type PatchOptions,
  patchForSelected,
  patchWithOptions,
  type StrategicPatch,
} from './strategicPatch.ts';

/** `patches`: each entry merges objects or applies JSON operations, to what it selects or to what its objects name. */
export function applyPatches(
  context: BuildContext,
  kustomization: Kustomization,
  resources: readonly Resource[],
  schemas: Schemas = builtinSchemas,
): readonly Resource[] {
  return items(kustomization, 'patches').reduce(
    (current, item) => applyPatchEntry(context, kustomization, current, item, schemas),
    resources,
  );
}

/**
 * One entry of `patches`; reports what the official tool refuses and leaves resources that cannot be patched as they
 * are. Resources that the patch deletes are left out.
 */
function applyPatchEntry(
  context: BuildContext,
  kustomization: Kustomization,
  resources: readonly Resource[],
  item: Item,
  schemas: Schemas,
): readonly Resource[] {
  const text = entryText(context, kustomization, item);
  if (text === undefined) return resources;
  const read = readPatch(text);
  const target = field(item.node, 'target');
  if (read.form === 'unparsable') {
    reportUnparsable(context, read, item);
    return resources;
  }
  if (read.form === 'json') {
    if (read.patch.operations.length === 0) return resources;
    if (target === undefined) {
      report(context, 'patch.json-without-target', {}, item.location);
      return resources;
    }
    return patchSelected(context, resources, target, item, resource =>
      applyJsonPatch(context, rememberId(resource), read.patch),
    );
  }
  const options = optionsOf(item.node);
  const patches = read.patches.map(patch => patchWithOptions(patch, options));
  if (target === undefined) return patchNamed(context, resources, patches, options, schemas);
  const [patch] = patches;
  if (patch === undefined) return resources;
  if (patches.length > 1) {
    const location = { ...item.location, path: [...item.location.path, 'target'] };
    report(context, 'patch.several-targets', { count: patches.length }, location);
    return resources;
  }
  const patched = patchSelected(context, resources, target, item, resource =>
    applyStrategicPatch(context, resource, patchForSelected(patch, resource), options, schemas),
  );
  return patched === resources ? resources : withoutDuplicates(context, patched, item.location);
}

function entryText(context: BuildContext, kustomization: Kustomization, item: Item): PatchText | undefined {
  const at = (name: string) => ({ ...item.location, path: [...item.location.path, name] });
  const directive = nameOf(item);
  const path = textOf(scalarField(item.node, 'path'));
  const scalar = scalarField(item.node, 'patch');
  const inline = trimSpace(textOf(scalar));
  if (inline !== '' && path !== '') {
    reportBothForms(context, item);
    return undefined;
  }
  if (path !== '') {
    const entry = loadFile(context, kustomization, path, at('path'));
    return entry === undefined ? undefined : patchFile(entry.file, directive, at('path'));
  }
  if (scalar === undefined || inline === '') {
    // What is no mapping was reported as such.
    if (item.node.kind === 'mapping') report(context, 'patch.no-form', {}, item.location);
    return undefined;
  }
  return inlinePatch(scalar, inline, directive, at('patch'));
}

/** Reports an entry with `path` and `patch` at the key that stands second. */
export function reportBothForms(context: BuildContext, { node, location }: Item): void {
  if (node.kind !== 'mapping') return;
  const keys = ['path', 'patch'].map(name => keyOf(node, name) ?? name);
  const [first, second] = keys
    .toSorted((a, b) => node.keys.lastIndexOf(a) - node.keys.lastIndexOf(b))
    .map((key): PathLocation => ({ ...location, path: [...location.path, key], part: 'key' }));
  if (first !== undefined && second !== undefined) report(context, 'patch.both-forms', {}, second, [first]);
}

/** The path of an item as provenance names it: `patches[0]`. */
export function nameOf(item: Item): string {
  const [name, ...indices] = item.location.path;
  return `${name}${indices.map(step => (typeof step === 'number' ? `[${step}]` : `.${step}`)).join('')}`;
}

/** Reports that a text is no patch, at the place that is wrong in it. */
export function reportUnparsable(
  context: BuildContext,
  { problems }: Extract<ReadPatch, { form: 'unparsable' }>,
  item: Item,
): void {
  const [first] = problems;
  const code = first?.code === 'patch.bad-json' ? first.code : 'patch.unparsable';
  report(context, code, {}, first?.location ?? item.location, [item.location]);
}

function optionsOf(node: YamlNode): PatchOptions {
  const options = field(node, 'options');
  return {
    allowNameChange: isTrueText(textOf(field(options, 'allowNameChange'))),
    allowKindChange: isTrueText(textOf(field(options, 'allowKindChange'))),
  };
}

/** Applies objects to the resources that they name, one after the other; a name must fit exactly one resource. */
function patchNamed(
  context: BuildContext,
  resources: readonly Resource[],
  patches: readonly StrategicPatch[],
  options: PatchOptions,
  schemas: Schemas,
): readonly Resource[] {
  let current = resources;
  for (const patch of patches) {
    const target = findTarget(context, current, patch);
    if (target === undefined) continue;
    current = replaced(current, target, applyStrategicPatch(context, target, patch, options, schemas));
  }
  return current;
}

/** The list with one resource changed, or left out where there is none in its place. */
export function replaced(
  resources: readonly Resource[],
  old: Resource,
  by: Resource | undefined,
): readonly Resource[] {
  return resources.flatMap(resource => (resource !== old ? [resource] : by === undefined ? [] : [by]));
}

/** The resources with each one that the target selects changed; what comes out as `undefined` is left out. */
export function patchSelected(
  context: BuildContext,
  resources: readonly Resource[],
  target: YamlNode,
  item: Item,
  change: (resource: Resource) => Resource | undefined,
): readonly Resource[] {
  const location = { ...item.location, path: [...item.location.path, 'target'] };
  const selected = selectResources(context, target, location, resources);
  if (selected === undefined) return resources;
  const chosen = new Set(selected);
  const kept =
    selected.length === 0
      ? resources
      : resources.flatMap(resource => {
          const patched = chosen.has(resource) ? change(resource) : resource;
          return patched === undefined ? [] : [patched];
        });
  context.effects.push({
    kind: 'patch-target',
    location,
    node: item.node,
    selected: selected.length,
    changed: undefined,
    removed: resources.length - kept.length,
  });
  return kept;
}
