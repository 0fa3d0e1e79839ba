import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { setNameOf } from '../apply/set/applySet.ts';
import { planUndeploy, runUndeploy } from '../apply/set/undeploy.ts';
import { build } from '../kustomize/build.ts';
import { readingNothing } from '../kustomize/emptyBuild.ts';
import { textIn } from '../messages/text.ts';
import { createBlockingSnapshot } from '../node/blockingSnapshot.ts';
import { uriOf } from '../node/fileUri.ts';
import { repositoryQuestions } from '../node/repositoryIdentity.ts';
import { repositoryPath } from '../node/repositoryPath.ts';
import { agreementFlags, agreeOnCommandLine } from './agreement.ts';
import { applyOutput } from './applyOutput.ts';
import { type Command, type CommandIo, ExitCode, localeOf, UsageError, wantsJson } from './command.ts';
import { onCluster } from './onCluster.ts';
import { planConcerns, type SafetySettings, safetySettings } from './safety.ts';

/** `kubewright delete DIR`: deletes what earlier applies with `--prune` made of it, after naming all of it. */
export const deleteCommand: Command = async (args, io) => {
  const { directory, set, flags, isDryRun, isJson } = readArguments(args, io);
  const textOf = textIn(localeOf(io.env));
  const safety = safetySettings(directory, io);
  return onCluster(
    flags.context,
    io,
    async (connection, signal) => {
      const namespace = flags.namespace ?? connection.kubeContext.namespace;
      const found = await planUndeploy({
        connection,
        set,
        from: set.isNamed ? undefined : await sourceOf(safety, io, signal),
        namespace,
        isNamespaceGiven: flags.namespace !== undefined,
        location: { uri: uriOf(safety.root), start: 0, end: 0 },
        signal,
      });
      if (found.kind === 'several') {
        throw new UsageError(textOf({ code: 'cli.delete-several', params: { ...found, set: set.name } }));
      }
      if (found.kind === 'absent') {
        const { context } = connection;
        const params = { context, set: set.name, elsewhere: found.elsewhere };
        io.stderr.write(`${textOf({ code: 'cli.delete-nothing', params })}\n`);
        return ExitCode.findings;
      }
      const { plan } = found;
      const output = applyOutput(readingNothing, isJson, io);
      if (isDryRun || plan.problems.length > 0) {
        output.plan(plan);
        return plan.problems.length > 0 ? ExitCode.findings : ExitCode.fine;
      }
      const expected = flags.namespace === undefined ? ownNamespaces(safety, namespace) : undefined;
      const concerns = await planConcerns(plan, safety, readingNothing, io, signal, expected);
      const notes = () => output.pruning(plan);
      const confirmed = await agreeOnCommandLine({ plan, concerns, flags, notes, signal }, io);
      if (confirmed === undefined) {
        io.stderr.write(`${textOf({ code: 'cli.apply-declined', params: {} })}\n`);
        return ExitCode.findings;
      }
      const report = await runUndeploy({ plan, confirmed, connection, signal });
      return output.end(report) ? ExitCode.fine : ExitCode.findings;
    },
    { bound: safety.target, confirm: flags.confirm },
  );
};

async function sourceOf({ root }: SafetySettings, { env }: CommandIo, signal: AbortSignal) {
  const repository = await repositoryQuestions(root, env, signal).identity();
  return { root: repositoryPath(root), repository };
}

/** Where a set is expected that nobody names the namespace of: where its root is bound to or renders to, and the default one. */
function ownNamespaces({ root, target }: SafetySettings, namespace: string): readonly string[] {
  const { resources } = build(root, createBlockingSnapshot());
  return [target?.namespace ?? namespace, ...resources.flatMap(({ id }) => id.namespace || [])];
}

function readArguments(args: readonly string[], io: CommandIo) {
  const { positionals, values } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      context: { type: 'string' },
      namespace: { type: 'string', short: 'n' },
      set: { type: 'string' },
      'prune-guarded': { type: 'boolean', default: false },
      'adopt-set': { type: 'boolean', default: false },
      'dry-run': { type: 'boolean', default: false },
      format: { type: 'string', default: 'text' },
      ...agreementFlags,
    },
  });
  const [directory = '.', ...rest] = positionals;
  if (rest.length > 0) throw new UsageError('One directory is deleted at a time');
  const path = resolve(io.cwd, directory).replaceAll('\\', '/');
  const set = {
    name: values.set ?? setNameOf(repositoryPath(path)),
    isNamed: values.set !== undefined,
    guarded: values['prune-guarded'],
    adopt: values['adopt-set'],
  };
  return { directory, set, flags: values, isDryRun: values['dry-run'], isJson: wantsJson(values.format) };
}
