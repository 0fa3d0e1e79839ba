import type { Disposable, LogOutputChannel } from 'vscode';
import type { ActiveContext } from './activeContext.ts';
import type { ClusterSessions } from './clusterSessions.ts';

/** What the language server is told of the cluster: nothing where none is connected. */
export interface ToldCluster {
  readonly context?: string;
  readonly version?: string;
}

/** What the window's context says of the kinds it serves, once something else has opened a connection to it. */
export interface ClusterDefinitions {
  /** The CustomResourceDefinitions of kinds, each `group/version kind`; none where no cluster is connected. */
  of(kinds: readonly string[]): Promise<readonly unknown[]>;
  /** Tells of the cluster now, and whenever it is another one, until the result is disposed. */
  follow(tell: (cluster: ToldCluster) => void): Disposable;
}

/** Never connects by itself: it only looks at sessions that views and commands have opened. */
export function createClusterDefinitions(
  active: ActiveContext,
  sessions: ClusterSessions,
  log: LogOutputChannel,
): ClusterDefinitions {
  const session = () => {
    const { context } = active.target ?? {};
    return sessions.opened.find(({ kubeContext }) => kubeContext.name === context);
  };

  async function look(): Promise<ToldCluster> {
    const opened = session();
    if (opened === undefined) return {};
    const { serverVersion } = await import('../cluster/customDefinitions.ts');
    const version = await serverVersion(opened.connection);
    return { context: opened.kubeContext.name, ...(version === undefined ? {} : { version }) };
  }

  return {
    async of(kinds) {
      const opened = session();
      if (opened === undefined) return [];
      const { customDefinitions } = await import('../cluster/customDefinitions.ts');
      return customDefinitions(opened.connection, kinds).catch((error: unknown) => {
        log.warn(`Custom resources are not checked by ${opened.kubeContext.name}: ${String(error)}`);
        return [];
      });
    },
    follow(tell) {
      let turn = 0;
      const update = async () => {
        turn += 1;
        const mine = turn;
        // Whoever opened the session says what is wrong with it.
        const told = await look().catch((): ToldCluster => ({}));
        if (mine === turn) tell(told);
      };
      void update();
      const listening = [active.onDidChange(update), sessions.onDidChangeOpened(update)];
      return {
        dispose() {
          turn += 1;
          for (const each of listening) each.dispose();
        },
      };
    },
  };
}
