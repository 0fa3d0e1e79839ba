import { abortError } from './abort.ts';
import type { Connection } from './connection.ts';
import { ClusterFailure } from './failure.ts';
import { listenForward } from './forwardListener.ts';
import { recordAt, textOf } from './json.ts';
import { objectPath } from './resource.ts';
import type { Tunnel } from './tunnel.ts';
import { webSocketTunnel } from './webSocketTunnel.ts';

/** What to forward. */
export interface PortForwardOptions {
  readonly connection: Connection;
  readonly namespace: string;
  readonly pod: string;
  readonly remotePort: number;
  /** 0 or left out: a free one. */
  readonly localPort?: number;
  /** Gives up the start; a started forward ends with `stop`. */
  readonly signal?: AbortSignal;
}

/** How a forward is; `connections` counts the open ones. */
export type PortForwardState =
  | { readonly kind: 'live'; readonly connections: number }
  /** The latest connection failed; the listener stays and the next one may succeed. */
  | { readonly kind: 'failing'; readonly failure: ClusterFailure; readonly connections: number }
  | { readonly kind: 'stopped' };

/** A local listener on 127.0.0.1 that leads to a pod's port. */
export interface PortForward {
  readonly namespace: string;
  readonly pod: string;
  readonly remotePort: number;
  readonly localPort: number;
  /** `127.0.0.1:PORT`. */
  readonly localAddress: string;
  readonly state: PortForwardState;
  /** Called after each change of `state`; the returned function ends that. */
  onStateChange(listener: (state: PortForwardState) => void): () => void;
  /** Resolves once the listener and every socket are closed. Harmless when repeated. */
  stop(): Promise<void>;
}

/** Looks at the pod, listens, and resolves once connections are accepted; rejects with a ClusterFailure. */
export async function portForward(options: PortForwardOptions): Promise<PortForward> {
  const { connection, namespace, pod, remotePort, signal } = options;
  await requireRunning(options);
  const tunnel: Tunnel = webSocketTunnel(connection, { namespace, pod });
  const listeners = new Set<(state: PortForwardState) => void>();
  let state: PortForwardState = { kind: 'live', connections: 0 };
  const setState = (next: PortForwardState) => {
    state = next;
    for (const listener of [...listeners]) listener(state);
  };
  const connections = () => (state.kind === 'stopped' ? 0 : state.connections);
  const listener = await listenForward(options.localPort ?? 0, {
    open: opening => tunnel.open(remotePort, opening),
    onCount: count => {
      if (state.kind !== 'stopped') setState({ ...state, connections: count });
    },
    onOpen: () => {
      if (state.kind === 'failing') setState({ kind: 'live', connections: connections() });
    },
    onFailure: failure => setState({ kind: 'failing', failure, connections: connections() }),
  });
  let stopping: Promise<void> | undefined;
  const stop = () => {
    stopping ??= listener.close();
    tunnel.close();
    if (state.kind !== 'stopped') setState({ kind: 'stopped' });
    return stopping;
  };
  if (signal?.aborted) {
    await stop();
    throw abortError();
  }
  return {
    namespace,
    pod,
    remotePort,
    localPort: listener.port,
    localAddress: `127.0.0.1:${listener.port}`,
    get state() {
      return state;
    },
    onStateChange(change) {
      listeners.add(change);
      return () => listeners.delete(change);
    },
    stop,
  };
}

/** A pod that does not run would only be noticed by the first connection. */
async function requireRunning({ connection, namespace, pod, signal }: PortForwardOptions): Promise<void> {
  const path = objectPath({ group: '', version: 'v1', resource: 'pods' }, namespace, pod);
  const answer = await connection.get({ path, signal });
  const phase = textOf(recordAt(answer.json(), 'status')['phase']) ?? '';
  if (phase !== 'Running') throw new ClusterFailure('forward.pod-not-running', { namespace, pod, phase });
}
