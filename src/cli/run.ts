import { type Command, ExitCode, UsageError } from './command.ts';
import { runCommand } from './runCommand.ts';
import { usage } from './usage.ts';

/** Every command by its name; each is loaded when it is asked for. */
const commands: Readonly<Record<string, () => Promise<Command>>> = {
  build: async () => (await import('./build.ts')).buildCommand,
  lint: async () => (await import('./lint.ts')).lintCommand,
  blame: async () => (await import('./blame.ts')).blameCommand,
  diff: async () => (await import('./diff.ts')).diffCommand,
  apply: async () => (await import('./apply.ts')).applyCommand,
  delete: async () => (await import('./delete.ts')).deleteCommand,
  history: async () => (await import('./history.ts')).historyCommand,
  get: async () => (await import('./get.ts')).getCommand,
  lsp: async () => (await import('./lsp.ts')).lspCommand,
  'port-forward': async () => (await import('./portForward.ts')).portForwardCommand,
};

const [name, ...rest] = process.argv.slice(2);

async function load(): Promise<Command> {
  const found = name !== undefined && Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (found === undefined) throw new UsageError(`there is no command ${name}`);
  return found();
}

if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
  process.stdout.write(usage);
  process.exitCode = name === undefined ? ExitCode.usage : ExitCode.fine;
} else await runCommand(load, rest);
