import type { Duplex } from 'node:stream';
import type { Connection } from '../connection.ts';

/** The pod whose ports are wanted. */
export interface PodAddress {
  readonly connection: Connection;
  readonly namespace: string;
  readonly pod: string;
}

/**
 * One WebSocket to a pod. Its streams have half-close: `end()` says that nothing more will be sent, and the readable
 * side goes on to its own end. What fails is the stream's `error`, a ClusterFailure.
 */
export interface PodTunnel {
  /** Streams whose client may still send: one that has ended waits for the port to end, which some never do. */
  readonly busy: number;
  /** How long the server has owed a sign of life, in milliseconds; 0 where it owes none. */
  readonly silence: number;
  /** A slow reader or writer holds the others up. */
  readonly stalled: boolean;
  /** Takes another stream. */
  readonly usable: boolean;
  /** Whether the server still answers, after at most so long. */
  prove(milliseconds: number): Promise<boolean>;
  /** Opens a stream at once; whether the port answers shows later. Throws a TypeError where it is not usable. */
  open(port: number): Duplex;
  /** Closes once the last stream is closed, and takes no other. */
  retire(): void;
  /** Destroys all streams. Harmless when repeated. */
  close(): void;
}

/** Bytes that a stream may have read ahead of its reader. */
export const mostAhead = 512 * 1024;

/** What whoever opened a tunnel wants to know of it. */
export interface TunnelEvents {
  /** A stream has no client any more. */
  readonly onIdle: () => void;
  /** It is closed, by whomever; called once. */
  readonly onClose: () => void;
}
