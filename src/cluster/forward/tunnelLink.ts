import type { ClusterFailure } from '../failure.ts';

/** What comes of a link. */
export interface LinkEvents {
  /** A message, or of a link without messages whatever has arrived. */
  message(data: Buffer): void;
  /** What was sent has left; called after `congested` was true. */
  drain(): void;
  /** Nothing comes any more; without a failure where the server said goodbye. */
  close(failure: ClusterFailure | undefined): void;
}

/** Bytes to and from a pod's node, over a socket that has been upgraded. */
export interface TunnelLink {
  /** The subprotocol that the server chose. */
  readonly protocol: string;
  /** More waits to be sent than is good: hold back until `drain`. */
  readonly congested: boolean;
  /** Nothing is read until `resume`. */
  readonly paused: boolean;
  /** When the server was last heard of, as `performance.now()`. */
  readonly heardAt: number;
  /** Bytes that were sent since the server was last heard of. */
  readonly unanswered: number;
  /** Begins to read; to be called once. */
  listen(events: LinkEvents): void;
  /** Takes over the bytes, which it changes. */
  send(message: Buffer): void;
  /** Sends one message of a head, which it takes over, and a payload, which it leaves as it is. */
  sendParts(head: Buffer, payload: Buffer): void;
  pause(): void;
  resume(): void;
  /** Says goodbye and closes; harmless when repeated, and after the end. */
  close(): void;
}

/** What failures name. */
export interface LinkTarget {
  readonly context: string;
  readonly server: string;
}
