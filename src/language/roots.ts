import { posix } from 'node:path';
import { isMisnamed, kustomizationFileNames } from '../kustomize/load/kustomizationFile.ts';
import type { Workspace } from './workspace.ts';

/** Directories that hold no sources of this workspace. */
const skipped = new Set(['.git', '.hg', '.svn', 'node_modules']);
/** A deeper directory is not looked for kustomizations; nobody nests them so, loops of mounts do. */
const deepest = 64;
/** Directories read at the same time. */
const width = 16;

/** Whether a file of this path is a kustomization: by its name alone. */
export function isKustomizationFile(path: string): boolean {
  const base = posix.basename(path);
  return kustomizationFileNames.some(name => name === base);
}

/** The path of the kustomization file in a directory; `undefined` where the workspace knows of none. */
export function kustomizationIn(
  { snapshot }: Pick<Workspace, 'snapshot'>,
  directory: string,
): string | undefined {
  const entry = snapshot.entry(directory);
  const name = entry?.kind === 'directory' ? entry.names.find(isKustomizationFile) : undefined;
  return name === undefined ? undefined : posix.join(directory, name);
}

/** Whether there is something to say of a file by its name: a kustomization, or one whose name is meant so. */
export function isRootFile(path: string): boolean {
  return isKustomizationFile(path) || isMisnamed(posix.basename(path));
}

/** Whether a path leads through a directory that holds no sources of this workspace. */
export function isSkipped(path: string): boolean {
  return path.split('/').some(step => skipped.has(step));
}

/**
 * The directories in the workspace's folders that hold a kustomization file, or one that is meant so, nearest to the top first.
 * Symbolic links to directories are not followed. Rejects with the signal's reason when aborted.
 */
export async function findRoots(
  workspace: Pick<Workspace, 'folders' | 'readDirectory'>,
  signal: AbortSignal,
): Promise<string[]> {
  const roots: string[] = [];
  const seen = new Set<string>();
  let level = [...new Set(workspace.folders)];
  for (let depth = 0; level.length > 0 && depth < deepest; depth += 1) {
    const next: string[] = [];
    for (const directory of level) seen.add(directory);
    for (let start = 0; start < level.length; start += width) {
      signal.throwIfAborted();
      const batch = level.slice(start, start + width);
      const listings = await Promise.all(batch.map(directory => workspace.readDirectory(directory)));
      listings.forEach((entries, index) => {
        const directory = batch[index] ?? '';
        if (entries.some(entry => entry.kind === 'file' && isRootFile(entry.name))) roots.push(directory);
        for (const entry of entries) {
          if (entry.kind !== 'directory' || entry.link || skipped.has(entry.name)) continue;
          const below = posix.join(directory, entry.name);
          // One folder may lie within another.
          if (!seen.has(below)) next.push(below);
        }
      });
    }
    level = next;
  }
  return roots;
}
