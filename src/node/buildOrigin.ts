import { commitOfReads } from '../git/commitOfReads.ts';
import type { Environment } from '../git/gitCommand.ts';
import type { Entry } from '../kustomize/snapshot.ts';
import { workingTreeOf } from './gitRepository.ts';
import { realPath } from './realPath.ts';
import { type FoundIdentity, repositoryQuestions } from './repositoryIdentity.ts';
import { repositoryPath } from './repositoryPath.ts';

/** What a build on disk was made from, in the terms of its repository. */
export interface BuildOrigin {
  /** The directory below the repository's top; the last part of its path where it lies in none. */
  readonly root: string;
  /** `undefined` where it lies in no repository, or git could not say. */
  readonly commit: string | undefined;
  /** Whether any file that was read differs from that commit. */
  readonly dirty: boolean;
  /** `undefined` where it lies in no repository. */
  readonly repository: FoundIdentity | undefined;
}

/** What was built, and what git is run with. */
export interface BuiltFrom {
  /** The directory of the kustomization (absolute path, POSIX separators). */
  readonly directory: string;
  /** Every path that the build asked for, with what stood there. */
  readonly reads: ReadonlyMap<string, Entry>;
  readonly env: Environment;
  readonly signal: AbortSignal;
}

/** Says for the history of a set what a build was made from. Rejects with the signal's reason only. */
export async function buildOrigin(built: BuiltFrom): Promise<BuildOrigin> {
  const { reads, env, signal } = built;
  const directory = realPath(built.directory);
  const tree = workingTreeOf(`${directory}/.`);
  const [state, repository] = await Promise.all([
    tree && commitOfReads({ top: tree.top, env, signal }, reads),
    repositoryQuestions(directory, env, signal).identity(),
  ]);
  const root = repositoryPath(built.directory);
  return { root, commit: state?.commit, dirty: state?.dirty === true, repository };
}
