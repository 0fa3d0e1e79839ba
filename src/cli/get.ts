import type { Connection } from '../cluster/connection.ts';
import { createDiscovery } from '../cluster/discovery.ts';
import { findResource } from '../cluster/resourceName.ts';
import { textIn } from '../messages/text.ts';
import { type Command, type CommandIo, ExitCode, localeOf, UsageError } from './command.ts';
import { type GetRequest, getArguments } from './getArguments.ts';
import { printNames, printObjects, watchObjects } from './getObjects.ts';
import type { GetTarget } from './getPages.ts';
import { printTables, watchTable } from './getTable.ts';
import { onCluster } from './onCluster.ts';
import { failureText } from './target.ts';

/** `kubewright get KIND [NAME]`: what the cluster has, as the server's table, YAML or JSON; values of Secrets masked. */
export const getCommand: Command = async (args, io) => {
  const request = getArguments(args, io);
  return onCluster(request.context, io, async (connection, signal) => {
    const targets = await targetsOf(request, connection, io, signal);
    const [first] = targets;
    const isTable = request.output === 'table' || request.output === 'wide';
    if (request.watch && first !== undefined) {
      await (isTable ? watchTable(first, io) : watchObjects(first, io));
      return ExitCode.fine;
    }
    const print = isTable ? printTables : request.output === 'name' ? printNames : printObjects;
    const failures = await print(targets, io);
    for (const failure of failures) io.stderr.write(`kubewright: ${failureText(failure, io)}\n`);
    return failures.length === 0 ? ExitCode.fine : ExitCode.findings;
  });
};

/** Throws a UsageError where the server has no such kind. */
async function targetsOf(
  request: GetRequest,
  connection: Connection,
  io: CommandIo,
  signal: AbortSignal,
): Promise<readonly GetTarget[]> {
  const discovery = await createDiscovery(connection).discover(signal);
  return request.wanted.map(({ kind, name }) => {
    const resource = findResource(discovery, kind);
    if (resource === undefined) {
      const params = { kind, context: connection.context };
      throw new UsageError(textIn(localeOf(io.env))({ code: 'cli.no-such-kind', params }));
    }
    const isInOne = resource.namespaced && !request.allNamespaces;
    const namespace = isInOne ? (request.namespace ?? connection.kubeContext.namespace) : undefined;
    return { connection, resource, namespace, name, request, signal };
  });
}
