import { type Disposable, type Event, EventEmitter } from 'vscode';
import type { Access } from '../cluster/access.ts';
import type { Connection } from '../cluster/connection.ts';
import type { CredentialSources } from '../cluster/credentials/credentials.ts';
import type { PluginHost } from '../cluster/credentials/execPlugin.ts';
import type { DiscoveryClient } from '../cluster/discovery.ts';
import type { KubeContext } from '../cluster/kubeconfig/kubeconfig.ts';
import type { ObjectStore } from '../cluster/watch/objectStore.ts';
import { editorProxies } from './editorProxies.ts';
import { type Kubeconfigs, sameContext } from './kubeconfigs.ts';

/** One context that is talked to: its connection and its live collections, shared by all views and commands. */
export interface ClusterSession {
  readonly kubeContext: KubeContext;
  readonly connection: Connection;
  readonly store: ObjectStore;
  readonly discovery: DiscoveryClient;
  /** Resources (`group/resource`) that this user may list in single namespaces only, and when the server last said so. */
  readonly namespacedOnly: Map<string, number>;
  /** What this user may do, for what menus offer. */
  readonly access: Access;
}

/** The sessions of this window. */
export interface ClusterSessions extends Disposable {
  /** Opened with the first call, until the context's entry changes in the kubeconfig. Connects nothing yet. */
  open(kubeContext: KubeContext): Promise<ClusterSession>;
  /** Those that were opened, by a view or a command, and are still there; opens none. */
  readonly opened: readonly ClusterSession[];
  /** Starts its collections anew, with fresh credentials; the connection stays for whoever uses it. */
  restart(context: string): Promise<void>;
  /** A context's collections are new: what was subscribed before no longer lives. */
  readonly onDidRestart: Event<string>;
  /** Which ones are opened is different. */
  readonly onDidChangeOpened: Event<void>;
}

interface Held {
  readonly kubeContext: KubeContext;
  session: Promise<ClusterSession>;
  /** Once it is there. */
  opened: ClusterSession | undefined;
}

/** Loads the cluster room with the first session; the caller disposes it. */
export function createClusterSessions(kubeconfigs: Kubeconfigs, plugins: PluginHost): ClusterSessions {
  const createSession = sessionFactory(plugins);
  const held = new Map<string, Held>();
  const restarted = new EventEmitter<string>();
  const changed = new EventEmitter<void>();

  function hold(entry: Held): Promise<ClusterSession> {
    const { session } = entry;
    session.then(
      opened => {
        if (held.get(entry.kubeContext.name) !== entry || entry.session !== session) return;
        entry.opened = opened;
        changed.fire();
      },
      () => {},
    );
    return session;
  }

  function close(context: string): void {
    const closing = held.get(context);
    held.delete(context);
    if (closing !== undefined) changed.fire();
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
    get opened() {
      return [...held.values()].flatMap(({ opened }) => opened ?? []);
    },
    onDidRestart: restarted.event,
    onDidChangeOpened: changed.event,
    open(kubeContext) {
      const known = held.get(kubeContext.name);
      if (known !== undefined && sameContext(known.kubeContext, kubeContext)) return known.session;
      close(kubeContext.name);
      const entry: Held = { kubeContext, session: createSession(kubeContext), opened: undefined };
      held.set(kubeContext.name, entry);
      return hold(entry);
    },
    async restart(context) {
      const known = held.get(context);
      if (known === undefined) return;
      const { connection, store } = await known.session;
      connection.invalidateCredentials();
      store.dispose();
      known.opened = undefined;
      known.session = createSession(known.kubeContext, connection);
      await hold(known);
      restarted.fire(context);
    },
    dispose() {
      listening.dispose();
      for (const context of [...held.keys()]) close(context);
      restarted.dispose();
      changed.dispose();
    },
  };
}

/** What all sessions of a window share: contexts of the same cluster and user log in once. */
function sessionFactory(
  plugins: PluginHost,
): (kubeContext: KubeContext, open?: Connection) => Promise<ClusterSession> {
  let sources: CredentialSources | undefined;
  return async (kubeContext, open) => {
    const [
      { openConnection },
      { createDiscovery },
      { createObjectStore },
      { credentialSources },
      { createAccess },
    ] = await Promise.all([
      import('../cluster/connection.ts'),
      import('../cluster/discovery.ts'),
      import('../cluster/watch/objectStore.ts'),
      import('../cluster/credentials/credentials.ts'),
      import('../cluster/access.ts'),
    ]);
    const proxies = editorProxies();
    sources ??= credentialSources({ proxies, plugins });
    const connection = open ?? openConnection(kubeContext, { proxies, credentials: sources.of(kubeContext) });
    return {
      kubeContext,
      connection,
      store: createObjectStore(connection),
      discovery: createDiscovery(connection),
      namespacedOnly: new Map(),
      access: createAccess(connection),
    };
  };
}
