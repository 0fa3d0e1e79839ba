import { posix } from 'node:path';
import { LocalGitFailure, type LocalRepository, readLocal } from './localGit.ts';

/** One commit, in the words of who made it. */
export interface CommitSummary {
  readonly commit: string;
  readonly subject: string;
  readonly author: string;
  /** RFC 3339. */
  readonly time: string;
}

/** How what is deployed stands to what is checked out, as far as some files go. */
export interface CommitDistance {
  /** Commits that changed the files since, newest first. */
  readonly behind: readonly CommitSummary[];
  /** Commits that changed the files and are deployed, but not part of what is checked out. */
  readonly ahead: readonly CommitSummary[];
}

/** More paths than this go by their directories: the arguments of a program have an end. */
const mostPaths = 400;

/**
 * The commits between the one that is deployed (full id) and the one that is checked out that changed any of the files
 * (absolute paths). `undefined` where the repository does not have the commit. Rejects with a LocalGitFailure.
 */
export async function commitDistance(
  repository: LocalRepository,
  deployed: string,
  files: readonly string[],
): Promise<CommitDistance | undefined> {
  const paths = pathspecs(repository.top, files);
  try {
    const [behind, ahead] = await Promise.all([
      log(repository, `${deployed}..HEAD`, paths),
      log(repository, `HEAD..${deployed}`, paths),
    ]);
    return { behind, ahead };
  } catch (error) {
    if (error instanceof LocalGitFailure && error.problem === 'no-commit') return undefined;
    throw error;
  }
}

/** What commits (full ids) say of themselves; those that the repository lacks are left out. */
export async function describeCommits(
  repository: LocalRepository,
  commits: readonly string[],
): Promise<ReadonlyMap<string, CommitSummary>> {
  const found = await Promise.all(
    [...new Set(commits)].map(commit =>
      log(repository, commit, [], ['--max-count=1']).catch(error => {
        if (error instanceof LocalGitFailure) return [];
        throw error;
      }),
    ),
  );
  return new Map(found.flat().map(summary => [summary.commit, summary]));
}

async function log(
  repository: LocalRepository,
  range: string,
  paths: readonly string[],
  limits: readonly string[] = [],
): Promise<CommitSummary[]> {
  const args = ['log', '--no-show-signature', '--no-color', '--format=%H%x00%s%x00%an%x00%aI', ...limits];
  const output = await readLocal(repository, [...args, range, '--', ...paths]);
  return output
    .toString('utf8')
    .split('\n')
    .filter(line => line !== '')
    .map(line => {
      const [commit = '', subject = '', author = '', time = ''] = line.split('\0');
      return { commit, subject, author, time };
    });
}

function pathspecs(top: string, files: readonly string[]): readonly string[] {
  const below = files
    .map(file => posix.relative(top, file))
    .filter(path => path !== '' && !path.startsWith('../'));
  if (below.length > 0 && below.length <= mostPaths) return below;
  const directories = [...new Set(below.map(path => posix.dirname(path)))];
  return directories.length > 0 && directories.length <= mostPaths ? directories : ['.'];
}
