import { devNull } from 'node:os';
import { type ProgramCall, type ProgramResult, runProgram } from './runProgram.ts';

/** The user's environment, as git commands see it. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** What one git command is run with. */
export interface GitCall {
  readonly cwd: string;
  readonly env: Environment;
  readonly signal: AbortSignal;
  readonly timeoutMs: number;
  /** `user` where the user's credential helpers, proxies and rewritten URLs are needed; else no configuration counts. */
  readonly config: 'user' | 'none';
  /** Whether the URL came from a repository rather than from the user, so that it may not name local files. */
  readonly isSubmodule?: boolean;
  /** See {@link ProgramCall}. */
  readonly input?: ProgramCall['input'];
  readonly maxBytes?: ProgramCall['maxBytes'];
}

/** These point git at another repository, let it run something, or are meant for the editor alone. */
const dropped =
  /^(?:GIT_(?:DIR|WORK_TREE|INDEX_FILE|OBJECT_DIRECTORY|ALTERNATE_OBJECT_DIRECTORIES|COMMON_DIR|NAMESPACE|PREFIX|TEMPLATE_DIR|EXTERNAL_DIFF|ATTR_SOURCE|CEILING_DIRECTORIES|TRACE.*)|SSH_ASKPASS|ELECTRON_RUN_AS_NODE)$/;

const hardened = [
  `core.hooksPath=${devNull}`,
  `core.attributesFile=${devNull}`,
  'core.fsmonitor=false',
  'core.askPass=',
  'gc.auto=0',
  'maintenance.auto=false',
  'submodule.recurse=false',
  'fetch.recurseSubmodules=false',
  'advice.detachedHead=false',
  'protocol.allow=never',
  'protocol.https.allow=always',
  'protocol.http.allow=always',
  'protocol.ssh.allow=always',
];

/**
 * Runs git without a terminal, without prompts of any kind, without hooks, and with nothing but HTTP, SSH and (for URLs
 * that the user wrote) local files to fetch from. Text that a user wrote must stand behind `--` in `args`.
 */
export function runGit(args: readonly string[], call: GitCall): Promise<ProgramResult> {
  const { cwd, env, signal, timeoutMs, config, isSubmodule = false, input, maxBytes } = call;
  const settings = isSubmodule ? hardened : [...hardened, 'protocol.file.allow=always'];
  return runProgram({
    program: 'git',
    args: [...settings.flatMap(setting => ['-c', setting]), ...args],
    cwd,
    env: gitEnvironment(env, config),
    signal,
    timeoutMs,
    ...(input === undefined ? {} : { input }),
    ...(maxBytes === undefined ? {} : { maxBytes }),
  });
}

function gitEnvironment(env: Environment, config: GitCall['config']): Environment {
  const kept = Object.fromEntries(Object.entries(env).filter(([name]) => !dropped.test(name)));
  const quiet = {
    GIT_TERMINAL_PROMPT: '0',
    // Empty, but there: git looks no further for a program to ask with.
    GIT_ASKPASS: '',
    SSH_ASKPASS_REQUIRE: 'never',
    GCM_INTERACTIVE: 'never',
    GIT_LFS_SKIP_SMUDGE: '1',
    GIT_ATTR_NOSYSTEM: '1',
    LC_ALL: 'C',
  };
  if (config === 'user') return { ...kept, ...quiet };
  const own = Object.fromEntries(Object.entries(kept).filter(([name]) => !name.startsWith('GIT_CONFIG')));
  // Before git 2.32 there is no variable for the user's own configuration, which is then looked for in these.
  const nowhere = { HOME: devNull, XDG_CONFIG_HOME: devNull };
  return { ...own, ...quiet, ...nowhere, GIT_CONFIG_NOSYSTEM: '1', GIT_CONFIG_GLOBAL: devNull };
}
