/** What a command may touch; given, so that tests need no process. */
export interface CommandIo {
  readonly stdout: { write(text: string): unknown };
  readonly stderr: { write(text: string): unknown };
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Where relative paths begin. */
  readonly cwd: string;
  /** Asks whoever sits at the terminal and gives the line typed; `undefined` where nobody does. */
  readonly ask: ((question: string, signal: AbortSignal) => Promise<string>) | undefined;
  /** A signal that aborts with Ctrl-C, which no longer ends the process from then on. */
  interrupted(): AbortSignal;
}

/** A command of the command line; gives its exit code. */
export type Command = (args: readonly string[], io: CommandIo) => Promise<number>;

/** `fine`: done, nothing to say. `findings`: findings, differences or a failure. `usage`: the call was wrong. */
export const ExitCode = { fine: 0, findings: 1, usage: 2 } as const;

/** The arguments were wrong; the message says how. */
export class UsageError extends Error {}

/** The language of messages: what the environment says as POSIX has it. */
export function localeOf(env: CommandIo['env']): string | undefined {
  return env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'];
}

/** Whether `--format` asks for JSON rather than text; throws a UsageError where it is neither. */
export function wantsJson(format: string): boolean {
  if (format !== 'text' && format !== 'json') throw new UsageError('--format takes text or json');
  return format === 'json';
}
