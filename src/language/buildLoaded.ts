import { type BuildResult, build } from '../kustomize/build.ts';
import type { BuildCache } from '../kustomize/buildCache.ts';
import type { BuildOptions } from '../kustomize/options.ts';
import type { Need, Snapshot } from '../kustomize/snapshot.ts';
import type { Workspace } from './workspace.ts';

/** What a build goes on besides the workspace. */
export interface LoadedBuild {
  readonly cache: BuildCache;
  readonly options: BuildOptions;
  readonly signal: AbortSignal;
}

/**
 * Builds a root, loading what it lacks until nothing more comes to light; what is still being fetched then is left out.
 * Rejects only with the signal's reason.
 */
export async function buildLoaded(
  workspace: Workspace,
  root: string,
  { cache, options, signal }: LoadedBuild,
): Promise<BuildResult> {
  const { snapshot } = workspace;
  for (;;) {
    signal.throwIfAborted();
    const result = build(root, snapshot, cache, options);
    if (result.needs.length === 0) return result;
    await workspace.load(result.needs, signal);
    if (!result.needs.some(need => isKnown(need, snapshot))) return result;
  }
}

function isKnown(need: Need, snapshot: Snapshot): boolean {
  if (need.kind === 'entry') return snapshot.entry(need.path) !== undefined;
  const answer = need.kind === 'remote' ? snapshot.remote?.(need.request) : snapshot.chart?.(need.request);
  return answer !== undefined;
}
