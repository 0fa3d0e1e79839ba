import { type Disposable, type Event, EventEmitter } from 'vscode';
import type { PortForward } from '../../cluster/portForward.ts';
import type { ClusterSession } from '../clusterSessions.ts';

/** Which port of which pod, and where it shall be on this machine. */
export interface ForwardRequest {
  readonly session: ClusterSession;
  readonly namespace: string;
  readonly pod: string;
  readonly remotePort: number;
  /** 0 for a free one. */
  readonly localPort: number;
  readonly signal: AbortSignal;
}

/** A forward that was started in this window. */
export interface HeldForward {
  readonly context: string;
  readonly forward: PortForward;
}

/** The forwards of this window, in the order in which they were started. */
export interface ForwardList extends Disposable {
  readonly all: readonly HeldForward[];
  /** After one came, went or changed its state. */
  readonly onDidChange: Event<void>;
  /** Resolves once connections are accepted; rejects with a ClusterFailure or an AbortError. */
  start(request: ForwardRequest): Promise<HeldForward>;
  /** Resolves once its sockets are closed. */
  stop(held: HeldForward): Promise<void>;
}

/** No forwards yet; the caller disposes the list and with it all of them. */
export function createForwardList(): ForwardList {
  const changed = new EventEmitter<void>();
  const all: HeldForward[] = [];
  return {
    all,
    onDidChange: changed.event,
    async start({ session, ...options }) {
      const { portForward } = await import('../../cluster/portForward.ts');
      const forward = await portForward({ connection: session.connection, ...options });
      const held = { context: session.kubeContext.name, forward };
      forward.onStateChange(() => changed.fire());
      all.push(held);
      changed.fire();
      return held;
    },
    async stop(held) {
      const index = all.indexOf(held);
      if (index < 0) return;
      all.splice(index, 1);
      changed.fire();
      await held.forward.stop();
    },
    dispose() {
      changed.dispose();
      for (const { forward } of all.splice(0)) void forward.stop();
    },
  };
}
