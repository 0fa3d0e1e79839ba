import {
  type ClientCapabilities,
  type Connection,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  type InitializeParams,
  type InitializeResult,
  TextDocumentSyncKind,
  TextDocuments,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { newBuildCache } from '../kustomize/buildCache.ts';
import { createAnalysis } from '../language/analysis.ts';
import { createBuildRoot } from '../language/buildRoot.ts';
import { createCustomTypes } from '../language/customTypes.ts';
import { createDeploymentIndex } from '../language/deployments/deploymentIndex.ts';
import { findRoots } from '../language/roots.ts';
import { createRuleScopes } from '../language/ruleScopes.ts';
import { createRuleCheck } from '../language/rules/check.ts';
import { isRuleCode } from '../language/rules/severities.ts';
import { textIn } from '../messages/text.ts';
import { rulePage } from '../node/rulePages.ts';
import { createChangeQueue } from './changeQueue.ts';
import {
  type ClusterTarget,
  clusterNotification,
  createClusterTarget,
  definitionsRequest,
} from './clusterTarget.ts';
import { serveDeployments, showCommand } from './deployments.ts';
import { serveFeatures } from './features.ts';
import { createFetching } from './fetching.ts';
import { showFetchProgress } from './fetchProgress.ts';
import { followRuleSettings } from './followRuleSettings.ts';
import { tellKustomizationFolders } from './kustomizationFolders.ts';
import { followFiles, isOurs, lookOutside } from './liveFiles.ts';
import { serveLiveObjects } from './liveObjects.ts';
import { createOutsideWatches } from './outsideWatches.ts';
import { createPublisher } from './publisher.ts';
import type { ClientAbilities, Session } from './session.ts';
import { createSettings, settingSections } from './settings.ts';
import { createServerWorkspace } from './workspace.ts';

/**
 * Serves one client over `connection` until it closes: diagnostics of every root in the workspace's folders and
 * of every kustomization that is opened, quick fixes, completion and hover.
 */
export function startServer(connection: Connection): void {
  const documents = new TextDocuments(TextDocument);
  const workspace = createServerWorkspace({
    fetching: () => fetching,
    settings: () => settings,
    cluster: () => cluster,
  });
  const settings = createSettings(connection, workspace.folderOf);
  const publisher = createPublisher({
    connection,
    documents,
    workspace,
    analysis: () => analysis,
    session: () => session,
  });
  const fail = (error: unknown) => connection.console.error(describe(error));
  const cache = newBuildCache();
  const types = createCustomTypes(workspace.snapshot);
  const deployments = createDeploymentIndex(workspace, () => session.ruleCheck);
  const analysis = createAnalysis({
    build: createBuildRoot(workspace, () => session.ruleCheck, { types, cache }),
    types,
    deployments,
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
      session.refreshLenses();
      session.tellKustomizations();
    }
  }, fail);
  const cluster = createClusterTarget({
    ask: kinds => connection.sendRequest(definitionsRequest, { kinds }),
    onTypes: keys => queue.push({ changed: keys }),
    onFailure: fail,
  });
  const closed = new AbortController();
  const ready = Promise.withResolvers<void>();
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
    onFailure: fail,
  });
  const session: Session = {
    connection,
    documents,
    workspace,
    analysis,
    deployments,
    types,
    queue,
    cache,
    publisher,
    fetching,
    settings,
    closed,
    ready: ready.promise,
    refreshLenses: () => undefined,
    tellKustomizations: () => undefined,
    watches: undefined,
    client: noAbilities,
    lastEdit: 0,
    scopes: createRuleScopes(new Map()),
    ruleCheck: createRuleCheck(),
    ruleSettings: undefined,
    pageOf: () => undefined,
    textOf: textIn(undefined),
  };
  serveLifecycle(session, fail, ready.resolve);
  serveSettings(session, cluster);
  followFiles(session);
  serveFeatures(session);
  serveLiveObjects(session);
  serveDeployments(session);
  documents.listen(connection);
  connection.listen();
}

function serveLifecycle(session: Session, fail: (error: unknown) => void, onReady: () => void): void {
  const { connection, workspace, queue, settings, closed } = session;
  let capabilities: ClientCapabilities['workspace'];

  async function addRoots(folders: readonly string[]): Promise<void> {
    queue.push({
      added: await findRoots({ folders, readDirectory: workspace.readDirectory }, closed.signal),
    });
  }

  connection.onInitialize((params): InitializeResult => {
    session.textOf = textIn(params.locale);
    session.client = abilitiesOf(params);
    session.tellKustomizations = tellKustomizationFolders(session);
    settings.answers = params.capabilities.workspace?.configuration === true;
    settings.trusted = ownOptions(params).trusted === true;
    const { rulePages } = ownOptions(params);
    session.pageOf = code => {
      if (!isRuleCode(code)) return undefined;
      return typeof rulePages === 'string' ? rulePages + code : rulePage(code, params.locale);
    };
    capabilities = params.capabilities.workspace;
    workspace.changeFolders(foldersOf(params), []);
    return {
      capabilities: {
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
        codeActionProvider: { codeActionKinds: ['quickfix'] },
        completionProvider: { triggerCharacters: ['/', '='] },
        hoverProvider: true,
        documentLinkProvider: {},
        codeLensProvider: {},
        executeCommandProvider: { commands: [showCommand] },
        workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
      },
      serverInfo: { name: 'kubewright' },
    };
  });
  connection.onInitialized(async () => {
    const { foldersChange, watches, watchesOutside, settingsChange } = session.client;
    if (foldersChange) {
      connection.workspace.onDidChangeWorkspaceFolders(async ({ added, removed }) => {
        const came = workspace.changeFolders(added.map(toUri), removed.map(toUri));
        queue.push({ removed: session.analysis.roots().filter(root => !isOurs(root, workspace)) });
        session.watches?.follow(session.analysis.paths(), workspace.folders);
        await session.ruleSettings?.refresh();
        await addRoots(came);
      });
    }
    if (watches) {
      await connection.client.register(DidChangeWatchedFilesNotification.type, {
        watchers: [{ globPattern: '**/*' }],
      });
      session.watches = createOutsideWatches({
        connection,
        relative: watchesOutside,
        onWatching: () => lookOutside(session).catch(fail),
        onFailure: fail,
      });
    }
    if (settingsChange) {
      const section = settingSections;
      await connection.client.register(DidChangeConfigurationNotification.type, { section });
    }
    session.ruleSettings = await followRuleSettings(session, capabilities);
    await addRoots(workspace.folders);
    onReady();
  });
  connection.onShutdown(() => {
    closed.abort();
    session.fetching.dispose();
    queue.dispose();
  });
}

/** Builds anew what settings, trust or the user's wish to fetch again may change. */
function serveSettings(session: Session, cluster: ClusterTarget): void {
  const { connection, queue, analysis, settings, fetching } = session;
  const rebuildAll = () => {
    settings.forget();
    queue.push({ added: analysis.roots() });
  };
  connection.onDidChangeConfiguration(async ({ settings: pushed }) => {
    rebuildAll();
    await session.ruleSettings?.changed(pushed);
  });
  connection.onNotification(clusterNotification, (told: unknown) => {
    if (cluster.change(told)) rebuildAll();
  });
  connection.onNotification('kubewright/trusted', () => {
    settings.trusted = true;
    rebuildAll();
  });
  connection.onNotification('kubewright/fetchAgain', () => queue.push({ changed: fetching.again() }));
}

const noAbilities: ClientAbilities = {
  watches: false,
  watchesOutside: false,
  foldersChange: false,
  changesFiles: false,
  settingsChange: false,
  showsProgress: false,
  hasCommands: false,
  suggestCommand: undefined,
  refreshesLenses: false,
  wantsKustomizations: false,
};

function changesFiles(edit: NonNullable<ClientCapabilities['workspace']>['workspaceEdit']): boolean {
  const operations = edit?.resourceOperations ?? [];
  return edit?.documentChanges === true && operations.includes('rename') && operations.includes('create');
}

function abilitiesOf(params: InitializeParams): ClientAbilities {
  const { workspace, window } = params.capabilities;
  const own = ownOptions(params);
  return {
    watches: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    watchesOutside: workspace?.didChangeWatchedFiles?.relativePatternSupport === true,
    foldersChange: workspace?.workspaceFolders === true,
    changesFiles: changesFiles(workspace?.workspaceEdit),
    settingsChange: workspace?.didChangeConfiguration?.dynamicRegistration === true,
    showsProgress: window?.workDoneProgress === true,
    hasCommands: own.commands === true,
    refreshesLenses: workspace?.codeLens?.refreshSupport === true,
    wantsKustomizations: own.kustomizations === true,
    suggestCommand: typeof own.suggestCommand === 'string' ? own.suggestCommand : undefined,
  };
}

interface OwnOptions {
  readonly trusted?: unknown;
  readonly commands?: unknown;
  readonly kustomizations?: unknown;
  /** The editor's command that asks for completions again. */
  readonly suggestCommand?: unknown;
  /** Where rules are explained: the code comes behind it. */
  readonly rulePages?: unknown;
}

/** What our own extension tells beside the protocol. */
function ownOptions({ initializationOptions }: InitializeParams): OwnOptions {
  return typeof initializationOptions === 'object' && initializationOptions !== null
    ? initializationOptions
    : {};
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
