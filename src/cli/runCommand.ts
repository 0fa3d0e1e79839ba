import type { Message } from '../messages/text.ts';
import { type Command, ExitCode, localeOf, UsageError } from './command.ts';
import { standardOutput } from './output.ts';
import { printable } from './printable.ts';
import { askOnTerminal, untilInterrupted } from './terminal.ts';

/** Runs a command in this process: its exit code is set, and what it throws is told on the standard error. */
export async function runCommand(load: () => Promise<Command>, args: readonly string[]): Promise<void> {
  try {
    const command = await load();
    process.exitCode = await command(args, {
      stdout: standardOutput,
      // Much of what is told comes from servers and files, and terminals act upon what they are sent.
      stderr: { write: text => process.stderr.write(printable(text)) },
      env: process.env,
      cwd: process.cwd(),
      get ask() {
        return process.stdin.isTTY && process.stderr.isTTY ? askOnTerminal : undefined;
      },
      interrupted: untilInterrupted,
    });
  } catch (error) {
    process.stderr.write(`kubewright: ${printable(await describe(error))}\n`);
    const isUsage = error instanceof UsageError || isOptionError(error);
    if (isUsage) process.stderr.write(`${await textOf({ code: 'cli.see-help', params: {} })}\n`);
    process.exitCode = isUsage ? ExitCode.usage : ExitCode.findings;
  }
}

async function describe(error: unknown): Promise<string> {
  if (!(error instanceof Error)) return String(error);
  if (error.name === 'AbortError') return textOf({ code: 'cli.interrupted', params: {} });
  if (!isOptionError(error)) return error.message;
  // Node names the option first, in quotes, and goes on in English.
  const option = (/'([^']*)'/.exec(error.message)?.[1] ?? '').replace(' <value>', '');
  switch (error.code) {
    case 'ERR_PARSE_ARGS_UNKNOWN_OPTION':
      return textOf({ code: 'cli.unknown-option', params: { option } });
    case 'ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL':
      return textOf({ code: 'cli.unexpected-argument', params: { argument: option } });
    case 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE': {
      const needs = error.message.includes('does not take an argument') ? 'none' : 'one';
      return textOf({ code: 'cli.option-value', params: { option, needs } });
    }
    default:
      return error.message;
  }
}

/** What `parseArgs` of Node throws. */
function isOptionError(error: unknown): error is TypeError & { readonly code: unknown } {
  return error instanceof TypeError && 'code' in error;
}

/** The texts are loaded with the first that is told. */
async function textOf(message: Message): Promise<string> {
  const { textIn } = await import('../messages/text.ts');
  return textIn(localeOf(process.env))(message);
}
