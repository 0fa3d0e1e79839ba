import { parseArgs } from 'node:util';
import { createDiscovery } from '../cluster/discovery.ts';
import { isRecord, listAt } from '../cluster/json.ts';
import { maskedObject, objectYaml } from '../cluster/objectYaml.ts';
import { findResource } from '../cluster/resourceName.ts';
import { textIn } from '../messages/text.ts';
import { type Command, type CommandIo, ExitCode, localeOf, UsageError } from './command.ts';
import { type GetRequest, type GetTarget, pagesOf } from './getPages.ts';
import { printTables } from './getTable.ts';
import { onCluster } from './onCluster.ts';

/** `kubewright get KIND [NAME]`: what the cluster has, as the server's table, YAML or JSON; values of Secrets masked. */
export const getCommand: Command = async (args, io) => {
  const request = readArguments(args, io);
  return onCluster(request.context, io, async (connection, signal) => {
    const discovery = await createDiscovery(connection).discover(signal);
    const resource = findResource(discovery, request.kind);
    if (resource === undefined) {
      const params = { kind: request.kind, context: connection.context };
      throw new UsageError(textIn(localeOf(io.env))({ code: 'cli.no-such-kind', params }));
    }
    const isInOne = resource.namespaced && !request.allNamespaces;
    const namespace = isInOne ? (request.namespace ?? connection.kubeContext.namespace) : undefined;
    const target = { connection, resource, namespace, request, signal };
    if (request.output === 'table' || request.output === 'wide') return printTables(target, io);
    return printObjects(target, io);
  });
};

async function printObjects(target: GetTarget, io: CommandIo): Promise<number> {
  const { group, version, kind } = target.resource;
  const type = { apiVersion: group === '' ? version : `${group}/${version}`, kind };
  const objects: unknown[] = [];
  for await (const page of pagesOf(target, undefined)) {
    if (target.request.name === undefined) objects.push(...listAt(page, 'items'));
    else objects.push(page);
  }
  const shown = objects.map(object => maskedObject(object, type));
  const [only] = shown;
  const whole =
    target.request.name === undefined
      ? { apiVersion: 'v1', items: shown, kind: 'List', metadata: { resourceVersion: '' } }
      : only;
  const text =
    target.request.output === 'yaml'
      ? objectYaml(
          whole,
          isRecord(whole) && whole['kind'] === 'List' ? { apiVersion: 'v1', kind: 'List' } : type,
        )
      : `${JSON.stringify(whole, undefined, 4)}\n`;
  io.stdout.write(text);
  return ExitCode.fine;
}

function readArguments(args: readonly string[], io: CommandIo): GetRequest {
  const textOfMessage = textIn(localeOf(io.env));
  const { positionals, values } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      context: { type: 'string' },
      namespace: { type: 'string', short: 'n' },
      'all-namespaces': { type: 'boolean', short: 'A', default: false },
      selector: { type: 'string', short: 'l' },
      watch: { type: 'boolean', short: 'w', default: false },
      output: { type: 'string', short: 'o', default: 'table' },
    },
  });
  const [kind, name, ...rest] = positionals.flatMap(text => text.split('/'));
  const { output, watch } = values;
  const isOutput = output === 'table' || output === 'wide' || output === 'yaml' || output === 'json';
  const isTable = output === 'table' || output === 'wide';
  const isBroad = name !== undefined && values['all-namespaces'];
  if (kind === undefined || rest.length > 0 || !isOutput || isBroad || (watch && !isTable)) {
    throw new UsageError(textOfMessage({ code: 'cli.get-usage', params: {} }));
  }
  return {
    kind,
    name,
    namespace: values.namespace,
    allNamespaces: values['all-namespaces'],
    labelSelector: values.selector,
    watch,
    output,
    context: values.context,
  };
}
