import { LocalGitFailure, type LocalRepository, readLocal } from '../git/localGit.ts';
import { remotePlace } from '../git/remotePlace.ts';
import { createRepositories } from './gitRepository.ts';
import { realPath } from './realPath.ts';

/** By what a repository is known in all its clones. */
export interface FoundIdentity {
  /** `github.com/acme/shop`; what the branches came from first. */
  readonly remotes: readonly string[];
  /** The commit that its history begins with; `undefined` where git is not there or has not all of it. */
  readonly root: string | undefined;
}

/** What can be asked about the repository that a directory lies in. */
export interface RepositoryQuestions {
  /** `undefined` where it lies in none, or in one that nothing is known of. Rejects with the signal's reason. */
  identity(): Promise<FoundIdentity | undefined>;
  /** Whether it has a commit (full id). Rejects with the signal's reason. */
  has(commit: string): Promise<boolean>;
}

/** Asks about the repository of a directory (absolute path, POSIX separators). */
export function repositoryQuestions(
  directory: string,
  env: LocalRepository['env'],
  signal: AbortSignal,
): RepositoryQuestions {
  const repository = createRepositories()(`${realPath(directory)}/.`);
  const git = async (...args: string[]): Promise<string | undefined> => {
    if (repository === undefined) return undefined;
    try {
      const output = await readLocal({ top: repository.top, env, signal }, args);
      return output.toString('latin1').trim();
    } catch (error) {
      if (error instanceof LocalGitFailure) return undefined;
      throw error;
    }
  };
  return {
    async identity() {
      if (repository === undefined) return undefined;
      const remotes = repository.remotes.flatMap(url => remotePlace(url) ?? []);
      const isShallow = await git('rev-parse', '--is-shallow-repository');
      // What was merged in from another repository has a beginning of its own, which is not this one's.
      const first = ['rev-list', '--first-parent', '--max-parents=0', 'HEAD', '--'];
      const root = isShallow === 'false' ? await git(...first) : undefined;
      if (remotes.length === 0 && !root) return undefined;
      return { remotes: [...new Set(remotes)], root: root || undefined };
    },
    has: async commit => (await git('cat-file', '-e', `${commit}^{commit}`)) !== undefined,
  };
}
