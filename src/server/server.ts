import { posix } from 'node:path';
import {
  type Connection,
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
  const session: Session = { connection, documents, workspace, analysis, queue, textOf: textIn(undefined) };
  serveLifecycle(session);
  serveDocuments(session);
  serveFeatures(session);
  documents.listen(connection);
  connection.listen();
}

function serveLifecycle(session: Session): void {
  const { connection, workspace, queue } = session;
  const closed = new AbortController();
  let watches = false;
  let foldersChange = false;

  async function addRoots(): Promise<void> {
    queue.push({ added: await findRoots(workspace, closed.signal) });
  }

  connection.onInitialize((params): InitializeResult => {
    session.textOf = textIn(params.locale);
    watches = params.capabilities.workspace?.didChangeWatchedFiles?.dynamicRegistration === true;
    foldersChange = params.capabilities.workspace?.workspaceFolders === true;
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
    await addRoots();
  });
  connection.onShutdown(() => {
    closed.abort();
    queue.dispose();
  });
}

function serveDocuments({ connection, documents, workspace, queue }: Session): void {
  documents.onDidChangeContent(({ document }) => {
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
