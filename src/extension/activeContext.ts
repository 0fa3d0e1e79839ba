import { type Disposable, type Event, EventEmitter, type Memento } from 'vscode';
import type { KubeContext, Kubeconfig } from '../cluster/kubeconfig/kubeconfig.ts';
import type { Kubeconfigs } from './kubeconfigs.ts';

/** Where commands of this window go. */
export interface ActiveTarget {
  readonly context: string;
  readonly namespace: string;
  /** False while the window only follows kubectl's current context. */
  readonly chosen: boolean;
}

/** The context and namespace of this window; kept with the workspace, never written to a kubeconfig. */
export interface ActiveContext extends Disposable {
  /**
   * What was chosen here, or kubectl's current context until something is; `undefined` where there is neither or the
   * kubeconfigs have not been read. A chosen context that a kubeconfig no longer has is still named.
   */
  readonly target: ActiveTarget | undefined;
  readonly onDidChange: Event<void>;
  /** The namespace that was chosen for a context, or its own. */
  namespaceOf(context: Pick<KubeContext, 'name' | 'namespace'>): string;
  use(context: string): Promise<void>;
  /** Remembered for the context that is active. */
  useNamespace(namespace: string): Promise<void>;
}

const contextKey = 'kubewright.activeContext';
const namespacesKey = 'kubewright.activeNamespaces';

/** The caller disposes it. */
export function createActiveContext(memento: Memento, kubeconfigs: Kubeconfigs): ActiveContext {
  const changed = new EventEmitter<void>();
  const listening = kubeconfigs.onDidChange(() => changed.fire());
  const namespaces = () => memento.get<Record<string, string>>(namespacesKey, {});

  const namespaceOf = ({ name, namespace }: Pick<KubeContext, 'name' | 'namespace'>) =>
    namespaces()[name] ?? namespace;

  function target(): ActiveTarget | undefined {
    const chosen = memento.get<string>(contextKey);
    const context = chosen ?? currentOf(kubeconfigs.current);
    if (context === undefined) return undefined;
    const known = kubeconfigs.current?.contexts.find(each => each.name === context);
    const namespace = namespaceOf(known ?? { name: context, namespace: 'default' });
    return { context, namespace, chosen: chosen !== undefined };
  }

  return {
    get target() {
      return target();
    },
    onDidChange: changed.event,
    namespaceOf,
    async use(context) {
      await memento.update(contextKey, context);
      changed.fire();
    },
    async useNamespace(namespace) {
      const now = target();
      if (now === undefined) return;
      // To choose a namespace is to choose the context that has it.
      await memento.update(contextKey, now.context);
      await memento.update(namespacesKey, { ...namespaces(), [now.context]: namespace });
      changed.fire();
    },
    dispose() {
      listening.dispose();
      changed.dispose();
    },
  };
}

/** kubectl's current context where it can be connected to. */
function currentOf(kubeconfig: Kubeconfig | undefined): string | undefined {
  const current = kubeconfig?.currentContext;
  return kubeconfig?.contexts.some(({ name }) => name === current) ? current : undefined;
}
