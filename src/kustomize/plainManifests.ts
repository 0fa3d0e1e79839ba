import type { SourceFile } from '../yaml/node.ts';
import { parseResources } from './load/resourceFile.ts';
import type { KustomizeProblem } from './problems.ts';
import type { Resource } from './resource.ts';

/** Objects that no kustomization names. */
export interface PlainManifests {
  /** In the order of the files, and in each file as they stand there. */
  readonly resources: readonly Resource[];
  readonly problems: readonly KustomizeProblem[];
}

/**
 * Reads files of Kubernetes objects as they are: several documents a file, lists replaced by their items. An object may
 * have `generateName` instead of a name, which kustomize does not allow.
 */
export function readManifests(files: readonly SourceFile[]): PlainManifests {
  const read = files.map(file => parseResources(file, { allowsGenerateName: true }));
  return {
    resources: read.flatMap(({ resources }) => resources),
    problems: read.flatMap(({ problems }) => problems),
  };
}
