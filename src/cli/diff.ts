import { planDiff } from '../apply/diff/planDiff.ts';
import { planApply } from '../apply/planApply.ts';
import { readBuildArguments } from './buildFlags.ts';
import { buildFromDisk, hasErrors } from './buildFromDisk.ts';
import { type Command, type CommandIo, ExitCode, wantsJson } from './command.ts';
import { printDiff } from './diffOutput.ts';
import { onCluster } from './onCluster.ts';
import { printProblems } from './problemLines.ts';

/** `kubewright diff DIR`: what applying it would change, by a dry run on the server; 1 where anything would. */
export const diffCommand: Command = async (args, io) => {
  const { positionals, options, flags } = readArguments(args, io);
  const result = await buildFromDisk(positionals, options, io);
  printProblems(result, io);
  if (hasErrors(result)) return ExitCode.findings;
  return onCluster(flags.context, io, async (connection, signal) => {
    const namespace = flags.namespace ?? connection.kubeContext.namespace;
    const plan = await planApply({ connection, resources: result.resources, namespace, signal });
    const diffs = planDiff(plan);
    printDiff({ plan, diffs, result, isJson: flags.isJson }, io);
    const isSame = plan.problems.length === 0 && diffs.every(({ kind }) => kind === 'unchanged');
    return isSame ? ExitCode.fine : ExitCode.findings;
  });
};

function readArguments(args: readonly string[], io: CommandIo) {
  const own = {
    context: { type: 'string' },
    namespace: { type: 'string', short: 'n' },
    format: { type: 'string', default: 'text' },
  } as const;
  const { positionals, options, values } = readBuildArguments(args, own, { io, remoteByDefault: true });
  const { context, namespace, format } = values;
  return { positionals, options, flags: { context, namespace, isJson: wantsJson(format) } };
}
