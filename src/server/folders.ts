import { isWithin } from '../kustomize/load/paths.ts';
import { pathOf, uriOf } from '../node/fileUri.ts';
import { realPath } from '../node/realPath.ts';

/** The folders that the client has open; two of them may be one by links, and one may lie in another. */
export interface Folders {
  /** Their real paths, each once. */
  readonly paths: readonly string[];
  /** Adds and removes folders, by URI; gives the real paths of those that came. */
  change(added: readonly string[], removed: readonly string[]): readonly string[];
  /** The real path of the innermost folder that holds a real path. */
  innermost(path: string): string | undefined;
  /** The URI under which the client has a real path, by the innermost folder that holds it. */
  clientUri(path: string): string | undefined;
}

/** No folders yet. */
export function createFolders(): Folders {
  let folders: readonly { readonly path: string; readonly real: string }[] = [];
  const holding = (path: string) =>
    folders.filter(({ real }) => isWithin(path, real)).toSorted((a, b) => b.real.length - a.real.length)[0];
  return {
    get paths() {
      return [...new Set(folders.map(folder => folder.real))];
    },
    change(added, removed) {
      // By what the client calls them: a folder that is deleted has no real path any more.
      const left = new Set(removed.map(pathOf));
      const came = added.map(pathOf).filter(path => path !== undefined);
      const kept = folders.filter(folder => !left.has(folder.path) && !came.includes(folder.path));
      const fresh = came.map(path => ({ path, real: realPath(path) }));
      folders = [...kept, ...fresh];
      return fresh.map(folder => folder.real);
    },
    innermost: path => holding(path)?.real,
    clientUri(path) {
      const folder = holding(path);
      return folder && uriOf(`${folder.path}${path.slice(folder.real.length)}`);
    },
  };
}
