import { type Disposable, type Event, EventEmitter } from 'vscode';
import type { KubeContext, Kubeconfig } from '../cluster/kubeconfig.ts';
import { requireTrust } from './trust.ts';
import { watchFiles } from './watchFiles.ts';

/** The contexts of all kubeconfig files, kept as they are on disk from the first question on. */
export interface Kubeconfigs extends Disposable {
  /** As last read; `undefined` before the first `load`. */
  readonly current: Kubeconfig | undefined;
  /** Reads the files with the first call. Throws a UserError in a workspace that is not trusted. */
  load(): Promise<Kubeconfig>;
  readonly onDidChange: Event<Kubeconfig>;
}

/** Reads nothing yet; the caller disposes it. */
export function createKubeconfigs(): Kubeconfigs {
  const changed = new EventEmitter<Kubeconfig>();
  let current: Kubeconfig | undefined;
  let loading: Promise<Kubeconfig> | undefined;
  let watcher: Disposable | undefined;
  let disposed = false;

  async function read(): Promise<Kubeconfig> {
    const { loadKubeconfig } = await import('../cluster/kubeconfig.ts');
    const next = await loadKubeconfig();
    if (disposed) return next;
    // The list of files comes from the environment, which stays as it is while the extension runs.
    watcher ??= watchFiles(next.files, reload);
    current = next;
    changed.fire(next);
    return next;
  }

  function reload(): void {
    loading = read();
  }

  return {
    get current() {
      return current;
    },
    load() {
      requireTrust();
      loading ??= read();
      return loading;
    },
    onDidChange: changed.event,
    dispose() {
      disposed = true;
      watcher?.dispose();
      changed.dispose();
    },
  };
}

/** Whether nothing in the entry, its cluster and its user differs. */
export function sameContext(left: KubeContext, right: KubeContext): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}
