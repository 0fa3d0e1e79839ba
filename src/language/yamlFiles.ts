import { posix } from 'node:path';
import { isSkipped } from './roots.ts';
import type { Workspace } from './workspace.ts';

/** More files than this are no sources that somebody wrote. */
const mostFiles = 20_000;
const deepest = 64;

/** The YAML files in the workspace's folders, nearest to the top first. Links to directories are not followed. */
export async function yamlFilesIn({
  folders,
  readDirectory,
}: Pick<Workspace, 'folders' | 'readDirectory'>): Promise<readonly string[]> {
  const files = new Set<string>();
  let level: readonly string[] = folders;
  for (let depth = 0; level.length > 0 && depth < deepest && files.size < mostFiles; depth += 1) {
    const next = new Set<string>();
    for (const directory of level) {
      for (const { name, kind, link } of await readDirectory(directory)) {
        const path = posix.join(directory, name);
        if (kind === 'file' && /\.ya?ml$/i.test(name)) files.add(path);
        else if (kind === 'directory' && !link && !isSkipped(name)) next.add(path);
      }
    }
    level = [...next];
  }
  return [...files];
}
