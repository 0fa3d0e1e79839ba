import { parseArgs } from 'node:util';
import { render } from '../kustomize/render/render.ts';
import { buildFromDisk, hasErrors } from './buildFromDisk.ts';
import { type Command, ExitCode } from './command.ts';

/** `kubewright build DIR`: the rendered YAML on stdout, every problem on stderr; nothing on stdout where one is an error. */
export const buildCommand: Command = async (args, io) => {
  const { positionals } = parseArgs({ args: [...args], allowPositionals: true, options: {} });
  const result = buildFromDisk(positionals, io);
  // Places need a second parser, which a sound build does without.
  if (result.problems.length > 0) (await import('./problemLines.ts')).printProblems(result, io);
  if (hasErrors(result)) return ExitCode.findings;
  io.stdout.write(render(result.resources));
  return ExitCode.fine;
};
