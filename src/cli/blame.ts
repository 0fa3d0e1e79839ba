import { blame, type Step } from '../kustomize/provenance.ts';
import { formatPath } from '../schema/check.ts';
import { readBuildArguments } from './buildFlags.ts';
import { buildFromDisk, hasErrors } from './buildFromDisk.ts';
import { type Command, ExitCode, wantsJson } from './command.ts';
import { placesIn, printProblems } from './problemLines.ts';

/** `kubewright blame DIR`: for each rendered value where it was set last, and what it was before; never what Secrets hold. */
export const blameCommand: Command = async (args, io) => {
  const own = { format: { type: 'string', default: 'text' } } as const;
  const { positionals, options, values } = readBuildArguments(args, own, { io, remoteByDefault: true });
  const isJson = wantsJson(values.format);
  const result = await buildFromDisk(positionals, options, io);
  printProblems(result, io);
  const placeOf = placesIn(result, io.cwd);
  const describe = ({ directive, location, value, by }: Step) => ({
    ...placeOf(location),
    directive,
    value,
    ...(by && { by: placeOf(by) }),
  });
  const rows = blame(result.resources).map(({ resource, path, chain, ...last }) => ({
    resource,
    path: formatPath(path),
    ...describe(last),
    chain: chain.map(describe),
  }));
  if (isJson) io.stdout.write(`${JSON.stringify(rows, undefined, 2)}\n`);
  else {
    for (const { resource, path, value, file, line, column, directive, by } of rows) {
      const where = by === undefined ? '' : ` (${by.file}:${by.line}:${by.column})`;
      const what = `${resource} ${path}: ${JSON.stringify(value)}`;
      io.stdout.write(`${file}:${line}:${column} ${directive}${where} ${what}\n`);
    }
  }
  return hasErrors(result) ? ExitCode.findings : ExitCode.fine;
};
