import { isAbort } from '../cluster/abort.ts';
import { type Connection, openConnection } from '../cluster/connection.ts';
import { ClusterFailure } from '../cluster/failure.ts';
import { type CommandIo, ExitCode } from './command.ts';
import { pluginHost } from './pluginHost.ts';
import { chooseContext, failureText, type TargetHints } from './target.ts';

/**
 * Does work on the context that is named, or that `chooseContext` finds, over a connection that lasts as long. Gives the work's exit code; what Ctrl-C gives up ends well, and a failure from outside is told on the standard error.
 */
export async function onCluster(
  context: string | undefined,
  io: CommandIo,
  work: (connection: Connection, signal: AbortSignal) => Promise<number>,
  hints?: TargetHints,
): Promise<number> {
  let connection: Connection | undefined;
  try {
    connection = openConnection(await chooseContext(context, io, hints), {
      proxies: { environment: io.env },
      plugins: pluginHost(io),
    });
    return await work(connection, io.interrupted());
  } catch (error) {
    if (isAbort(error)) return ExitCode.fine;
    if (!(error instanceof ClusterFailure)) throw error;
    io.stderr.write(`kubewright: ${failureText(error, io)}\n`);
    return ExitCode.findings;
  } finally {
    connection?.close();
  }
}
