import type { BuildResult } from '../../../kustomize/build.ts';
import {
  field,
  type Item,
  items,
  type Kustomization,
  scalarField,
  textOf,
} from '../../../kustomize/load/kustomization.ts';
import { resolvePath } from '../../../kustomize/load/loadFile.ts';
import { nameOf } from '../../../kustomize/patch/applyPatches.ts';
import { inlinePatch, type PatchText, patchFile, trimSpace } from '../../../kustomize/patch/patchText.ts';
import { type ReadPatch, readPatch } from '../../../kustomize/patch/readPatch.ts';
import type { PathLocation } from '../../../yaml/location.ts';
import type { SourceFile, YamlNode } from '../../../yaml/node.ts';
import { onceFor } from '../graph/nodes.ts';

/** One patch of a kustomization, as it is written and as it is read. */
export interface PatchEntry {
  readonly kustomization: Kustomization;
  readonly item: Item;
  /** As provenance names it: `patches[2]`. */
  readonly directive: string;
  /** What the values that it sets are from: a file of its own, or the kustomization. */
  readonly file: SourceFile;
  /** `undefined` where its objects name what they are for. */
  readonly target: YamlNode | undefined;
  readonly read: ReadPatch;
}

const fields = ['patchesStrategicMerge', 'patches', 'patchesJson6902'] as const;

/** Every patch that took part in a build, kustomization by kustomization, in the order in which each applies them. */
export const patchEntriesOf: (result: BuildResult) => readonly PatchEntry[] = onceFor((result: BuildResult) =>
  result.kustomizations.flatMap(kustomization =>
    fields.flatMap(name => items(kustomization, name).flatMap(item => entryAt(kustomization, item, result))),
  ),
);

/** By the kustomization, which is the same object in the builds of all its overlays until someone edits it. */
const known = new WeakMap<Kustomization, Map<string, PatchEntry>>();

function entryAt(kustomization: Kustomization, item: Item, result: BuildResult): readonly PatchEntry[] {
  const directive = nameOf(item);
  const entries = known.get(kustomization) ?? new Map<string, PatchEntry>();
  known.set(kustomization, entries);
  const written = item.node.kind === 'scalar' ? textOf(item.node) : textOf(scalarField(item.node, 'path'));
  const found = written === '' ? undefined : result.reads.get(resolvePath(kustomization, written));
  const file = found?.kind === 'file' ? found.file : kustomization.file;
  const before = entries.get(directive);
  if (before?.file === file) return [before];
  const text = textOfEntry(kustomization, item, directive, file);
  if (text === undefined) return [];
  const read = readPatch(text);
  const entry = { kustomization, item, directive, file, target: field(item.node, 'target'), read };
  entries.set(directive, entry);
  return [entry];
}

/** The text of a patch that stands in `file`; `undefined` where there is none, as behind a URL. */
function textOfEntry(
  kustomization: Kustomization,
  item: Item,
  directive: string,
  file: SourceFile,
): PatchText | undefined {
  const isItem = item.node.kind === 'scalar';
  const at = (name: string) => (isItem ? item.location : childOf(item.location, name));
  if (file !== kustomization.file) return patchFile(file, directive, at('path'));
  const scalar = item.node.kind === 'scalar' ? item.node : scalarField(item.node, 'patch');
  const text = trimSpace(textOf(scalar));
  return scalar === undefined || text === '' ? undefined : inlinePatch(scalar, text, directive, at('patch'));
}

function childOf(location: PathLocation, key: string): PathLocation {
  return { ...location, path: [...location.path, key] };
}
