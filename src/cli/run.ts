import { type Command, ExitCode, UsageError } from './command.ts';
import { askOnTerminal, untilInterrupted } from './terminal.ts';
import { usage } from './usage.ts';

/** Every command by its name; each is loaded when it is asked for. */
const commands: Readonly<Record<string, () => Promise<Command>>> = {
  build: async () => (await import('./build.ts')).buildCommand,
  lint: async () => (await import('./lint.ts')).lintCommand,
  blame: async () => (await import('./blame.ts')).blameCommand,
  apply: async () => (await import('./apply.ts')).applyCommand,
  lsp: async () => (await import('./lsp.ts')).lspCommand,
  'port-forward': async () => (await import('./portForward.ts')).portForwardCommand,
};

async function main(args: readonly string[]): Promise<number> {
  const [name, ...rest] = args;
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
    process.stdout.write(usage);
    return name === undefined ? ExitCode.usage : ExitCode.fine;
  }
  const load = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (load === undefined) throw new UsageError(`there is no command ${name}`);
  const command = await load();
  return command(rest, {
    stdout: process.stdout,
    stderr: process.stderr,
    env: process.env,
    cwd: process.cwd(),
    ask: process.stdin.isTTY && process.stderr.isTTY ? askOnTerminal : undefined,
    interrupted: untilInterrupted,
  });
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(`kubewright: ${message}\n`);
  const isUsage = error instanceof UsageError || (error instanceof TypeError && 'code' in error);
  if (isUsage) process.stderr.write('Run kubewright --help to see the commands and their options.\n');
  process.exitCode = isUsage ? ExitCode.usage : ExitCode.findings;
}
