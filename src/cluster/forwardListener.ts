import { createServer, type Server, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { ClusterFailure } from './failure.ts';

/** A local listener and its connections. */
export interface ForwardListener {
  readonly port: number;
  /** Resolves once the listener and every socket are closed. */
  close(): Promise<void>;
}

/** What happens on a listener. */
export interface ForwardEvents {
  /** Opens the remote stream of an accepted connection; rejects with a ClusterFailure. */
  readonly open: (signal: AbortSignal) => Promise<Duplex>;
  /** The number of connections has changed. */
  readonly onCount: (connections: number) => void;
  /** A remote stream stands. */
  readonly onOpen: () => void;
  /** A connection failed; others go on. */
  readonly onFailure: (failure: ClusterFailure) => void;
}

/** How long a client may keep sending after the remote has ended and it was told so. */
const lingerMilliseconds = 10_000;

/**
 * Listens on 127.0.0.1 and joins each connection with a remote stream; port 0 takes a free one. Rejects with
 * `forward.local-port-in-use` or `forward.local-port-denied`.
 */
export async function listenForward(port: number, events: ForwardEvents): Promise<ForwardListener> {
  const sockets = new Set<Socket>();
  const ending = new AbortController();
  const server = createServer({ allowHalfOpen: true, pauseOnConnect: true }, socket => {
    sockets.add(socket);
    socket.once('close', () => {
      sockets.delete(socket);
      if (!ending.signal.aborted) events.onCount(sockets.size);
    });
    events.onCount(sockets.size);
    join(socket, events, ending.signal);
  });
  await listen(server, port);
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : port,
    close: () =>
      new Promise(resolve => {
        ending.abort();
        server.close(() => resolve());
        // A reset tells a client that bytes may be missing; an orderly end would not.
        for (const socket of sockets) socket.resetAndDestroy();
      }),
  };
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', error => {
      const code = 'code' in error ? error.code : '';
      const denied = code === 'EACCES' || code === 'EPERM';
      if (denied) reject(new ClusterFailure('forward.local-port-denied', { port }, error));
      else if (code === 'EADDRINUSE')
        reject(new ClusterFailure('forward.local-port-in-use', { port }, error));
      else reject(error);
    });
    server.listen({ host: '127.0.0.1', port }, resolve);
  });
}

function join(socket: Socket, events: ForwardEvents, ending: AbortSignal): void {
  const leaving = new AbortController();
  const failed = (error: unknown) => {
    socket.resetAndDestroy();
    if (error instanceof ClusterFailure && !ending.aborted) events.onFailure(error);
  };
  socket.on('error', () => {});
  socket.once('close', () => leaving.abort());
  socket.setNoDelay(true);
  events.open(AbortSignal.any([leaving.signal, ending])).then(stream => {
    if (socket.destroyed) {
      stream.destroy();
      return;
    }
    events.onOpen();
    stream.on('error', failed);
    stream.once('close', () => {
      if (!stream.readableEnded) socket.destroy();
    });
    socket.once('close', () => stream.destroy());
    stream.once('end', () => {
      const linger = setTimeout(() => socket.destroy(), lingerMilliseconds);
      socket.once('close', () => clearTimeout(linger));
    });
    socket.pipe(stream);
    stream.pipe(socket);
  }, failed);
}
