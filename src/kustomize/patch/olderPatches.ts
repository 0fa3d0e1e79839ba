import { builtinSchemas, type Schemas } from '../../schema/openapi.ts';
import { type BuildContext, report } from '../buildContext.ts';
import { field, type Item, items, type Kustomization, scalarField, textOf } from '../load/kustomization.ts';
import { loadFile } from '../load/loadFile.ts';
import type { Resource } from '../resource.ts';
import { withoutDuplicates } from '../resourceSet.ts';
import { nameOf, patchSelected, replaced, reportBothForms, reportUnparsable } from './applyPatches.ts';
import { findTarget } from './findTarget.ts';
import { applyJsonPatch } from './jsonPatch.ts';
import { inlinePatch, type PatchText, patchFile } from './patchText.ts';
import { readJsonPatch } from './readJsonPatch.ts';
import { jsonFlawIn, readStrategicPatches } from './readPatch.ts';
import { applyStrategicPatch, patchForSelected, type StrategicPatch } from './strategicPatch.ts';

const noOptions = { allowNameChange: false, allowKindChange: false };

/** `patchesStrategicMerge`: each item is a file, or the text of a patch where it can be read as one. */
export function applyPatchesStrategicMerge(
  context: BuildContext,
  kustomization: Kustomization,
  resources: readonly Resource[],
  schemas: Schemas = builtinSchemas,
): readonly Resource[] {
  const all = items(kustomization, 'patchesStrategicMerge');
  const [first] = all;
  if (first === undefined) return resources;
  let isBroken = false;
  const patches = all.flatMap(item => {
    const read = readItem(context, kustomization, item);
    isBroken ||= read === undefined;
    return (read ?? []).map(patch => ({ patch, item }));
  });
  if (patches.length === 0 && !isBroken) {
    report(context, 'patch.empty', {}, first.location);
    return resources;
  }
  let current = resources;
  for (const { patch, item } of patches) {
    const target = findTarget(context, current, patch);
    if (target === undefined) continue;
    const merged = applyStrategicPatch(context, target, patchForSelected(patch, target), noOptions, schemas);
    current = withoutDuplicates(context, replaced(current, target, merged), item.location);
  }
  return current;
}

function readItem(
  context: BuildContext,
  kustomization: Kustomization,
  item: Item,
): readonly StrategicPatch[] | undefined {
  const written = textOf(item.node);
  if (item.node.kind === 'scalar') {
    const inline = readStrategicPatches(inlinePatch(item.node, written, nameOf(item), item.location));
    if (inline.problems.length === 0) return inline.patches;
    // What spans several lines was meant as a patch and not as a path.
    if (written.includes('\n')) {
      reportUnparsable(context, { form: 'unparsable', problems: inline.problems }, item);
      return undefined;
    }
  }
  const entry = loadFile(context, kustomization, written, item.location);
  if (entry === undefined) return undefined;
  const { patches, problems } = readStrategicPatches(patchFile(entry.file, nameOf(item), item.location));
  if (problems.length === 0) return patches;
  reportUnparsable(context, { form: 'unparsable', problems }, item);
  return undefined;
}

/** `patchesJson6902`: JSON operations on what a target selects, which must have a name. */
export function applyPatchesJson6902(
  context: BuildContext,
  kustomization: Kustomization,
  resources: readonly Resource[],
): readonly Resource[] {
  return items(kustomization, 'patchesJson6902').reduce(
    (current, item) => applyJson6902Entry(context, kustomization, current, item),
    resources,
  );
}

function applyJson6902Entry(
  context: BuildContext,
  kustomization: Kustomization,
  resources: readonly Resource[],
  item: Item,
): readonly Resource[] {
  const target = field(item.node, 'target');
  if (target === undefined) {
    report(context, 'patch.json-without-target', {}, item.location);
    return resources;
  }
  if (textOf(field(target, 'name')) === '') {
    const location = { ...item.location, path: [...item.location.path, 'target'] };
    report(context, 'patch.no-target-name', {}, location);
    return resources;
  }
  const text = json6902Text(context, kustomization, item);
  if (text === undefined) return resources;
  const patch = readJsonPatch(text);
  if (patch === undefined || patch.operations.length === 0) {
    const isEmpty = patch !== undefined || text.file.text === '';
    const flaw = isEmpty ? undefined : jsonFlawIn(text);
    const code = isEmpty ? 'patch.empty' : flaw === undefined ? 'patch.unparsable' : 'patch.bad-json';
    report(context, code, {}, flaw?.location ?? text.locate(undefined, []), [item.location]);
    return resources;
  }
  return patchSelected(context, resources, target, item, resource =>
    applyJsonPatch(context, resource, patch),
  );
}

function json6902Text(
  context: BuildContext,
  kustomization: Kustomization,
  item: Item,
): PatchText | undefined {
  const at = (name: string) => ({ ...item.location, path: [...item.location.path, name] });
  const path = textOf(scalarField(item.node, 'path'));
  const scalar = scalarField(item.node, 'patch');
  const inline = textOf(scalar);
  if ((path === '') === (inline === '')) {
    if (path === '') report(context, 'patch.no-form', {}, item.location);
    else reportBothForms(context, item);
    return undefined;
  }
  if (scalar !== undefined && path === '') {
    return inlinePatch(scalar, inline, nameOf(item), at('patch'));
  }
  const entry = loadFile(context, kustomization, path, at('path'));
  return entry === undefined ? undefined : patchFile(entry.file, nameOf(item), at('path'));
}
