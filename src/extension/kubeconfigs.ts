import { realpath } from 'node:fs/promises';
import { homedir } from 'node:os';
import { type Disposable, type Event, EventEmitter, workspace } from 'vscode';
import type { KubeContext, Kubeconfig } from '../cluster/kubeconfig/kubeconfig.ts';
import { kubeconfigPaths } from './kubeconfigPaths.ts';
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

/** By then the editor surely watches what it was asked to. */
const watchingMilliseconds = 3000;

/** Reads nothing yet; the caller disposes it. */
export function createKubeconfigs(): Kubeconfigs {
  const changed = new EventEmitter<Kubeconfig>();
  let current: Kubeconfig | undefined;
  let loading: Promise<Kubeconfig> | undefined;
  let watched: { readonly key: string; readonly watcher: Disposable } | undefined;
  let lookingAgain: NodeJS.Timeout | undefined;
  let disposed = false;

  async function read(): Promise<Kubeconfig> {
    const { loadKubeconfig } = await import('../cluster/kubeconfig/loadKubeconfig.ts');
    const next = await loadKubeconfig(process.env, { extra: extraPaths() });
    const files = await withTargets(next.files);
    if (disposed) return next;
    watch(files, next.folders);
    current = next;
    changed.fire(next);
    return next;
  }

  /** Files come and go with folders and settings. */
  function watch(files: readonly string[], folders: readonly string[]): void {
    const key = JSON.stringify([files, folders]);
    if (watched?.key === key) return;
    watched?.watcher.dispose();
    watched = { key, watcher: watchFiles(files, reload, folders) };
    // The editor takes a moment to begin with it, in which a change would go unseen.
    clearTimeout(lookingAgain);
    lookingAgain = setTimeout(reload, watchingMilliseconds).unref();
  }

  function reload(): void {
    loading = read();
  }

  const listening = workspace.onDidChangeConfiguration(event => {
    if (loading !== undefined && event.affectsConfiguration(setting)) reload();
  });

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
      clearTimeout(lookingAgain);
      listening.dispose();
      watched?.watcher.dispose();
      changed.dispose();
    },
  };
}

const setting = 'kubewright.kubeconfigs';

function extraPaths(): string[] {
  const folders = (workspace.workspaceFolders ?? []).flatMap(({ uri }) =>
    uri.scheme === 'file' ? [uri.fsPath] : [],
  );
  return kubeconfigPaths(workspace.getConfiguration().get(setting), { home: homedir(), folders });
}

/** A change behind a link is no change of the link. */
async function withTargets(files: readonly string[]): Promise<string[]> {
  const targets = await Promise.all(files.map(file => realpath(file).catch(() => file)));
  return [...new Set([...files, ...targets])];
}

/** Whether nothing in the entry, its cluster and its user differs; an issuer's tokens come and go by themselves. */
export function sameContext(left: KubeContext, right: KubeContext): boolean {
  return JSON.stringify(left, withoutIssued) === JSON.stringify(right, withoutIssued);
}

function withoutIssued(key: string, value: unknown): unknown {
  return key === 'id-token' || key === 'refresh-token' ? undefined : value;
}
