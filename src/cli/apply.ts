import { confirmApply } from '../apply/confirmApply.ts';
import type { ApplyPlan } from '../apply/plan.ts';
import { planApply } from '../apply/planApply.ts';
import { runApply } from '../apply/runApply.ts';
import type { SetOptions } from '../apply/set/planSet.ts';
import { isAbort } from '../cluster/abort.ts';
import type { ConfirmPort } from '../cluster/confirm.ts';
import { openConnection } from '../cluster/connection.ts';
import { ClusterFailure } from '../cluster/failure.ts';
import type { BuildResult } from '../kustomize/build.ts';
import { type TextOf, textIn } from '../messages/text.ts';
import { type ApplyOutput, applyOutput } from './applyOutput.ts';
import { waitAndTell } from './applyWait.ts';
import { readBuildArguments } from './buildFlags.ts';
import { buildFromDisk, hasErrors } from './buildFromDisk.ts';
import { type Command, type CommandIo, ExitCode, localeOf, UsageError, wantsJson } from './command.ts';
import { pluginHost } from './pluginHost.ts';
import { printProblems } from './problemLines.ts';
import { readSetFlags, setFlags } from './setFlags.ts';
import { tellUnrecorded, withOrigin } from './setOrigin.ts';
import { chooseContext, failureText } from './target.ts';

interface Flags {
  readonly context?: string | undefined;
  readonly namespace?: string | undefined;
  readonly dryRun: boolean;
  readonly yes: boolean;
  readonly confirm?: string | undefined;
  readonly isJson: boolean;
  /** `undefined`: nothing is pruned, and no set is made. */
  readonly set: SetOptions | undefined;
  /** As it was named. */
  readonly directory: string | undefined;
  /** Seconds to wait until all is ready; `undefined` does not wait. */
  readonly wait: number | undefined;
}

/** `kubewright apply DIR`: dry run of everything, the question, then the apply; each object's outcome on stdout. */
export const applyCommand: Command = async (args, io) => {
  const { positionals, options, flags } = readArguments(args, io);
  const textOf = textIn(localeOf(io.env));
  const result = await buildFromDisk(positionals, options, io);
  printProblems(result, io);
  if (hasErrors(result)) return ExitCode.findings;
  if (result.resources.length === 0) {
    io.stderr.write(`${textOf({ code: 'cli.apply-nothing', params: {} })}\n`);
    return ExitCode.fine;
  }
  try {
    return await applyResult(result, flags, io, textOf);
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

async function applyResult(
  result: BuildResult,
  flags: Flags,
  io: CommandIo,
  textOf: TextOf,
): Promise<number> {
  const kubeContext = await chooseContext(flags.context, io);
  const connection = openConnection(kubeContext, {
    proxies: { environment: io.env },
    plugins: pluginHost(io),
  });
  const output = applyOutput(result, flags.isJson, io);
  const signal = io.interrupted();
  try {
    const namespace = flags.namespace ?? kubeContext.namespace;
    const { resources } = result;
    const set = await withOrigin(flags, { result, namespace, signal }, io);
    const plan = await planApply({ connection, resources, namespace, set, signal });
    const refused = plan.objects.filter(({ verdict }) => verdict.kind === 'refused').length;
    if (plan.problems.length > 0 || flags.dryRun) {
      output.plan(plan);
      if (plan.problems.length === 0) return ExitCode.fine;
      io.stderr.write(`${textOf({ code: 'cli.apply-refused', params: { objects: refused } })}\n`);
      return ExitCode.findings;
    }
    const usage = agreementMissing(plan, flags, io, textOf);
    if (usage !== undefined) {
      io.stderr.write(`${summary(plan, textOf)}\n`);
      throw new UsageError(usage);
    }
    return await confirmAndRun({ connection, plan, flags, io, textOf, output, signal });
  } finally {
    connection.close();
  }
}

interface Run {
  readonly connection: ReturnType<typeof openConnection>;
  readonly plan: ApplyPlan;
  readonly flags: Flags;
  readonly io: CommandIo;
  readonly textOf: TextOf;
  readonly output: ApplyOutput;
  readonly signal: AbortSignal;
}

async function confirmAndRun(run: Run): Promise<number> {
  const { connection, plan, flags, io, textOf, output, signal } = run;
  const confirmed = await confirmApply(plan, confirmPort(plan, flags, io, textOf), signal);
  if (confirmed === undefined) {
    io.stderr.write(`${textOf({ code: 'cli.apply-declined', params: {} })}\n`);
    return ExitCode.findings;
  }
  const report = await runApply({ plan, confirmed, connection, signal });
  output.report(report);
  if (report.failure !== undefined) io.stderr.write(`kubewright: ${failureText(report.failure, io)}\n`);
  tellUnrecorded(report, io);
  if (report.cancelled) io.stderr.write(`${textOf({ code: 'cli.apply-cancelled', params: {} })}\n`);
  const isPruned = report.pruned.every(({ outcome }) => outcome === 'deleted' || outcome === 'gone');
  const isWhole = report.counts.failed + report.counts.notDone === 0 && isPruned;
  if (!isWhole) return ExitCode.findings;
  if (flags.wait === undefined) return ExitCode.fine;
  const isReady = await waitAndTell({ connection, report, timeoutSeconds: flags.wait, signal }, io);
  return isReady ? ExitCode.fine : ExitCode.findings;
}

/** Why the command may not go on without a person, or `undefined`. */
function agreementMissing(plan: ApplyPlan, flags: Flags, io: CommandIo, textOf: TextOf): string | undefined {
  const confirm = `${plan.target.context}/${plan.namespaces.join(',')}`;
  if (flags.confirm !== undefined && flags.confirm !== confirm) {
    return textOf({ code: 'cli.apply-wrong-confirm', params: { given: flags.confirm, confirm } });
  }
  if (flags.yes || flags.confirm !== undefined || io.ask !== undefined) return undefined;
  return textOf({ code: 'cli.apply-needs-yes', params: { confirm } });
}

function confirmPort(plan: ApplyPlan, flags: Flags, io: CommandIo, textOf: TextOf): ConfirmPort {
  return {
    async confirm(_summary, signal = new AbortController().signal) {
      io.stderr.write(`${summary(plan, textOf)}\n`);
      if (flags.yes || flags.confirm !== undefined) return true;
      const line = await io.ask?.(textOf({ code: 'cli.apply-question', params: {} }), signal);
      return /^(y|yes|ㅛ|예|네)$/i.test(line?.trim() ?? '');
    },
  };
}

function summary({ target, namespaces, counts }: ApplyPlan, textOf: TextOf): string {
  return textOf({ code: 'cli.apply-summary', params: { ...target, namespaces, ...counts } });
}

function readArguments(args: readonly string[], io: CommandIo) {
  const own = {
    context: { type: 'string' },
    namespace: { type: 'string', short: 'n' },
    'dry-run': { type: 'boolean', default: false },
    yes: { type: 'boolean', short: 'y', default: false },
    confirm: { type: 'string' },
    format: { type: 'string', default: 'text' },
    wait: { type: 'boolean', default: false },
    timeout: { type: 'string' },
    ...setFlags,
  } as const;
  const { positionals, options, values } = readBuildArguments(args, own, { io, remoteByDefault: true });
  const { context, namespace, yes, confirm, format, 'dry-run': dryRun } = values;
  const set = readSetFlags(values, positionals, io);
  const wait = readWait(values);
  const flags: Flags = {
    context,
    namespace,
    dryRun,
    yes,
    confirm,
    isJson: wantsJson(format),
    set,
    wait,
    directory: positionals[0],
  };
  return { positionals, options, flags };
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
