import { type Disposable, type Event, EventEmitter } from 'vscode';
import type { PortForward } from '../../cluster/portForward.ts';
import type { Forwardable } from './forwardable.ts';

/** Which port of what, and where it shall be on this machine. */
export interface ForwardRequest {
  readonly target: Forwardable;
  /** Of the target: a Service's port, not that of the pod behind it. */
  readonly port: number;
  /** 0 for a free one. */
  readonly localPort: number;
  readonly signal: AbortSignal;
}

/** A forward that was started in this window. */
export interface HeldForward {
  readonly context: string;
  /** What was asked for, as `namespace/name:port`, with the kind where it is no pod. */
  readonly target: string;
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
    async start({ target, port, localPort, signal }) {
      const [{ forwardTarget }, { portForward }] = await Promise.all([
        import('../../cluster/forwardTarget.ts'),
        import('../../cluster/portForward.ts'),
      ]);
      const { session, namespace, kind, name } = target;
      const { connection } = session;
      const ports = [String(port)];
      const found = await forwardTarget({ connection, namespace, kind, name, ports, signal });
      const [remotePort = port] = found.ports;
      const { pod } = found;
      const forward = await portForward({ connection, namespace, pod, remotePort, localPort, signal });
      const held = { context: session.kubeContext.name, target: nameOf(target, port), forward };
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

function nameOf({ namespace, kind, name }: Forwardable, port: number): string {
  return kind === 'pod' ? `${namespace}/${name}:${port}` : `${namespace}/${kind}/${name}:${port}`;
}
