import { planDiff } from '../apply/diff/planDiff.ts';
import { pruneDiff } from '../apply/diff/pruneDiff.ts';
import { planApply } from '../apply/planApply.ts';
import { readBuildArguments } from './buildFlags.ts';
import { buildFromDisk, hasErrors } from './buildFromDisk.ts';
import { type Command, type CommandIo, ExitCode, wantsJson } from './command.ts';
import { conflictDecider, readConflictsFlag } from './conflictChoices.ts';
import { printDiff } from './diffOutput.ts';
import { manifestFlags, readManifestFiles } from './manifestFiles.ts';
import { onCluster } from './onCluster.ts';
import { placesIn, printProblems } from './problemLines.ts';
import { safetySettings } from './safety.ts';
import { readSetFlags, setFlags } from './setFlags.ts';
import { withOrigin } from './setOrigin.ts';

/** `kubewright diff DIR` or `-f FILE`: what applying it would change, by a dry run on the server; 1 where anything would. */
export const diffCommand: Command = async (args, io) => {
  const { positionals, options, files, isRecursive, flags } = readArguments(args, io);
  const safety = safetySettings(files[0] ?? positionals[0] ?? '.', io);
  const result =
    files.length > 0
      ? readManifestFiles(files, { isRecursive }, io)
      : await buildFromDisk(positionals, options, io);
  printProblems(result, io);
  if (hasErrors(result)) return ExitCode.findings;
  return onCluster(
    flags.context,
    io,
    async (connection, signal) => {
      const namespace = flags.namespace ?? safety.target?.namespace ?? connection.kubeContext.namespace;
      const { resources } = result;
      const decide = conflictDecider(flags.conflicts, placesIn(result, io.cwd), io, signal);
      const named = { set: flags.set, directory: positionals[0] ?? files[0] };
      const set = await withOrigin(named, { result, namespace, signal }, io);
      const plan = await planApply({ connection, resources, namespace, set, decide, signal });
      const diffs = [...planDiff(plan), ...(await pruneDiff(plan, connection, signal))];
      printDiff({ plan, diffs, result, isJson: flags.isJson }, io);
      const isSame = plan.problems.length === 0 && diffs.every(({ kind }) => kind === 'unchanged');
      return isSame ? ExitCode.fine : ExitCode.findings;
    },
    { bound: safety.target },
  );
};

function readArguments(args: readonly string[], io: CommandIo) {
  const own = {
    context: { type: 'string' },
    namespace: { type: 'string', short: 'n' },
    format: { type: 'string', default: 'text' },
    conflicts: { type: 'string', default: 'refuse' },
    ...manifestFlags,
    ...setFlags,
  } as const;
  const { positionals, options, values } = readBuildArguments(args, own, { io, remoteByDefault: true });
  const { context, namespace, format } = values;
  const set = readSetFlags(values, positionals, io);
  const conflicts = readConflictsFlag(values.conflicts, io);
  const flags = { context, namespace, isJson: wantsJson(format), set, conflicts };
  const { filename: files = [], recursive: isRecursive } = values;
  return { positionals, options, files, isRecursive, flags };
}
