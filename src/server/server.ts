import { posix } from 'node:path';
import {
  type Connection,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  FileChangeType,
  type InitializeParams,
  type InitializeResult,
  TextDocumentSyncKind,
  TextDocuments,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { isWithin } from '../kustomize/load/paths.ts';
import { createAnalysis } from '../language/analysis.ts';
import { createBuildRoot } from '../language/buildRoot.ts';
import { findRoots, isKustomizationFile } from '../language/roots.ts';
import { textIn } from '../messages/text.ts';
import { createChangeQueue } from './changeQueue.ts';
import { serveFeatures } from './features.ts';
import { createFetching } from './fetching.ts';
import { showFetchProgress } from './fetchProgress.ts';
import { createPublisher } from './publisher.ts';
import type { ClientAbilities, Session } from './session.ts';
import { createSettings } from './settings.ts';
import { createServerWorkspace } from './workspace.ts';

/**
 * Serves one client over `connection` until it closes: diagnostics of every root in the workspace's folders and
 * of every kustomization that is opened, quick fixes, completion and hover.
 */
export function startServer(connection: Connection): void {
  const documents = new TextDocuments(TextDocument);
  const workspace = createServerWorkspace({ fetching: () => fetching, settings: () => settings });
  const settings = createSettings(connection, workspace.folderOf);
  const publish = createPublisher(
    connection,
    documents,
    workspace,
    () => analysis,
    () => session.textOf,
  );
  const analysis = createAnalysis({
    build: createBuildRoot(workspace),
    onFindings: publish,
    onFailure: (root, error) => connection.console.error(`${root}: ${describe(error)}`),
    pause: () => new Promise(resolve => setImmediate(resolve)),
  });
  const queue = createChangeQueue(
    (change, signal) => analysis.update(change, signal),
    error => connection.console.error(describe(error)),
  );
  const fetching = createFetching({
    onFetched: keys => queue.push({ changed: keys }),
    showProgress: () =>
      showFetchProgress(
        connection,
        session.client.showsProgress,
        session.textOf({ code: 'label.fetching', params: {} }),
      ),
    isWanted: key => analysis.isRead(key),
    quietMs: () => Date.now() - session.lastEdit,
    onFailure: error => connection.console.error(describe(error)),
  });
  const session: Session = {
    connection,
    documents,
    workspace,
    analysis,
    queue,
    fetching,
    settings,
    client: noAbilities,
    lastEdit: 0,
    textOf: textIn(undefined),
  };
  serveLifecycle(session);
  serveSettings(session);
  serveDocuments(session);
  serveFeatures(session);
  documents.listen(connection);
  connection.listen();
}

function serveLifecycle(session: Session): void {
  const { connection, workspace, queue, settings } = session;
  const closed = new AbortController();

  async function addRoots(): Promise<void> {
    queue.push({ added: await findRoots(workspace, closed.signal) });
  }

  connection.onInitialize((params): InitializeResult => {
    session.textOf = textIn(params.locale);
    session.client = abilitiesOf(params);
    settings.answers = params.capabilities.workspace?.configuration === true;
    settings.trusted = ownOptions(params).trusted === true;
    workspace.changeFolders(foldersOf(params), []);
    return {
      capabilities: {
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
        codeActionProvider: { codeActionKinds: ['quickfix'] },
        completionProvider: { triggerCharacters: ['/'] },
        hoverProvider: true,
        workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
      },
      serverInfo: { name: 'kubewright' },
    };
  });
  connection.onInitialized(async () => {
    const { foldersChange, watches, settingsChange } = session.client;
    if (foldersChange) {
      connection.workspace.onDidChangeWorkspaceFolders(async ({ added, removed }) => {
        workspace.changeFolders(added.map(toUri), removed.map(toUri));
        const left = (root: string) => !workspace.folders.some(folder => isWithin(root, folder));
        queue.push({ removed: session.analysis.roots().filter(left) });
        await addRoots();
      });
    }
    if (watches) {
      await connection.client.register(DidChangeWatchedFilesNotification.type, {
        watchers: [{ globPattern: '**/*' }],
      });
    }
    if (settingsChange) {
      const section = 'kubewright.kustomize';
      await connection.client.register(DidChangeConfigurationNotification.type, { section });
    }
    await addRoots();
  });
  connection.onShutdown(() => {
    closed.abort();
    session.fetching.dispose();
    queue.dispose();
  });
}

/** Builds anew what settings, trust or the user's wish to fetch again may change. */
function serveSettings({ connection, queue, analysis, settings, fetching }: Session): void {
  const rebuildAll = () => {
    settings.forget();
    queue.push({ added: analysis.roots() });
  };
  connection.onDidChangeConfiguration(rebuildAll);
  connection.onNotification('kubewright/trusted', () => {
    settings.trusted = true;
    rebuildAll();
  });
  connection.onNotification('kubewright/fetchAgain', () => queue.push({ changed: fetching.again() }));
}

const noAbilities: ClientAbilities = {
  watches: false,
  foldersChange: false,
  settingsChange: false,
  showsProgress: false,
  hasCommands: false,
};

function abilitiesOf(params: InitializeParams): ClientAbilities {
  const { workspace, window } = params.capabilities;
  return {
    watches: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    foldersChange: workspace?.workspaceFolders === true,
    settingsChange: workspace?.didChangeConfiguration?.dynamicRegistration === true,
    showsProgress: window?.workDoneProgress === true,
    hasCommands: ownOptions(params).commands === true,
  };
}

/** What our own extension tells beside the protocol. */
function ownOptions({ initializationOptions }: InitializeParams): { trusted?: unknown; commands?: unknown } {
  return typeof initializationOptions === 'object' && initializationOptions !== null
    ? initializationOptions
    : {};
}

function serveDocuments(session: Session): void {
  const { connection, documents, workspace, queue } = session;
  documents.onDidChangeContent(({ document }) => {
    if (document.version > 1) session.lastEdit = Date.now();
    const path = workspace.open(document);
    if (path !== undefined) queue.push({ changed: [path], added: rootsAt([path]) });
  });
  documents.onDidClose(({ document }) => {
    const path = workspace.close(document);
    if (path !== undefined) queue.push({ changed: [path] });
  });
  connection.onDidChangeWatchedFiles(({ changes }) => {
    const changed = changes.flatMap(({ uri, type }) =>
      workspace.changedOnDisk(uri, type !== FileChangeType.Changed),
    );
    queue.push({ changed, added: rootsAt(changed) });
  });
}

/** The directories whose kustomization is among `paths`. */
function rootsAt(paths: readonly string[]): string[] {
  return paths.filter(isKustomizationFile).map(path => posix.dirname(path));
}

function foldersOf({ workspaceFolders, rootUri }: InitializeParams): string[] {
  if (workspaceFolders) return workspaceFolders.map(toUri);
  return rootUri ? [rootUri] : [];
}

function toUri(folder: { readonly uri: string }): string {
  return folder.uri;
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
