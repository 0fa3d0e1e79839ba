import type { Duplex } from 'node:stream';

/**
 * A way to ports of one pod. `open` gives a stream with half-close: `end()` says that nothing more will be
 * sent and the readable side goes on to its own end. A failure is the stream's `error`, a ClusterFailure.
 */
export interface Tunnel {
  /** Opens one stream; `signal` gives up the opening, not the open stream, which the caller destroys. */
  open(port: number, signal?: AbortSignal): Promise<Duplex>;
  /** Destroys all streams; later opens reject with `connection.closed`. */
  close(): void;
}
