import { posix } from 'node:path';
import { type Environment, runGit } from './gitCommand.ts';
import { ProgramFailure } from './runProgram.ts';

/** What git has of some files: what is asked before they are applied. */
export interface WorkTreeState {
  /** Those of the files that differ from the last commit, untracked ones too; relative to the work tree. */
  readonly uncommitted: readonly string[];
  /** Empty where no branch is checked out. */
  readonly branch: string;
  /** The commit that is checked out; empty before the first. */
  readonly commit: string;
  /** Commits that no remote has; 0 where the repository has no remote to push to. */
  readonly unpushed: number;
}

const timeoutMs = 20_000;

/**
 * Asks git about files (absolute real paths, POSIX separators) of the repository that a directory lies in. `undefined`
 * where it lies in none or git is not there; rejects with the signal's reason.
 */
export async function workTreeState(
  directory: string,
  files: readonly string[],
  env: Environment,
  signal: AbortSignal,
): Promise<WorkTreeState | undefined> {
  const git = async (...args: string[]) => {
    // Whoever works in the repository meanwhile is not to find it locked.
    const quiet = { ...env, GIT_OPTIONAL_LOCKS: '0' };
    const call = { cwd: directory, env: quiet, signal, timeoutMs, config: 'user' } as const;
    const { code, stdout } = await runGit(args, call);
    return code === 0 ? stdout.toString('utf8') : undefined;
  };
  try {
    const top = (await git('rev-parse', '--show-toplevel'))?.trimEnd();
    if (top === undefined) return undefined;
    // Git runs here, so paths are the directory's own unless it is asked for more.
    const status = await git(
      'status',
      '--porcelain=v1',
      '-z',
      '--untracked-files=all',
      '--no-renames',
      '--',
      `${top}/`,
    );
    const changed = new Set((status ?? '').split('\0').map(entry => posix.join(top, entry.slice(3))));
    const branch = (await git('symbolic-ref', '--short', '-q', 'HEAD'))?.trim() ?? '';
    const commit = (await git('rev-parse', '--verify', '-q', 'HEAD'))?.trim() ?? '';
    const remotes = (await git('remote'))?.trim() ?? '';
    const ahead =
      remotes === '' || commit === '' ? '0' : await git('rev-list', '--count', 'HEAD', '--not', '--remotes');
    return {
      uncommitted: files.filter(file => changed.has(file)).map(file => posix.relative(top, file)),
      branch,
      commit,
      unpushed: Number(ahead ?? 0),
    };
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof ProgramFailure) return undefined;
    throw error;
  }
}
