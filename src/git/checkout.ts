import { type Environment, runGit } from './gitCommand.ts';
import { gitFailure } from './gitFailure.ts';
import { isFullCommit } from './resolveRef.ts';

/** A directory that a commit is laid out in. */
export interface Worktree {
  readonly directory: string;
  readonly env: Environment;
  readonly signal: AbortSignal;
  readonly timeoutMs: number;
  readonly isSubmodule?: boolean;
}

/**
 * Makes a repository of the worktree's directory and fetches one commit into it, no history. Gives the commit. `cwd` is
 * where git starts; rejects with a FetchFailure or what `runGit` rejects with.
 */
export async function fetchCommit(
  worktree: Worktree,
  cwd: string,
  repository: string,
  ref: string,
): Promise<string> {
  const { directory, timeoutMs } = worktree;
  const fetching = { repository, ref: ref === 'HEAD' ? '' : ref, timeoutMs };
  await local(worktree, cwd, ['init', '--quiet', '--template=', '--', directory]);
  const args = ['fetch', '--quiet', '--depth=1', '--no-tags', '--', repository, ref];
  const fetched = await runGit(args, { ...worktree, cwd: directory, config: 'user' });
  if (fetched.code === 0) return revision(worktree, 'FETCH_HEAD^{commit}');
  if (!isFullCommit(ref) || worktree.isSubmodule !== true) throw gitFailure(fetching, fetched.stderr);
  // A server need not give a commit by its name; as git's own submodule command does, everything is fetched then.
  const refs = ['+refs/heads/*:refs/remotes/origin/*', '+refs/tags/*:refs/tags/*'];
  const all = await runGit(['fetch', '--quiet', '--', repository, ...refs], {
    ...worktree,
    cwd: directory,
    config: 'user',
  });
  if (all.code !== 0) throw gitFailure(fetching, all.stderr);
  return ref;
}

/**
 * Lays the files of a commit out. No configuration of the user's counts here, so that no filter runs, whatever the
 * attributes in the repository ask for.
 */
export async function checkOut(worktree: Worktree, commit: string): Promise<void> {
  const args = ['checkout', '--quiet', '--detach', commit];
  await local(worktree, worktree.directory, args);
}

async function revision(worktree: Worktree, name: string): Promise<string> {
  const args = ['rev-parse', '--verify', '--quiet', name];
  return (await local(worktree, worktree.directory, args)).trim();
}

/** The output of a command that needs nothing but the worktree. */
export async function local(worktree: Worktree, cwd: string, args: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await runGit(args, { ...worktree, cwd, config: 'none' });
  if (code === 0) return stdout.toString();
  throw gitFailure({ repository: worktree.directory, ref: '', timeoutMs: worktree.timeoutMs }, stderr);
}
