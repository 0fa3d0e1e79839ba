import { gatherDirectory } from './accumulate/accumulate.ts';
import type { BuildCache } from './buildCache.ts';
import { newContext } from './buildContext.ts';
import type { Resource } from './resource.ts';
import type { Need, Snapshot } from './snapshot.ts';

/** What a kustomization starts from, as far as it could be had. */
export interface StartingResources {
  /** `undefined` where the kustomization itself cannot be read. */
  readonly resources: readonly Resource[] | undefined;
  /** What the snapshot lacked: load it and ask again. */
  readonly needs: readonly Need[];
}

/**
 * The resources that the kustomization of a directory (real path) gathers and generates, before it changes anything
 * about them: what its patches, images and replicas may speak of. A pure function of the snapshot, like a build.
 */
export function startingResources(
  directory: string,
  snapshot: Snapshot,
  cache: BuildCache,
): StartingResources {
  const entry = snapshot.entry(directory);
  if (entry === undefined) return { resources: undefined, needs: [{ kind: 'entry', path: directory }] };
  if (entry.kind !== 'directory') return { resources: undefined, needs: [] };
  const context = newContext(snapshot, cache);
  const resources = gatherDirectory(context, entry.realpath, entry.names);
  return { resources, needs: context.needs };
}
