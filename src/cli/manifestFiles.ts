import { posix, resolve } from 'node:path';
import type { BuildResult } from '../kustomize/build.ts';
import { readingNothing } from '../kustomize/emptyBuild.ts';
import { kustomizationFileNames } from '../kustomize/load/kustomizationFile.ts';
import { readManifests } from '../kustomize/plainManifests.ts';
import type { Entry, Snapshot } from '../kustomize/snapshot.ts';
import { createBlockingSnapshot } from '../node/blockingSnapshot.ts';
import { type CommandIo, UsageError } from './command.ts';

/** The flags that name manifests which no kustomization does. */
export const manifestFlags = {
  filename: { type: 'string', short: 'f', multiple: true },
  recursive: { type: 'boolean', short: 'R', default: false },
} as const;

/**
 * Reads the files that `-f` names, and of directories those that hold manifests by their ending, as kubectl does; a
 * kustomization among them is none. Shaped like a build, of which it has resources, problems and what was read.
 */
export function readManifestFiles(
  paths: readonly string[],
  { isRecursive }: { readonly isRecursive: boolean },
  { cwd }: CommandIo,
): BuildResult {
  const disk = createBlockingSnapshot();
  const reads = new Map<string, Entry>();
  for (const path of paths) {
    const absolute = resolve(cwd, path).replaceAll('\\', '/');
    for (const file of filesAt(disk, absolute, isRecursive)) {
      const entry = disk.entry(file);
      if (entry?.kind !== 'file') throw new UsageError(`${path} cannot be read`);
      reads.set(file, entry);
    }
  }
  const files = [...reads.values()].flatMap(entry => (entry.kind === 'file' ? [entry.file] : []));
  return { ...readingNothing, ...readManifests(files), reads };
}

function filesAt(disk: Snapshot, path: string, isRecursive: boolean, depth = 0): string[] {
  const entry = disk.entry(path);
  if (entry?.kind === 'file') return [path];
  if (entry?.kind !== 'directory') throw new UsageError(`${path} is neither a file nor a directory`);
  // Links may lead in circles.
  if (depth > 64) throw new UsageError(`${path} lies too deep`);
  return entry.names.flatMap(name => {
    const inside = posix.join(path, name);
    if (disk.entry(inside)?.kind === 'directory') {
      return isRecursive ? filesAt(disk, inside, isRecursive, depth + 1) : [];
    }
    return /\.(?:ya?ml|json)$/.test(name) && !kustomizationFileNames.some(each => each === name)
      ? [inside]
      : [];
  });
}
