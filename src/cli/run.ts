import { type Command, ExitCode, localeOf, UsageError } from './command.ts';
import { asksForHelp, helpOf, usageIn } from './help.ts';
import { runCommand } from './runCommand.ts';

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
const isHelp = name === undefined || name === 'help' || name === '--help' || name === '-h';
/** The command that is asked about, by `help lint` or by `lint --help`. */
const asked = isHelp ? rest[0] : asksForHelp(rest) ? name : undefined;

async function load(): Promise<Command> {
  const found = name !== undefined && Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (found === undefined) throw new UsageError(`there is no command ${name}`);
  return found();
}

const locale = localeOf(process.env);
if (asked !== undefined && Object.hasOwn(commands, asked)) process.stdout.write(helpOf(asked, locale));
else if (isHelp) {
  process.stdout.write(usageIn(locale));
  process.exitCode = name === undefined ? ExitCode.usage : ExitCode.fine;
} else await runCommand(load, rest);
