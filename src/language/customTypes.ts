import { parseResources } from '../kustomize/load/resourceFile.ts';
import type { Snapshot } from '../kustomize/snapshot.ts';
import { crdTypes } from '../schema/kubernetes/crdTypes.ts';
import type { ValueType } from '../schema/kubernetes/typeNotation.ts';
import type { SourceFile, YamlNode } from '../yaml/node.ts';

/** Gives the type of a kind that Kubernetes does not have; `undefined` where nobody knows it for certain. */
export type TypeOfKind = (apiVersion: string, kind: string) => ValueType | undefined;

/** The CustomResourceDefinitions that builds read, over all roots of a workspace. */
export interface CustomTypes {
  /** Notes those in the files that a build read. */
  note(files: Iterable<SourceFile>): void;
  /** The type of a kind, unless several files define it differently: nobody knows which of them will be there. */
  readonly typeOf: TypeOfKind;
  /** The keys of the kinds whose definition is another one since the last call; see {@link kindKey}. */
  takeChanged(): readonly string[];
}

/** What a root that has objects of a kind is said to have looked at, beside paths. */
export function kindKey(apiVersion: string, kind: string): string {
  return `kind:${apiVersion} ${kind}`;
}

/** Whether what a root looked at is no path, but a kind. */
export function isKindKey(key: string): boolean {
  return key.startsWith('kind:');
}

interface Definition {
  readonly type: ValueType;
  readonly schema: YamlNode;
}

type Kinds = ReadonlyMap<string, Definition>;

const noKinds: Kinds = new Map();
const inFile = new WeakMap<SourceFile, Kinds>();

/** No definition yet; what files of `snapshot` define counts as long as they are what they were. */
export function createCustomTypes(snapshot: Snapshot): CustomTypes {
  const files = new Map<string, Map<string, SourceFile>>();
  const changed = new Set<string>();

  return {
    note(read) {
      for (const file of read) {
        for (const key of kindsIn(file).keys()) {
          const defining = files.get(key) ?? new Map<string, SourceFile>();
          if (defining.get(file.path) === file) continue;
          files.set(key, defining.set(file.path, file));
          changed.add(key);
        }
      }
    },
    typeOf(apiVersion, kind) {
      const key = kindKey(apiVersion, kind);
      let found: Definition | undefined;
      for (const [path, file] of files.get(key) ?? []) {
        const entry = snapshot.entry(path);
        const definition = entry?.kind === 'file' && entry.file === file ? kindsIn(file).get(key) : undefined;
        if (definition === undefined) continue;
        if (found !== undefined && !isSame(found.schema, definition.schema)) return undefined;
        found = definition;
      }
      return found?.type;
    },
    takeChanged() {
      const keys = [...changed];
      changed.clear();
      return keys;
    },
  };
}

function kindsIn(file: SourceFile): Kinds {
  const known = inFile.get(file) ?? readKinds(file);
  inFile.set(file, known);
  return known;
}

function readKinds(file: SourceFile): Kinds {
  if (!file.text.includes('CustomResourceDefinition')) return noKinds;
  const kinds = new Map<string, Definition>();
  for (const { id, node } of parseResources(file).resources) {
    if (id.kind !== 'CustomResourceDefinition') continue;
    for (const [gvk, type] of crdTypes(node)) kinds.set(`kind:${gvk}`, { type, schema: node });
  }
  return kinds;
}

/** Whether two nodes say the same, wherever they stand. */
function isSame(one: YamlNode, other: YamlNode): boolean {
  if (one === other) return true;
  if (one.kind === 'scalar') return other.kind === 'scalar' && one.text === other.text;
  if (one.kind === 'sequence') {
    return other.kind === 'sequence' && isSameList(one.items, other.items);
  }
  return (
    other.kind === 'mapping' &&
    one.keys.length === other.keys.length &&
    one.keys.every((key, index) => key === other.keys[index]) &&
    isSameList(one.values, other.values)
  );
}

function isSameList(one: readonly YamlNode[], other: readonly YamlNode[]): boolean {
  return (
    one.length === other.length &&
    one.every((node, index) => {
      const beside = other[index];
      return beside !== undefined && isSame(node, beside);
    })
  );
}
