import { type Disposable, type Event, EventEmitter, type Memento } from 'vscode';

/** Which objects of a context the views show. */
export interface ClusterFilter {
  /** `undefined`: all, or where the user may not list them all the context's own. */
  readonly namespaces: readonly string[] | undefined;
  /** As kubectl takes it: `app=web,tier!=cache`. */
  readonly labelSelector: string | undefined;
  /** Part of a name or of a column, in lower case. */
  readonly text: string | undefined;
}

/** What is shown of each context in this window; kept with the workspace. */
export interface ClusterFilters extends Disposable {
  of(context: string): ClusterFilter;
  /** Changes what is given and leaves the rest as it is. */
  set(context: string, filter: Partial<ClusterFilter>): Promise<void>;
  /** Of that context. */
  readonly onDidChange: Event<string>;
}

/** What is shown where nothing was chosen. */
export const everything: ClusterFilter = { namespaces: undefined, labelSelector: undefined, text: undefined };

const key = 'kubewright.clusterFilters';

/** The caller disposes it. */
export function createClusterFilters(memento: Memento): ClusterFilters {
  const changed = new EventEmitter<string>();
  const all = () => memento.get<Record<string, ClusterFilter>>(key, {});
  return {
    of: context => all()[context] ?? everything,
    async set(context, filter) {
      await memento.update(key, { ...all(), [context]: { ...everything, ...all()[context], ...filter } });
      changed.fire(context);
    },
    onDidChange: changed.event,
    dispose: () => changed.dispose(),
  };
}
