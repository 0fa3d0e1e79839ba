import { planApply } from '../apply/planApply.ts';
import { runApply } from '../apply/runApply.ts';
import type { SetOptions } from '../apply/set/setOptions.ts';
import { isAbort } from '../cluster/abort.ts';
import { openConnection } from '../cluster/connection.ts';
import { ClusterFailure } from '../cluster/failure.ts';
import type { BuildResult } from '../kustomize/build.ts';
import { type TextOf, textIn } from '../messages/text.ts';
import { type AgreementFlags, agreementFlags, agreeOnCommandLine } from './agreement.ts';
import { applyOutput } from './applyOutput.ts';
import { waitAndTell } from './applyWait.ts';
import { readBuildArguments } from './buildFlags.ts';
import { buildFromDisk, hasErrors } from './buildFromDisk.ts';
import { type Command, type CommandIo, ExitCode, localeOf, UsageError, wantsJson } from './command.ts';
import {
  type ConflictsFlag,
  conflictDecider,
  readConflictsFlag,
  recreateDecider,
} from './conflictChoices.ts';
import { askGuarded } from './guardedChoice.ts';
import { manifestFlags, readManifestFiles } from './manifestFiles.ts';
import { pluginHost } from './pluginHost.ts';
import { placesIn, printProblems } from './problemLines.ts';
import { planConcerns, type SafetySettings, safetySettings } from './safety.ts';
import { readSetFlags, setFlags } from './setFlags.ts';
import { tellUnrecorded, withOrigin } from './setOrigin.ts';
import { chooseContext, failureText } from './target.ts';

interface Flags extends AgreementFlags {
  readonly context?: string | undefined;
  readonly namespace?: string | undefined;
  readonly dryRun: boolean;
  readonly isJson: boolean;
  readonly conflicts: ConflictsFlag;
  readonly recreate: boolean;
  /** `undefined`: nothing is pruned, and no set is made. */
  readonly set: SetOptions | undefined;
  /** As it was named. */
  readonly directory: string | undefined;
  /** Seconds to wait until all is ready; `undefined` does not wait. */
  readonly wait: number | undefined;
}

/**
 * `kubewright apply DIR` or `-f FILE`: dry run of everything, the question, then the apply; each object's outcome on stdout.
 */
export const applyCommand: Command = async (args, io) => {
  const { positionals, options, files, isRecursive, flags } = readArguments(args, io);
  const textOf = textIn(localeOf(io.env));
  const result =
    files.length > 0
      ? readManifestFiles(files, { isRecursive }, io)
      : await buildFromDisk(positionals, options, io);
  printProblems(result, io);
  if (hasErrors(result)) return ExitCode.findings;
  if (result.resources.length === 0) {
    io.stderr.write(`${textOf({ code: 'cli.apply-nothing', params: {} })}\n`);
    return ExitCode.fine;
  }
  const safety = safetySettings(files[0] ?? positionals[0] ?? '.', io);
  try {
    return await applyResult({ result, flags, safety, io, textOf });
  } catch (error) {
    if (isAbort(error)) {
      io.stderr.write(`${textOf({ code: 'cli.apply-declined', params: {} })}\n`);
      return ExitCode.findings;
    }
    if (!(error instanceof ClusterFailure)) throw error;
    io.stderr.write(`kubewright: ${failureText(error, io)}\n`);
    return ExitCode.findings;
  }
};

interface Work {
  readonly result: BuildResult;
  readonly flags: Flags;
  readonly safety: SafetySettings;
  readonly io: CommandIo;
  readonly textOf: TextOf;
}

async function applyResult({ result, flags, safety, io, textOf }: Work): Promise<number> {
  const kubeContext = await chooseContext(flags.context, io, {
    bound: safety.target,
    confirm: flags.confirm,
  });
  const connection = openConnection(kubeContext, {
    proxies: { environment: io.env },
    plugins: pluginHost(io),
  });
  const output = applyOutput(result, flags.isJson, io);
  const signal = io.interrupted();
  try {
    const namespace = flags.namespace ?? safety.target?.namespace ?? kubeContext.namespace;
    const { resources } = result;
    const decide = conflictDecider(flags.conflicts, placesIn(result, io.cwd), io, signal);
    const decideRecreate = recreateDecider(flags.recreate, io, signal);
    const set = await withOrigin(flags, { result, namespace, signal }, io);
    const planned = (wanted: SetOptions | undefined) =>
      planApply({ connection, resources, namespace, set: wanted, decide, decideRecreate, signal });
    const first = await planned(set);
    const isGuardedToo = !flags.dryRun && set !== undefined && (await askGuarded(first, flags, io, signal));
    const plan = isGuardedToo ? await planned({ ...set, guarded: true }) : first;
    const refused = plan.objects.filter(({ verdict }) => verdict.kind === 'refused').length;
    if (plan.problems.length > 0 || flags.dryRun) {
      output.plan(plan);
      if (plan.problems.length === 0) return ExitCode.fine;
      // What is wrong with the set as a whole is no refusal of an object.
      const end = { code: 'cli.apply-refused', params: { objects: refused } } as const;
      io.stderr.write(`${textOf(refused > 0 ? end : { code: 'cli.apply-declined', params: {} })}\n`);
      return ExitCode.findings;
    }
    const concerns = await planConcerns(plan, safety, result, io, signal);
    const notes = () => {
      output.notes(plan);
      output.pruning(plan);
    };
    const confirmed = await agreeOnCommandLine({ plan, concerns, flags, notes, signal }, io);
    if (confirmed === undefined) {
      io.stderr.write(`${textOf({ code: 'cli.apply-declined', params: {} })}\n`);
      return ExitCode.findings;
    }
    const report = await runApply({ plan, confirmed, connection, signal });
    const isWhole = output.end(report);
    tellUnrecorded(report, io);
    if (!isWhole) return ExitCode.findings;
    if (flags.wait === undefined) return ExitCode.fine;
    const isReady = await waitAndTell({ connection, report, timeoutSeconds: flags.wait, signal }, io);
    return isReady ? ExitCode.fine : ExitCode.findings;
  } finally {
    connection.close();
  }
}

function readArguments(args: readonly string[], io: CommandIo) {
  const own = {
    context: { type: 'string' },
    namespace: { type: 'string', short: 'n' },
    'dry-run': { type: 'boolean', default: false },
    format: { type: 'string', default: 'text' },
    wait: { type: 'boolean', default: false },
    timeout: { type: 'string' },
    conflicts: { type: 'string' },
    recreate: { type: 'boolean', default: false },
    ...agreementFlags,
    ...manifestFlags,
    ...setFlags,
  } as const;
  const { positionals, options, values } = readBuildArguments(args, own, { io, remoteByDefault: true });
  const { filename: files = [], recursive: isRecursive } = values;
  if (files.length > 0 && positionals.length > 0) throw new UsageError('Name a directory, or files with -f');
  if (files.length > 0 && values.prune && values.set === undefined) {
    throw new UsageError('--prune with -f needs the name of the set: --set NAME');
  }
  const flags: Flags = {
    ...values,
    dryRun: values['dry-run'],
    isJson: wantsJson(values.format),
    conflicts: readConflictsFlag(values.conflicts, io),
    set: readSetFlags(values, positionals, io),
    wait: readWait(values),
    directory: positionals[0] ?? files[0],
  };
  return { positionals, options, files, isRecursive, flags };
}

const defaultWaitSeconds = 300;

/** `--timeout` takes seconds, or minutes as in `5m`. */
function readWait({ wait, timeout }: { readonly wait: boolean; readonly timeout?: string | undefined }) {
  if (!wait) {
    if (timeout !== undefined) throw new UsageError('--timeout goes with --wait');
    return undefined;
  }
  if (timeout === undefined) return defaultWaitSeconds;
  const [, number, unit] = /^(\d+)(s|m)?$/.exec(timeout) ?? [];
  if (number === undefined) throw new UsageError('--timeout takes seconds or minutes, such as 90s or 5m');
  return Number(number) * (unit === 'm' ? 60 : 1);
}
