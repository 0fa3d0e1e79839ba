import { parseResources } from '../kustomize/load/resourceFile.ts';
import type { Snapshot } from '../kustomize/snapshot.ts';
import { crdTypes } from '../schema/kubernetes/crdTypes.ts';
import type { ValueType } from '../schema/kubernetes/typeNotation.ts';
import type { SourceFile } from '../yaml/node.ts';

/** The kinds that CustomResourceDefinitions bring. */
export interface CustomTypes {
  /** The type of a kind; `undefined` where no definition is known. */
  typeOf(apiVersion: string, kind: string): ValueType | undefined;
}

type Kinds = ReadonlyMap<string, ValueType>;

const noKinds: Kinds = new Map();
const inFile = new WeakMap<SourceFile, Kinds>();

/** The kinds whose definitions stand in files that are read at `paths`; looked up when they are asked for. */
export function workspaceTypes(snapshot: Snapshot, paths: () => Iterable<string>): CustomTypes {
  return {
    typeOf(apiVersion, kind) {
      const wanted = `${apiVersion} ${kind}`;
      for (const path of paths()) {
        const entry = snapshot.entry(path);
        const found = entry?.kind === 'file' ? kindsIn(entry.file).get(wanted) : undefined;
        if (found !== undefined) return found;
      }
      return undefined;
    },
  };
}

/** The kinds that the definitions in a file bring. */
export function kindsIn(file: SourceFile): Kinds {
  const known = inFile.get(file) ?? readKinds(file);
  inFile.set(file, known);
  return known;
}

function readKinds(file: SourceFile): Kinds {
  if (!file.text.includes('CustomResourceDefinition')) return noKinds;
  const kinds = new Map<string, ValueType>();
  for (const { id, node } of parseResources(file).resources) {
    if (id.kind !== 'CustomResourceDefinition') continue;
    for (const [gvk, type] of crdTypes(node)) kinds.set(gvk, type);
  }
  return kinds;
}
