import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { ClusterFailure } from '../failure.ts';
import { resetSocket } from './resetSocket.ts';

/** How long a connection with one end closed may be silent: nobody may be left on the other. */
const halfClosedMilliseconds = 300_000;
/** An answer that has paused this long is taken for whole. */
const pausedMilliseconds = 250;

/** What comes of a joined connection. */
export interface SpliceEvents {
  /** The port has sent something, for the first time. */
  readonly onAnswer: () => void;
  readonly onFailure: (failure: ClusterFailure) => void;
}

/**
 * Joins a client with a port until both are closed: each end is passed on for itself, each side waits for the other's
 * reader. Where the port fails the client gets a reset if bytes may be missing, and an orderly end where it had its
 * answer.
 */
export function splice(socket: Socket, stream: Duplex, events: SpliceEvents): void {
  let answeredAt = 0;
  let asked = false;
  socket.on('data', () => {
    asked = true;
  });
  stream.on('data', () => {
    asked = false;
    if (answeredAt === 0) events.onAnswer();
    answeredAt = performance.now();
  });
  stream.on('error', error => {
    const isWhole = !asked && answeredAt > 0 && performance.now() - answeredAt > pausedMilliseconds;
    if (isWhole && socket.writableLength === 0) socket.destroySoon();
    else resetSocket(socket);
    if (error instanceof ClusterFailure) events.onFailure(error);
  });
  stream.once('close', () => {
    if (!stream.readableEnded) socket.destroy();
  });
  socket.once('close', () => stream.destroy());
  const halfClosed = () => socket.setTimeout(halfClosedMilliseconds, () => socket.destroy());
  socket.once('end', halfClosed);
  stream.once('end', halfClosed);
  socket.pipe(stream);
  stream.pipe(socket);
}
