import {
  type ClientCapabilities,
  type Connection,
  DidChangeWatchedFilesNotification,
  type InitializeParams,
  type InitializeResult,
  TextDocumentSyncKind,
  TextDocuments,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { createAnalysis } from '../language/analysis.ts';
import { createBuildRoot } from '../language/buildRoot.ts';
import { findRoots } from '../language/roots.ts';
import { textIn } from '../messages/text.ts';
import { createChangeQueue } from './changeQueue.ts';
import { serveFeatures } from './features.ts';
import { followFiles, isOurs, lookOutside } from './liveFiles.ts';
import { createOutsideWatches } from './outsideWatches.ts';
import { createPublisher } from './publisher.ts';
import type { Session } from './session.ts';
import { createServerWorkspace } from './workspace.ts';

/**
 * Serves one client over `connection` until it closes: diagnostics of every root in the workspace's folders and
 * of every kustomization that is opened, quick fixes, completion and hover.
 */
export function startServer(connection: Connection): void {
  const documents = new TextDocuments(TextDocument);
  const workspace = createServerWorkspace();
  const publisher = createPublisher({
    connection,
    documents,
    workspace,
    analysis: () => analysis,
    textOf: () => session.textOf,
  });
  const fail = (error: unknown) => connection.console.error(describe(error));
  const analysis = createAnalysis({
    build: createBuildRoot(workspace),
    onFindings: publisher.publish,
    onPaths: () => session.watches?.follow(analysis.paths(), workspace.folders),
    onFailure: (root, error) => connection.console.error(`${root}: ${describe(error)}`),
    pause: () => new Promise(resolve => setImmediate(resolve)),
  });
  const queue = createChangeQueue((change, signal) => analysis.update(change, signal), fail);
  const closed = new AbortController();
  const session: Session = {
    connection,
    documents,
    workspace,
    analysis,
    queue,
    publisher,
    closed,
    watches: undefined,
    suggest: undefined,
    textOf: textIn(undefined),
  };
  serveLifecycle(session, fail);
  followFiles(session);
  serveFeatures(session);
  documents.listen(connection);
  connection.listen();
}

function serveLifecycle(session: Session, fail: (error: unknown) => void): void {
  const { connection, workspace, queue, closed } = session;
  let capabilities: ClientCapabilities['workspace'];

  async function addRoots(folders: readonly string[]): Promise<void> {
    queue.push({
      added: await findRoots({ folders, readDirectory: workspace.readDirectory }, closed.signal),
    });
  }

  connection.onInitialize((params): InitializeResult => {
    session.textOf = textIn(params.locale);
    session.suggest = suggestCommandOf(params);
    capabilities = params.capabilities.workspace;
    workspace.changeFolders(foldersOf(params), []);
    return {
      capabilities: {
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
        codeActionProvider: { codeActionKinds: ['quickfix'] },
        completionProvider: { triggerCharacters: ['/', '='] },
        hoverProvider: true,
        workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
      },
      serverInfo: { name: 'kubewright' },
    };
  });
  connection.onInitialized(async () => {
    const watchedFiles = capabilities?.didChangeWatchedFiles;
    if (capabilities?.workspaceFolders) {
      connection.workspace.onDidChangeWorkspaceFolders(async ({ added, removed }) => {
        const came = workspace.changeFolders(added.map(toUri), removed.map(toUri));
        queue.push({ removed: session.analysis.roots().filter(root => !isOurs(root, workspace)) });
        session.watches?.follow(session.analysis.paths(), workspace.folders);
        await addRoots(came);
      });
    }
    if (watchedFiles?.dynamicRegistration) {
      await connection.client.register(DidChangeWatchedFilesNotification.type, {
        watchers: [{ globPattern: '**/*' }],
      });
      session.watches = createOutsideWatches({
        connection,
        relative: watchedFiles.relativePatternSupport === true,
        onWatching: () => lookOutside(session).catch(fail),
        onFailure: fail,
      });
    }
    await addRoots(workspace.folders);
  });
  connection.onShutdown(() => {
    closed.abort();
    queue.dispose();
  });
}

/** Our own extension says in its options which command of the editor asks for completions again. */
function suggestCommandOf({ initializationOptions }: InitializeParams): string | undefined {
  const options: unknown = initializationOptions;
  if (typeof options !== 'object' || options === null || !('suggestCommand' in options)) return undefined;
  return typeof options.suggestCommand === 'string' ? options.suggestCommand : undefined;
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
