import { once } from 'node:events';
import { parseArgs } from 'node:util';
import type { Connection } from '../cluster/connection.ts';
import type { ClusterFailure } from '../cluster/failure.ts';
import { type ForwardKind, forwardTarget } from '../cluster/forwardTarget.ts';
import { type PortForward, portForward } from '../cluster/portForward.ts';
import { textIn } from '../messages/text.ts';
import { type Command, type CommandIo, ExitCode, localeOf, UsageError } from './command.ts';
import { onCluster } from './onCluster.ts';
import { failureText } from './target.ts';

/** `kubewright port-forward [KIND/]NAME [LOCAL:]REMOTE...`: forwards until Ctrl-C, which is a good end. */
export const portForwardCommand: Command = async (args, io) => {
  const wanted = readArguments(args, io);
  return onCluster(wanted.context, io, async (connection, signal) => {
    const forwards: PortForward[] = [];
    try {
      await start(
        connection,
        wanted,
        wanted.namespace ?? connection.kubeContext.namespace,
        io,
        signal,
        forwards,
      );
      // Listening sockets keep the process alive until then.
      if (!signal.aborted) await once(signal, 'abort');
      return ExitCode.fine;
    } finally {
      await Promise.all(forwards.map(forward => forward.stop()));
    }
  });
};

interface Wanted {
  readonly kind: ForwardKind;
  readonly name: string;
  readonly ports: readonly PortPair[];
  readonly context: string | undefined;
  readonly namespace: string | undefined;
}

interface PortPair {
  /** 0 for a free one; `undefined` for the same as the remote one. */
  readonly local: number | undefined;
  readonly remote: string;
}

/** Puts each forward into `forwards` as soon as it listens, so that a later failure stops those before it. */
async function start(
  connection: Connection,
  wanted: Wanted,
  namespace: string,
  io: CommandIo,
  signal: AbortSignal,
  forwards: PortForward[],
): Promise<void> {
  const { kind, name } = wanted;
  const textOf = textIn(localeOf(io.env));
  const remotes = wanted.ports.map(({ remote }) => remote);
  const { pod, ports } = await forwardTarget({ connection, namespace, kind, name, ports: remotes, signal });
  for (const [index, remotePort] of ports.entries()) {
    const pair = wanted.ports[index];
    const localPort = pair?.local ?? (/^\d+$/.test(pair?.remote ?? '') ? Number(pair?.remote) : remotePort);
    const forward = await portForward({ connection, namespace, pod, remotePort, localPort, signal });
    forwards.push(forward);
    const params = { address: forward.localAddress, pod: `${namespace}/${pod}`, port: remotePort };
    io.stdout.write(`${textOf({ code: 'cli.forwarding', params })}\n`);
    let failing: ClusterFailure | undefined;
    forward.onStateChange(state => {
      const failure = state.kind === 'failing' ? state.failure : undefined;
      if (failure !== undefined && failure !== failing) {
        io.stderr.write(`kubewright: ${failureText(failure, io)}\n`);
      }
      failing = failure;
    });
  }
}

const kinds: ReadonlyMap<string, ForwardKind> = new Map(
  Object.entries({
    pod: ['pod', 'pods', 'po'],
    service: ['service', 'services', 'svc'],
    deployment: ['deployment', 'deployments', 'deploy'],
    statefulset: ['statefulset', 'statefulsets', 'sts'],
    replicaset: ['replicaset', 'replicasets', 'rs'],
    daemonset: ['daemonset', 'daemonsets', 'ds'],
  } satisfies Record<ForwardKind, string[]>).flatMap(([kind, names]) =>
    names.map(name => [name, kind as ForwardKind] as const),
  ),
);

function readArguments(args: readonly string[], io: CommandIo): Wanted {
  const textOf = textIn(localeOf(io.env));
  const { positionals, values } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { context: { type: 'string' }, namespace: { type: 'string', short: 'n' } },
  });
  const [target = '', ...ports] = positionals;
  const [, kindName = 'pod', name = ''] = /^(?:([^/]+)\/)?([^/]+)$/.exec(target) ?? [];
  const kind = kinds.get(kindName.toLowerCase());
  if (kind === undefined || name === '' || ports.length === 0) {
    const text = positionals.join(' ');
    throw new UsageError(textOf({ code: 'cli.forward-usage', params: { text } }));
  }
  const pairs = ports.map(text => {
    const pair = readPort(text);
    if (pair === undefined) throw new UsageError(textOf({ code: 'cli.forward-bad-port', params: { text } }));
    return pair;
  });
  return { kind, name, ports: pairs, context: values.context, namespace: values.namespace };
}

function readPort(text: string): PortPair | undefined {
  const [, separator, localText = '', remote = ''] = /^((\d*):)?([\w-]+)$/.exec(text) ?? [];
  const tooBig = [localText, remote].some(each => /^\d+$/.test(each) && Number(each) > 65_535);
  if (remote === '' || remote === '0' || tooBig) return undefined;
  if (separator === undefined) return { local: undefined, remote };
  return { local: localText === '' ? 0 : Number(localText), remote };
}
