import { type Environment, runGit } from './gitCommand.ts';
import { ProgramFailure } from './runProgram.ts';

/** A repository on this machine that is only read, and what git is run with. */
export interface LocalRepository {
  /** The top of its work tree; a real path with POSIX separators. */
  readonly top: string;
  readonly env: Environment;
  readonly signal: AbortSignal;
}

/** Why a repository on this machine does not give what was asked for. */
export type LocalGitProblem =
  /** There is no git program. */
  | 'no-git'
  /** It does not have that commit: it was never fetched, or is gone. */
  | 'no-commit'
  | 'failed';

/** A repository that could not be read; the message is git's own and for logs. */
export class LocalGitFailure extends Error {
  readonly problem: LocalGitProblem;
  constructor(problem: LocalGitProblem, message: string, cause?: unknown) {
    super(message, { cause });
    this.problem = problem;
  }
}

const timeoutMs = 60_000;
/** The list of the files of the largest repositories, and all files that one build reads. */
const maxBytes = 512 * 1024 * 1024;

/**
 * The output of a git command that reads what is there already: no hook, no filter, no signature check and no network.
 * Rejects with a LocalGitFailure, or with the signal's reason.
 */
export async function readLocal(
  { top, env, signal }: LocalRepository,
  args: readonly string[],
  input?: string,
): Promise<Buffer> {
  // Objects that a partial clone lacks stay where they are, and a path is never a pattern.
  const quiet = { ...env, GIT_NO_LAZY_FETCH: '1', GIT_LITERAL_PATHSPECS: '1', GIT_OPTIONAL_LOCKS: '0' };
  const call = { cwd: top, env: quiet, signal, timeoutMs, maxBytes, config: 'user' } as const;
  try {
    const result = await runGit(
      ['-c', 'log.showSignature=false', ...args],
      input === undefined ? call : { ...call, input },
    );
    if (result.code === 0) return result.stdout;
    const isUnknown =
      /not a valid object name|bad object|unknown revision|bad revision|invalid revision range|not a tree object/i;
    throw new LocalGitFailure(isUnknown.test(result.stderr) ? 'no-commit' : 'failed', result.stderr.trim());
  } catch (error) {
    if (!(error instanceof ProgramFailure)) throw error;
    throw new LocalGitFailure(error.kind === 'missing' ? 'no-git' : 'failed', error.message, error);
  }
}
