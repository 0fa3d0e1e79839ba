import { rm } from 'node:fs/promises';
import type { RepositoryRequest } from '../kustomize/remote/request.ts';
import type { Remote } from '../kustomize/snapshot.ts';
import { type Cache, nameFor } from './cache.ts';
import { checkOut, fetchCommit, type Worktree } from './checkout.ts';
import { type Environment, runGit } from './gitCommand.ts';
import { gitFailure, programFailure } from './gitFailure.ts';
import { commitOf, isFullCommit } from './resolveRef.ts';
import { addSubmodules } from './submodules.ts';

/** What fetching is done with. */
export interface FetchTools {
  readonly cache: Cache;
  readonly env: Environment;
}

type Repository = Extract<Remote, { kind: 'repository' }>;

/** The tree of a commit that was fetched before; `undefined` where it was not, or where the ref may have moved since. */
export async function fetchedRepository(
  request: RepositoryRequest,
  { cache }: FetchTools,
): Promise<Repository | undefined> {
  if (!isFullCommit(request.ref)) return undefined;
  const root = treePath(cache, request, request.ref);
  return (await cache.has(root)) ? { kind: 'repository', root, commit: request.ref } : undefined;
}

/**
 * Fetches the commit that a request stands for now, unless its tree is there already, in which case the repository is
 * asked for no more than the name of the commit, and for a full one not at all. Rejects with a FetchFailure, or with
 * the signal's reason.
 */
export async function fetchRepository(
  request: RepositoryRequest,
  tools: FetchTools,
  signal: AbortSignal,
): Promise<Repository> {
  const { cache, env } = tools;
  const pinned = await fetchedRepository(request, tools);
  if (pinned !== undefined) return pinned;
  try {
    const known = await unchangedCommit(request, tools, signal);
    if (known !== undefined) return known;
    return await cache.withFolder(async folder => {
      const tree = `${folder}/tree`;
      const worktree: Worktree = { directory: tree, env, signal, timeoutMs: request.timeoutMs };
      const fetched = await fetchCommit(worktree, folder, request.repository, request.ref || 'HEAD');
      const commit = isFullCommit(request.ref) ? request.ref : fetched;
      const root = treePath(cache, request, commit);
      if (!(await cache.has(root))) {
        await checkOut(worktree, fetched);
        if (request.submodules) await addSubmodules(worktree, request.repository);
        await rm(`${tree}/.git`, { recursive: true, force: true });
        await cache.adopt(tree, root);
      }
      return { kind: 'repository', root, commit };
    });
  } catch (error) {
    throw programFailure(request, error);
  }
}

function treePath(cache: Cache, { repository, submodules }: RepositoryRequest, commit: string): string {
  return cache.path('git', nameFor(repository), submodules ? commit : `${commit}-without-submodules`);
}

/** Asks which commit a branch or tag is at; of use only where some commit of the repository is there. */
async function unchangedCommit(
  request: RepositoryRequest,
  { cache, env }: FetchTools,
  signal: AbortSignal,
): Promise<Repository | undefined> {
  const { repository, timeoutMs } = request;
  if (isFullCommit(request.ref) || !(await cache.has(cache.path('git', nameFor(repository)))))
    return undefined;
  const ref = request.ref || 'HEAD';
  const call = { cwd: cache.folder, env, signal, timeoutMs, config: 'user' } as const;
  const listed = await runGit(['ls-remote', '--quiet', '--', repository, ref, `${ref}^{}`], call);
  if (listed.code !== 0) throw gitFailure(request, listed.stderr);
  const commit = commitOf(ref, listed.stdout.toString());
  if (commit === undefined) return undefined;
  const root = treePath(cache, request, commit);
  return (await cache.has(root)) ? { kind: 'repository', root, commit } : undefined;
}
