import { posix } from 'node:path';
import { isKustomizationFile, isSkipped } from '../roots.ts';
import type { Workspace } from '../workspace.ts';
import type { PlacedDeployment } from './place.ts';

/** More files than these, or deeper ones, are not looked at below one directory. */
const mostFiles = 2000;
const deepest = 16;

/**
 * The YAML files that are deployed as they are, since their directory has no kustomization. Where one lies deeper, it
 * is built instead of what is around it. Rejects with the signal's reason when aborted.
 */
export async function manifestsBelow(
  placed: readonly PlacedDeployment[],
  workspace: Pick<Workspace, 'readDirectory'>,
  signal: AbortSignal,
): Promise<string[]> {
  const found = new Set<string>();
  const seen = new Set<string>();
  for (const { directory, found: what, plain } of placed) {
    if (what !== 'directory' || seen.has(directory)) continue;
    seen.add(directory);
    let level = [directory];
    for (let depth = 0; level.length > 0 && depth < deepest; depth += 1) {
      const next: string[] = [];
      for (const at of level) {
        signal.throwIfAborted();
        const entries = await workspace.readDirectory(at);
        if (depth > 0 && entries.some(({ name }) => isKustomizationFile(name))) continue;
        for (const { name, kind, link } of entries) {
          const path = posix.join(at, name);
          if (kind === 'file' && /\.ya?ml$/i.test(name)) found.add(path);
          else if (kind === 'directory' && plain === 'below' && !link && !isSkipped(name)) next.push(path);
        }
        if (found.size > mostFiles) return [...found].slice(0, mostFiles);
      }
      level = next;
    }
  }
  return [...found];
}
