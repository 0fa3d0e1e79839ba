import { parseArgs } from 'node:util';
import { render } from '../kustomize/render.ts';
import { buildFromDisk, hasErrors } from './buildFromDisk.ts';
import { type Command, ExitCode } from './command.ts';
import { printProblems } from './problemLines.ts';

/** `kubewright build DIR`: the rendered YAML on stdout, every problem on stderr; nothing on stdout where one is an error. */
export const buildCommand: Command = async (args, io) => {
  const { positionals } = parseArgs({ args: [...args], allowPositionals: true, options: {} });
  const result = buildFromDisk(positionals, io);
  printProblems(result, io);
  if (hasErrors(result)) return ExitCode.findings;
  io.stdout.write(render(result.resources));
  return ExitCode.fine;
};
