import { stat, writeFile } from 'node:fs/promises';
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
  else await writeTo(values.output, result.resources, io);
  return ExitCode.fine;
};

/** One file, or one a resource where the output is a directory that is there already. */
async function writeTo(output: string, resources: readonly Resource[], io: CommandIo): Promise<void> {
  const path = resolve(io.cwd, output);
  const isDirectory = await stat(path).then(
    found => found.isDirectory(),
    () => false,
  );
  if (!isDirectory) return writeFile(path, render(resources));
  for (const [name, resource] of fileNames(resources)) await writeFile(join(path, name), render([resource]));
}
