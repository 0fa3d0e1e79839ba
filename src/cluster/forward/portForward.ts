import type { Socket } from 'node:net';
import { abortError } from '../abort.ts';
import type { Connection } from '../connection.ts';
import { type BackendState, createBackend } from './backend.ts';
import { type LocalPort, listenLocally, loopback } from './listen.ts';
import { resetSocket } from './resetSocket.ts';
import { splice } from './splice.ts';
import type { ForwardTarget } from './target.ts';
import type { PoolOptions } from './tunnelPool.ts';

/** A port to forward. */
export interface PortPair {
  /** Of the target, by number or name. */
  readonly remote: string;
  /** 0 for a free one. */
  readonly local: number;
  /** 0 means the number that the remote name stands for, where the target tells it before there is a pod. */
  readonly same?: boolean;
}

/** What to forward, and where to. */
export interface PortForwardOptions {
  readonly connection: Connection;
  readonly target: ForwardTarget;
  /** At least one. */
  readonly ports: readonly PortPair[];
  /** Where to listen, `localhost` being both of 127.0.0.1 and ::1, which it is where absent. Others let other machines in: ask whoever wants that. */
  readonly addresses?: readonly string[] | undefined;
  /** How long a new connection may wait for a ready pod; 30 where absent. */
  readonly waitSeconds?: number;
  readonly pool?: PoolOptions;
  /** Gives up the start; a started forward ends with `stop`. */
  readonly signal?: AbortSignal;
}

/** How a forward is. */
export type PortForwardState = BackendState | { readonly kind: 'stopped' };

/** What went through a forward; bytes as the client sees them. */
export interface Traffic {
  /** Whose client is still there; a port may go on to send to one that has ended. */
  readonly connections: number;
  readonly sent: number;
  readonly received: number;
}

/** A port that is listened on. */
export interface ForwardedPort {
  readonly remote: string;
  readonly local: number;
  readonly addresses: readonly string[];
}

/** Local ports that lead to those of a target's pods, for as long as the forward is not stopped. */
export interface PortForward {
  readonly target: ForwardTarget;
  readonly ports: readonly ForwardedPort[];
  readonly state: PortForwardState;
  /** As it is now; its changes are not told. */
  readonly traffic: Traffic;
  /** Called after changes of `state` and of the number of connections; the returned function ends that. */
  onChange(listener: () => void): () => void;
  /** Resolves once every listener and socket is closed. Harmless when repeated. */
  stop(): Promise<void>;
}

/**
 * Looks at the target, listens, and resolves once connections are accepted, whether or not a pod is ready. Rejects with a
 * ClusterFailure where a local port cannot be had or the target has no such pods or ports by its nature.
 */
export async function portForward(options: PortForwardOptions): Promise<PortForward> {
  const { connection, target, signal } = options;
  const listeners = new Set<() => void>();
  const sockets = new Set<Socket>();
  const ended = { sent: 0, received: 0 };
  const stopping = new AbortController();
  let stopped: Promise<void> | undefined;
  const changed = () => {
    for (const listener of [...listeners]) listener();
  };
  const backend = await createBackend(
    {
      connection,
      target,
      ports: options.ports.map(({ remote }) => remote),
      waitSeconds: options.waitSeconds ?? 30,
      onChange: () => stopped ?? changed(),
      pool: options.pool,
    },
    signal,
  );

  function accept(socket: Socket, remote: string): void {
    const leaving = new AbortController();
    sockets.add(socket);
    socket.on('error', () => {});
    socket.once('end', changed);
    socket.once('close', () => {
      leaving.abort();
      sockets.delete(socket);
      ended.sent += socket.bytesRead;
      ended.received += socket.bytesWritten;
      if (stopped === undefined) changed();
    });
    changed();
    backend.open(remote, leaving.signal).then(
      stream => {
        if (socket.destroyed) stream.destroy();
        else splice(socket, stream, { onAnswer: backend.answered, onFailure: backend.failed });
      },
      () => resetSocket(socket),
    );
  }

  const open: (ForwardedPort & { readonly listening: LocalPort })[] = [];
  const stop = () => {
    stopped ??= (async () => {
      stopping.abort();
      backend.stop();
      // A reset tells a client that bytes may be missing; an orderly end would not.
      for (const socket of sockets) resetSocket(socket);
      await Promise.all(open.map(({ listening }) => listening.close()));
      changed();
    })();
    return stopped;
  };
  try {
    for (const { remote, local, same } of options.ports) {
      const wanted = local === 0 && same === true ? (backend.numberOf(remote) ?? 0) : local;
      const listening = await listenLocally(wanted, options.addresses ?? loopback, socket =>
        accept(socket, remote),
      );
      open.push({ remote, local: listening.port, addresses: listening.addresses, listening });
    }
    if (signal?.aborted) throw abortError();
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    target,
    ports: open.map(({ remote, local, addresses }) => ({ remote, local, addresses })),
    get state(): PortForwardState {
      return stopped === undefined ? backend.state : { kind: 'stopped' };
    },
    get traffic() {
      let { sent, received } = ended;
      let connections = 0;
      for (const socket of sockets) {
        sent += socket.bytesRead;
        received += socket.bytesWritten;
        if (!socket.readableEnded) connections += 1;
      }
      return { connections, sent, received };
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    stop,
  };
}
