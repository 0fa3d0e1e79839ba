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
import { createRuleScopes } from '../language/ruleScopes.ts';
import { createRuleCheck } from '../language/rules/check.ts';
import { isRuleCode } from '../language/rules/severities.ts';
import { textIn } from '../messages/text.ts';
import { rulePage } from '../node/rulePages.ts';
import { createChangeQueue } from './changeQueue.ts';
import { serveFeatures } from './features.ts';
import { followFiles, isOurs } from './liveFiles.ts';
import { createOutsideWatches } from './outsideWatches.ts';
import { createPublisher } from './publisher.ts';
import { followRuleSettings, type RuleSettings } from './ruleSettings.ts';
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
    session: () => session,
  });
  const fail = (error: unknown) => connection.console.error(describe(error));
  const analysis = createAnalysis({
    build: createBuildRoot(workspace, { check: (...subject) => session.ruleCheck.check(...subject) }),
    onFindings: publisher.publish,
    onPaths: () => session.watches?.follow(analysis.paths(), workspace.folders),
    onFailure: (root, error) => connection.console.error(`${root}: ${describe(error)}`),
    pause: () => new Promise(resolve => setImmediate(resolve)),
  });
  const queue = createChangeQueue(async (change, signal) => {
    try {
      await analysis.update(change, signal);
    } finally {
      // A comment that disables a rule changes no finding, only who sees it.
      publisher.reread(change.changed);
    }
  }, fail);
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
    scopes: createRuleScopes(new Map()),
    ruleCheck: createRuleCheck(),
    pageOf: () => undefined,
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
  let ruleSettings: RuleSettings | undefined;

  async function addRoots(folders: readonly string[]): Promise<void> {
    queue.push({
      added: await findRoots({ folders, readDirectory: workspace.readDirectory }, closed.signal),
    });
  }

  connection.onInitialize((params): InitializeResult => {
    session.textOf = textIn(params.locale);
    session.suggest = optionOf(params, 'suggestCommand');
    const pages = optionOf(params, 'rulePages');
    session.pageOf = code => {
      if (!isRuleCode(code)) return undefined;
      return pages === undefined ? rulePage(code, params.locale) : pages + code;
    };
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
        await ruleSettings?.refresh();
        await addRoots(came);
      });
    }
    if (watchedFiles?.dynamicRegistration) {
      await connection.client.register(DidChangeWatchedFilesNotification.type, {
        watchers: [{ globPattern: '**/*' }],
      });
      session.watches = createOutsideWatches(connection, watchedFiles.relativePatternSupport === true, fail);
    }
    ruleSettings = await followRuleSettings(session, capabilities);
    await addRoots(workspace.folders);
  });
  connection.onShutdown(() => {
    closed.abort();
    queue.dispose();
  });
}

/** Our own extension says in its options which command asks for completions again, and where rules are explained. */
function optionOf({ initializationOptions }: InitializeParams, name: string): string | undefined {
  const options: unknown = initializationOptions;
  if (typeof options !== 'object' || options === null || !Object.hasOwn(options, name)) return undefined;
  const value = (options as Readonly<Record<string, unknown>>)[name];
  return typeof value === 'string' ? value : undefined;
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
