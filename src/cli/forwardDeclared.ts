import { relative } from 'node:path';
import { isAbort } from '../cluster/abort.ts';
import { type Connection, openConnection } from '../cluster/connection.ts';
import { ClusterFailure } from '../cluster/failure.ts';
import { type DeclaredForward, readDeclarations } from '../cluster/forward/declared.ts';
import { environmentText, forwardVariables } from '../cluster/forward/environment.ts';
import type { PortForward, PortForwardOptions } from '../cluster/forward/portForward.ts';
import { textIn } from '../messages/text.ts';
import { createEnvironmentFiles, type EnvironmentFiles } from '../node/environmentFiles.ts';
import { folderSettings } from '../node/folderSettings.ts';
import { type CommandIo, ExitCode, localeOf, UsageError } from './command.ts';
import { pluginHost } from './pluginHost.ts';
import { runForwards } from './runForwards.ts';
import { chooseContext, failureText } from './target.ts';

/** What the command line says beside the names; it beats what the settings say. */
export interface Overriding {
  readonly context: string | undefined;
  readonly namespace: string | undefined;
  readonly addresses: readonly string[] | undefined;
}

/**
 * Runs the forwards that the working directory, or the nearest one above it, declares under `kubewright.portForwards`:
 * those named, or all. Environment files are there from when all listen until the end.
 */
export async function forwardDeclared(
  names: readonly string[],
  { context, namespace: given, addresses }: Overriding,
  io: CommandIo,
): Promise<number> {
  const textOf = textIn(localeOf(io.env));
  const settings = folderSettings(io.cwd);
  const folder = settings?.folder ?? io.cwd;
  const { forwards, problems } = readDeclarations(settings?.values['kubewright.portForwards']);
  for (const { index, code, text } of problems) {
    const params = { place: `kubewright.portForwards[${index}]`, problem: code, text };
    io.stderr.write(`kubewright: ${textOf({ code: 'cli.forward-declaration', params })}\n`);
  }
  const chosen = choose(forwards, names, folder, io);
  const connections = new Map<string, Connection>();
  const signal = io.interrupted();
  try {
    const wanted: PortForwardOptions[] = [];
    for (const declared of chosen) {
      const kubeContext = await chooseContext(context ?? declared.context, io);
      const connection =
        connections.get(kubeContext.name) ??
        openConnection(kubeContext, { proxies: { environment: io.env }, plugins: pluginHost(io) });
      connections.set(kubeContext.name, connection);
      const namespace = given ?? declared.namespace ?? kubeContext.namespace;
      const target = { namespace, kind: declared.kind, name: declared.target };
      wanted.push({ connection, target, ports: declared.ports, addresses: addresses ?? declared.addresses });
    }
    const files = createEnvironmentFiles();
    await runForwards(wanted, io, signal, {
      patient: true,
      onListening: running => writeEnvironment(folder, chosen, running, files, io),
    }).finally(() => files.keep([]));
    return ExitCode.fine;
  } catch (error) {
    if (isAbort(error)) return ExitCode.fine;
    if (!(error instanceof ClusterFailure)) throw error;
    io.stderr.write(`kubewright: ${failureText(error, io)}\n`);
    return ExitCode.findings;
  } finally {
    for (const connection of connections.values()) connection.close();
  }
}

function choose(
  forwards: readonly DeclaredForward[],
  names: readonly string[],
  folder: string,
  io: CommandIo,
): readonly DeclaredForward[] {
  const textOf = textIn(localeOf(io.env));
  const chosen =
    names.length === 0
      ? forwards
      : names.map(name => {
          const found = forwards.find(each => each.name === name);
          if (found !== undefined) return found;
          const params = { name, known: forwards.map(each => each.name) };
          throw new UsageError(textOf({ code: 'cli.forward-not-declared', params }));
        });
  if (chosen.length === 0) {
    throw new UsageError(textOf({ code: 'cli.forward-none-declared', params: { folder } }));
  }
  return chosen;
}

/** Rejects with a UsageError for a file that is not ours to write. */
function writeEnvironment(
  folder: string,
  declared: readonly DeclaredForward[],
  running: readonly PortForward[],
  files: EnvironmentFiles,
  io: CommandIo,
): void {
  const textOf = textIn(localeOf(io.env));
  const wanted = declared.flatMap((each, index) => {
    const variables = environmentText(forwardVariables(each, running[index]?.ports ?? []));
    return each.environmentFile === undefined ? [] : [{ folder, name: each.environmentFile, variables }];
  });
  const [problem] = files.keep(wanted);
  if (problem !== undefined) {
    const { code, name, reason } = problem;
    const file = code === 'outside' ? name : relative(io.cwd, problem.file);
    if (code === 'unwritable') {
      throw new Error(textOf({ code: 'cli.forward-env-unwritable', params: { file, reason } }));
    }
    throw new UsageError(textOf({ code: `cli.forward-env-${code}`, params: { file } }));
  }
  for (const file of files.written) {
    const params = { file: relative(io.cwd, file) };
    io.stderr.write(`kubewright: ${textOf({ code: 'cli.forward-env-written', params })}\n`);
  }
}
