import type { BuildResult } from '../../../kustomize/build.ts';
import {
  field,
  type Item,
  items,
  type Kustomization,
  textOf,
} from '../../../kustomize/load/kustomization.ts';
import { resolvePath } from '../../../kustomize/load/loadFile.ts';
import type { PathLocation } from '../../../yaml/location.ts';
import type { SourceFile } from '../../../yaml/node.ts';
import { parseDocument } from '../../../yaml/parse.ts';
import { itemPlaces } from '../fieldPlace.ts';

/** Replacements that stand in one file: in a kustomization, or in a file that it names. */
export interface ReplacementList {
  readonly file: SourceFile;
  /** Whether the file holds nothing else. */
  readonly isOwnFile: boolean;
  readonly items: readonly Item[];
}

/** The replacements of every kustomization of a build, file by file. The same file gives the same list. */
export function replacementListsOf({ kustomizations, reads }: BuildResult): readonly ReplacementList[] {
  return kustomizations.flatMap(kustomization => {
    const own = inKustomization(kustomization);
    const named = own.items.flatMap(({ node }) => {
      const path = textOf(field(node, 'path'));
      const entry = path === '' ? undefined : reads.get(resolvePath(kustomization, path));
      return entry?.kind === 'file' ? [inFile(entry.file)] : [];
    });
    return own.items.length === 0 ? [] : [own, ...named];
  });
}

const ofKustomization = new WeakMap<Kustomization, ReplacementList>();
const ofFile = new WeakMap<SourceFile, ReplacementList>();

function inKustomization(kustomization: Kustomization): ReplacementList {
  const list = ofKustomization.get(kustomization) ?? {
    file: kustomization.file,
    isOwnFile: false,
    items: items(kustomization, 'replacements'),
  };
  ofKustomization.set(kustomization, list);
  return list;
}

/** A file holds one replacement, or a list of them. */
function inFile(file: SourceFile): ReplacementList {
  let list = ofFile.get(file);
  if (list === undefined) {
    const { node } = parseDocument(file);
    const location: PathLocation = { uri: file.uri, document: 0, path: [], part: 'value' };
    const isOne = node?.kind === 'mapping';
    list = { file, isOwnFile: true, items: isOne ? [{ node, location }] : itemPlaces(node, location) };
    ofFile.set(file, list);
  }
  return list;
}
