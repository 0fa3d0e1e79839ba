import { statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { render } from '../kustomize/render/render.ts';
import type { Resource } from '../kustomize/resource.ts';
import { readBuildArguments } from './buildFlags.ts';
import { buildFromDisk, hasErrors } from './buildFromDisk.ts';
import { type Command, type CommandIo, ExitCode } from './command.ts';
import { fileNames } from './outputFiles.ts';

/**
 * `kubewright build DIR`: the rendered YAML on stdout, or where `--output` says, every problem on stderr; nothing is
 * printed or written where one is an error.
 */
export const buildCommand: Command = async (args, io) => {
  const own = { output: { type: 'string', short: 'o' } } as const;
  const { positionals, options, values } = readBuildArguments(args, own, { io, remoteByDefault: true });
  const result = await buildFromDisk(positionals, options, io);
  // Places need a second parser, which a sound build does without.
  if (result.problems.length > 0) (await import('./problemLines.ts')).printProblems(result, io);
  if (hasErrors(result)) return ExitCode.findings;
  if (values.output === undefined || values.output === '') io.stdout.write(render(result.resources));
  else writeTo(values.output, result.resources, io);
  return ExitCode.fine;
};

/** One file, or one a resource where the output is a directory that is there already. */
function writeTo(output: string, resources: readonly Resource[], io: CommandIo): void {
  const path = resolve(io.cwd, output);
  const isDirectory = statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
  if (!isDirectory) writeFileSync(path, render(resources));
  else
    for (const [name, resource] of fileNames(resources)) writeFileSync(join(path, name), render([resource]));
}
