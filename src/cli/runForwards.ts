import { once } from 'node:events';
import type { ClusterFailure } from '../cluster/failure.ts';
import { hostAndPort } from '../cluster/forward/hostAndPort.ts';
import { isLoopback } from '../cluster/forward/loopback.ts';
import { type PortForward, type PortForwardOptions, portForward } from '../cluster/forward/portForward.ts';
import { selectorKind } from '../cluster/forward/target.ts';
import { textIn } from '../messages/text.ts';
import { type CommandIo, localeOf } from './command.ts';
import { failureText } from './target.ts';

/** How forwards are run. */
export interface RunOptions {
  /** Waits for a first ready pod for as long as it takes, rather than failing without one. */
  readonly patient: boolean;
  /** All listen. */
  readonly onListening?: (forwards: readonly PortForward[]) => void | Promise<void>;
}

/**
 * Starts the forwards and keeps them until the signal aborts, telling on the standard output where they listen and on the
 * standard error how they do, and beforehand which addresses other machines can reach. Rejects with a ClusterFailure where one cannot be started; those before it are stopped.
 */
export async function runForwards(
  wanted: readonly PortForwardOptions[],
  io: CommandIo,
  signal: AbortSignal,
  options: RunOptions,
): Promise<void> {
  const textOf = textIn(localeOf(io.env));
  const forwards: PortForward[] = [];
  warnOfOpen(wanted, io);
  try {
    for (const each of wanted) {
      const forward = await portForward({ ...each, signal });
      forwards.push(forward);
      if (!options.patient) await requirePod(forward, signal);
      for (const { remote, local, addresses } of forward.ports) {
        const shown = addresses.map(address => hostAndPort(address, local));
        const params = { addresses: shown, target: nameOf(forward), port: remote };
        io.stdout.write(`${textOf({ code: 'cli.forwarding', params })}\n`);
      }
      tellChanges(forward, io);
    }
    await options.onListening?.(forwards);
    // Listening sockets keep the process alive until then.
    if (!signal.aborted) await once(signal, 'abort');
  } finally {
    await Promise.all(forwards.map(forward => forward.stop()));
  }
}

function warnOfOpen(wanted: readonly PortForwardOptions[], io: CommandIo): void {
  const all = wanted.flatMap(({ addresses = [] }) => addresses.map(address => address.trim()));
  const open = [...new Set(all)].filter(address => !isLoopback(address));
  if (open.length === 0) return;
  const params = { address: open.join(', ') };
  io.stderr.write(`kubewright: ${textIn(localeOf(io.env))({ code: 'cli.forward-open-address', params })}\n`);
}

/** What a forward leads to, as texts name it: `default/service/web`. */
function nameOf({ target: { namespace, kind, name } }: PortForward): string {
  return kind === 'pod' || kind === selectorKind ? `${namespace}/${name}` : `${namespace}/${kind}/${name}`;
}

/** Whoever types a name may have mistyped it: no ready pod at the start, or no way to it, is a failure. */
async function requirePod(forward: PortForward, signal: AbortSignal): Promise<void> {
  for (;;) {
    const { state } = forward;
    if (signal.aborted || state.kind === 'live' || state.kind === 'stopped') return;
    if (state.kind === 'waiting') throw state.reason;
    if (state.kind === 'failed') throw state.failure;
    await new Promise<void>(resolve => {
      const settle = () => {
        unsubscribe();
        signal.removeEventListener('abort', settle);
        resolve();
      };
      const unsubscribe = forward.onChange(settle);
      signal.addEventListener('abort', settle, { once: true });
    });
  }
}

/** One line for each state that differs from the one before. */
function tellChanges(forward: PortForward, io: CommandIo): void {
  const textOf = textIn(localeOf(io.env));
  let told: ClusterFailure | string | undefined;
  const tell = () => {
    const { state } = forward;
    const target = nameOf(forward);
    if (state.kind === 'live') {
      const { pod } = state;
      if (told !== undefined && told !== pod) {
        io.stderr.write(`kubewright: ${textOf({ code: 'cli.forward-live', params: { target, pod } })}\n`);
      }
      told = pod;
    }
    const trouble =
      state.kind === 'waiting' ? state.reason : state.kind === 'failed' ? state.failure : undefined;
    if (trouble === undefined || (typeof told === 'object' && told.message === trouble.message)) return;
    told = trouble;
    io.stderr.write(`kubewright: ${target}: ${failureText(trouble, io)}\n`);
  };
  forward.onChange(tell);
  tell();
}
