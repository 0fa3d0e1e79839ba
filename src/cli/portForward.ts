import { parseArgs } from 'node:util';
import type { PortPair } from '../cluster/forward/portForward.ts';
import { readPort } from '../cluster/forward/readPort.ts';
import { type ForwardTarget, selectorKind } from '../cluster/forward/target.ts';
import { textIn } from '../messages/text.ts';
import { type Command, type CommandIo, ExitCode, localeOf, UsageError } from './command.ts';
import { forwardDeclared } from './forwardDeclared.ts';
import { onCluster } from './onCluster.ts';
import { runForwards } from './runForwards.ts';

/**
 * `kubewright port-forward [KIND/]NAME [LOCAL:]REMOTE...`, with `-l SELECTOR` in place of a name, or `--declared` for what
 * the folder declares: forwards until Ctrl-C, which is a good end.
 */
export const portForwardCommand: Command = async (args, io) => {
  const wanted = readArguments(args, io);
  if (wanted.declared !== undefined) return forwardDeclared(wanted.declared, wanted, io);
  return onCluster(wanted.context, io, async (connection, signal) => {
    const namespace = wanted.namespace ?? connection.kubeContext.namespace;
    const target = { ...wanted.target, namespace };
    const { ports, addresses } = wanted;
    await runForwards([{ connection, target, ports, addresses }], io, signal, { patient: false });
    return ExitCode.fine;
  });
};

interface Wanted {
  /** Names of declared forwards; none for all. */
  readonly declared: readonly string[] | undefined;
  readonly target: Omit<ForwardTarget, 'namespace'>;
  readonly ports: readonly PortPair[];
  readonly addresses: readonly string[] | undefined;
  readonly context: string | undefined;
  readonly namespace: string | undefined;
}

function readArguments(args: readonly string[], io: CommandIo): Wanted {
  const textOf = textIn(localeOf(io.env));
  const { positionals, values } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      context: { type: 'string' },
      namespace: { type: 'string', short: 'n' },
      selector: { type: 'string', short: 'l' },
      address: { type: 'string', multiple: true },
      declared: { type: 'boolean' },
    },
  });
  const { context, namespace, selector } = values;
  const addresses = values.address?.flatMap(list => list.split(',').map(address => address.trim()));
  const common = { context, namespace, addresses };
  if (values.declared === true) {
    if (selector !== undefined) {
      throw new UsageError(textOf({ code: 'cli.forward-declared-selector', params: { selector } }));
    }
    return { ...common, declared: positionals, target: { kind: '', name: '' }, ports: [] };
  }
  const [first = '', ...rest] = positionals;
  const ports = selector === undefined ? rest : positionals;
  const [, kind = 'pod', name = ''] =
    selector === undefined ? (/^(?:([^/]+)\/)?([^/]+)$/.exec(first) ?? []) : ['', selectorKind, selector];
  if (name === '' || ports.length === 0) {
    const text = positionals.join(' ');
    throw new UsageError(textOf({ code: 'cli.forward-usage', params: { text } }));
  }
  const pairs = ports.map(text => {
    const pair = readPort(text);
    if (pair === undefined) throw new UsageError(textOf({ code: 'cli.forward-bad-port', params: { text } }));
    return pair;
  });
  return { ...common, declared: undefined, target: { kind, name }, ports: pairs };
}
