import { Disposable, type LogOutputChannel, type TextDocument, type Uri, workspace } from 'vscode';
import type { ClusterDefinitions } from './clusterDefinitions.ts';
import { hasKustomizationName } from './kustomizationSchema.ts';
import type { ToldKustomization } from './kustomizations/kustomizationList.ts';
import type { RunningServer } from './languageClient.ts';
import { loadLanguageClient } from './loadLanguageClient.ts';

/** By name alone, as kustomize does. */
export const kustomizationGlob = '**/{kustomization.yaml,kustomization.yml,Kustomization}';
/** Names that are meant to be one; the server says what they should be. */
const misnamed = /\/kustomi[sz](?:a?tion|e)s?(?:\.ya?ml)?$/i;

/** Whether it is a kustomization file on disk, by its name. */
export function isKustomization(uri: Uri): boolean {
  return uri.scheme === 'file' && hasKustomizationName(uri.path);
}

/** The language server of this window, whether or not it has started yet. */
export interface KustomizationServer extends Disposable {
  /** Lets everything that kustomizations fetched be fetched again, and what failed be tried again. */
  fetchAgain(): Promise<void>;
  /** Whether it runs or is about to. */
  readonly isStarted: boolean;
  /** Asks it what the protocol does not have; starts it where it does not run. */
  request<T>(method: string, params: object): Promise<T>;
}

/**
 * Starts the language server as soon as a kustomization is opened, made or found in the workspace, so that a window
 * without one pays nothing. It runs until the result is disposed.
 */
export function serveKustomizations(
  extension: Uri,
  extensionId: string,
  cluster: ClusterDefinitions,
  log: LogOutputChannel,
  onKustomizations: (told: readonly ToldKustomization[]) => void,
): KustomizationServer {
  let client: Promise<RunningServer> | undefined;
  let disposed = false;

  function start(): void {
    if (disposed) return;
    client ??= begin();
  }

  function begin(): Promise<RunningServer> {
    const beginning = loadLanguageClient().then(({ startLanguageClient }) =>
      startLanguageClient(extension, extensionId, cluster, onKustomizations),
    );
    beginning.catch(error => log.error(`The language server did not start: ${String(error)}`));
    early.dispose();
    return beginning;
  }

  const look = ({ uri }: TextDocument) => {
    if (isKustomization(uri) || (uri.scheme === 'file' && misnamed.test(uri.path))) start();
  };
  const watcher = workspace.createFileSystemWatcher(kustomizationGlob, false, true, true);
  const early = Disposable.from(
    watcher,
    watcher.onDidCreate(start),
    workspace.onDidOpenTextDocument(look),
    workspace.onDidChangeWorkspaceFolders(search),
  );
  workspace.textDocuments.forEach(look);
  search();

  function search(): void {
    workspace.findFiles(kustomizationGlob, undefined, 1).then(
      found => {
        if (found.some(isKustomization)) start();
      },
      error => log.warn(`The workspace could not be searched for kustomizations: ${String(error)}`),
    );
  }

  return {
    fetchAgain: async () => (await client)?.fetchAgain(),
    get isStarted() {
      return client !== undefined;
    },
    async request(method, params) {
      client ??= begin();
      return (await client).request(method, params);
    },
    dispose() {
      disposed = true;
      early.dispose();
      client?.then(started => started.stop()).catch(() => {});
    },
  };
}
