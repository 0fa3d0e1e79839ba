import { openCommit } from '../git/commitSnapshot.ts';
import type { LocalRepository } from '../git/localGit.ts';
import { type BuildResult, build } from '../kustomize/build.ts';
import { newBuildCache } from '../kustomize/buildCache.ts';
import type { BuildOptions } from '../kustomize/options.ts';
import { createDiskSnapshot } from './diskSnapshot.ts';
import { createFetchers } from './fetchers.ts';

/** What to render, as it was. */
export interface CommitBuild {
  readonly repository: LocalRepository;
  /** Its full id. */
  readonly commit: string;
  /** The directory of the kustomization (real path), whether or not the work tree still has it. */
  readonly directory: string;
  readonly options: BuildOptions;
  /** See {@link openCommit}. */
  readonly uriOf: (path: string) => string;
}

/**
 * Builds a kustomization as a commit has it, with every file of its repository read from that commit; the work tree is
 * neither read nor touched. What is remote is fetched as `options` allow. Rejects with a LocalGitFailure or the signal's reason.
 */
export async function renderCommit({
  repository,
  commit,
  directory,
  options,
  uriOf,
}: CommitBuild): Promise<BuildResult> {
  const { env, signal, top } = repository;
  const disk = createDiskSnapshot();
  const { entry, load } = await openCommit({ repository, commit, outside: disk, uriOf });
  const fetchers = createFetchers(env, top);
  const snapshot = { entry, remote: fetchers.remote, chart: fetchers.chart };
  const cache = newBuildCache();
  for (;;) {
    signal.throwIfAborted();
    const result = build(directory, snapshot, cache, options);
    const { needs } = result;
    if (needs.length === 0) return result;
    await disk.load(await load(needs.flatMap(need => (need.kind === 'entry' ? [need.path] : []))));
    await fetchers.load(needs, signal);
  }
}
