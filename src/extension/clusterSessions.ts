import { type Disposable, type Event, EventEmitter } from 'vscode';
import type { Connection } from '../cluster/connection.ts';
import type { KubeContext } from '../cluster/kubeconfig.ts';
import type { ObjectStore } from '../cluster/objectStore.ts';
import { type Kubeconfigs, sameContext } from './kubeconfigs.ts';

/** One context that is talked to: its connection and its live collections, shared by all views and commands. */
export interface ClusterSession {
  readonly kubeContext: KubeContext;
  readonly connection: Connection;
  readonly store: ObjectStore;
  /** Resources (`group/resource`) that this user may list in single namespaces only. */
  readonly namespacedOnly: Set<string>;
}

/** The sessions of this window. */
export interface ClusterSessions extends Disposable {
  /** Opened with the first call, until the context's entry changes in the kubeconfig. Connects nothing yet. */
  open(kubeContext: KubeContext): Promise<ClusterSession>;
  /** The session of a context, where somebody has opened one. */
  opened(context: string): Promise<ClusterSession> | undefined;
  /** A context's session is new. */
  readonly onDidOpen: Event<string>;
  /** Starts its collections anew, with fresh credentials; the connection stays for whoever uses it. */
  restart(context: string): Promise<void>;
  /** A context's collections are new: what was subscribed before no longer lives. */
  readonly onDidRestart: Event<string>;
}

interface Held {
  readonly kubeContext: KubeContext;
  session: Promise<ClusterSession>;
}

/** Loads the cluster room with the first session; the caller disposes it. */
export function createClusterSessions(kubeconfigs: Kubeconfigs): ClusterSessions {
  const held = new Map<string, Held>();
  const restarted = new EventEmitter<string>();
  const opened = new EventEmitter<string>();

  function close(context: string): void {
    const closing = held.get(context);
    held.delete(context);
    closing?.session.then(({ store, connection }) => {
      store.dispose();
      connection.close();
    });
  }

  const listening = kubeconfigs.onDidChange(({ contexts }) => {
    for (const [name, { kubeContext }] of held) {
      if (!contexts.some(context => sameContext(context, kubeContext))) close(name);
    }
  });

  return {
    onDidRestart: restarted.event,
    onDidOpen: opened.event,
    opened: context => held.get(context)?.session,
    open(kubeContext) {
      const known = held.get(kubeContext.name);
      if (known !== undefined && sameContext(known.kubeContext, kubeContext)) return known.session;
      close(kubeContext.name);
      const session = createSession(kubeContext);
      held.set(kubeContext.name, { kubeContext, session });
      opened.fire(kubeContext.name);
      return session;
    },
    async restart(context) {
      const known = held.get(context);
      if (known === undefined) return;
      const { connection, store } = await known.session;
      connection.invalidateCredentials();
      store.dispose();
      known.session = createSession(known.kubeContext, connection);
      restarted.fire(context);
    },
    dispose() {
      listening.dispose();
      restarted.dispose();
      opened.dispose();
      for (const context of [...held.keys()]) close(context);
    },
  };
}

async function createSession(kubeContext: KubeContext, open?: Connection): Promise<ClusterSession> {
  const [{ openConnection }, { createObjectStore }] = await Promise.all([
    import('../cluster/connection.ts'),
    import('../cluster/objectStore.ts'),
  ]);
  const connection = open ?? openConnection(kubeContext);
  return { kubeContext, connection, store: createObjectStore(connection), namespacedOnly: new Set() };
}
