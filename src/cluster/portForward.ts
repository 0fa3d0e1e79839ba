import type { Connection } from './connection.ts';
import type { ClusterFailure } from './failure.ts';

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
export declare function portForward(options: PortForwardOptions): Promise<PortForward>;
