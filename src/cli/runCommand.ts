import { type Command, ExitCode, localeOf, UsageError } from './command.ts';
import { standardOutput } from './output.ts';
import { askOnTerminal, untilInterrupted } from './terminal.ts';

/** Runs a command in this process: its exit code is set, and what it throws is told on the standard error. */
export async function runCommand(load: () => Promise<Command>, args: readonly string[]): Promise<void> {
  try {
    const command = await load();
    process.exitCode = await command(args, {
      stdout: standardOutput,
      get stderr() {
        return process.stderr;
      },
      env: process.env,
      cwd: process.cwd(),
      get ask() {
        return process.stdin.isTTY && process.stderr.isTTY ? askOnTerminal : undefined;
      },
      interrupted: untilInterrupted,
    });
  } catch (error) {
    const message = await describe(error);
    process.stderr.write(`kubewright: ${message}\n`);
    const isUsage = error instanceof UsageError || (error instanceof TypeError && 'code' in error);
    if (isUsage) process.stderr.write('Run kubewright --help to see the commands and their options.\n');
    process.exitCode = isUsage ? ExitCode.usage : ExitCode.findings;
  }
}

async function describe(error: unknown): Promise<string> {
  if (!(error instanceof Error)) return String(error);
  if (error.name !== 'AbortError') return error.message;
  const { textIn } = await import('../messages/text.ts');
  return textIn(localeOf(process.env))({ code: 'cli.interrupted', params: {} });
}
