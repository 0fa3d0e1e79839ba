import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  type CodeAction,
  CodeActionRequest,
  type Command,
  type CompletionItem,
  CompletionRequest,
  ConfigurationRequest,
  createProtocolConnection,
  type Diagnostic,
  DidChangeConfigurationNotification,
  DidChangeTextDocumentNotification,
  DidChangeWatchedFilesNotification,
  DidChangeWorkspaceFoldersNotification,
  DidCloseTextDocumentNotification,
  DidOpenTextDocumentNotification,
  ExitNotification,
  FileChangeType,
  type FileEvent,
  HoverRequest,
  InitializedNotification,
  InitializeRequest,
  type Position,
  type ProtocolConnection,
  PublishDiagnosticsNotification,
  type PublishDiagnosticsParams,
  RegistrationRequest,
  ShowDocumentRequest,
  ShutdownRequest,
  StreamMessageReader,
  StreamMessageWriter,
  UnregistrationRequest,
  WorkDoneProgress,
  WorkDoneProgressCancelNotification,
  WorkDoneProgressCreateRequest,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { URI } from 'vscode-uri';
import type { ToldKustomization } from '../../src/server/kustomizationFolders.ts';
import { createDiskWatcher } from './diskWatcher.ts';

const serverMain = fileURLToPath(new URL('../../src/server/main.ts', import.meta.url));

/** A plain language client that talks to the server's process over stdio, in a folder of its own. */
export interface Client {
  readonly folder: string;
  uri(path: string): string;
  write(path: string, text: string | Uint8Array): Promise<void>;
  /** Writes a file and tells the server, as an editor's watcher does. */
  writeOutside(path: string, text: string): Promise<void>;
  /** Tells the server of a change on disk, as an editor's watcher does. */
  tell(path: string, type: FileChangeType): Promise<void>;
  open(path: string, text: string): TextDocument;
  /** Replaces the first `from` in the document by `to`, as one incremental edit. */
  edit(path: string, from: string, to: string): void;
  close(path: string): void;
  text(path: string): string;
  /** The diagnostics published last for a file, once they satisfy `accept`. */
  diagnostics(path: string, accept: (diagnostics: readonly Diagnostic[]) => boolean): Promise<Diagnostic[]>;
  /** Everything that was published for a file so far, in its order. */
  history(path: string): readonly (readonly Diagnostic[])[];
  /** The codes that every file has at the moment, by URI, without the files that have none. */
  published(): Record<string, Diagnostic[]>;
  /** The directories that the server has watched beside the folders, sorted. */
  outside(): string[];
  /** Adds and removes workspace folders, as an editor does. */
  changeFolders(added: readonly string[], removed: readonly string[]): Promise<void>;
  actions(path: string, diagnostic: Diagnostic): Promise<CodeAction[]>;
  /** The actions that run a command of the editor. */
  commands(path: string, diagnostic: Diagnostic): Promise<Command[]>;
  /** What was shown of progress so far: `begin`, `report URL`, `end`. */
  readonly progress: readonly string[];
  notify(method: string, params?: object): Promise<void>;
  /** Asks what the protocol does not have. */
  request<Answer>(method: string, params: object): Promise<Answer>;
  /** The folders with a kustomization that the server told of last, within the new one. */
  kustomizations(): readonly string[];
  /** What was told of each of them. */
  roles(): readonly ToldKustomization[];
  /** Answers what the server asks of the client's own. */
  answer(method: string, handler: (params: unknown) => unknown): void;
  /** What the server asked the editor to show, as `URI line:character`. */
  readonly shown: readonly string[];
  /** Changes what `kubewright.rules` is set to, as an editor's settings do. */
  setRules(rules: unknown): Promise<void>;
  /** Carries out the edits of an action that are in open documents. */
  apply(action: CodeAction): void;
  hover(path: string, position: Position): Promise<string | undefined>;
  complete(path: string, position: Position): Promise<{ label: string; newText: string | undefined }[]>;
  /** The same, whole. */
  completionItems(path: string, position: Position): Promise<CompletionItem[]>;
  /** Undefined while the process lives. */
  exitCode(): number | null;
  stop(): Promise<number | null>;
}

/** How a client is started. */
export interface ClientOptions {
  readonly locale?: string;
  /** The folders that are open, within the new one; that itself unless given. */
  readonly folders?: readonly string[];
  /** Whether the disk is really watched, as far as the server asks for it; otherwise nothing is seen unless told. */
  readonly watches?: boolean;
  /** What `kubewright.rules` is set to; a client without it has no settings to give. */
  readonly rules?: Readonly<Record<string, string>>;
  readonly initializationOptions?: unknown;
  /** The program and arguments that serve; our sources unless given. */
  readonly server?: readonly string[];
  /** Links to make in the new folder before the server starts: target by path. */
  readonly links?: Readonly<Record<string, string>>;
  /** What every question for the configuration is answered with; `cancels` ends whatever shows progress. */
  readonly settings?: { current: unknown; version?: string; kubernetes?: string; cancels?: boolean };
  readonly trusted?: boolean;
  /** Whether a code action may rename and create files. */
  readonly changesFiles?: boolean;
  readonly env?: Readonly<Record<string, string>>;
}

/** Starts a server on a new folder with `files`; the caller stops it. */
export async function startClient(
  files: Record<string, string | Uint8Array>,
  options: ClientOptions = {},
): Promise<Client> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'kubewright-lsp-')));
  for (const [path, target] of Object.entries(options.links ?? {})) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await symlink(target, join(folder, path));
  }
  for (const [path, text] of Object.entries(files)) await writeAt(join(folder, path), text);
  const child = spawn(process.execPath, [...(options.server ?? [serverMain, '--stdio'])], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, ...options.env },
  });
  const exited = new Promise<number | null>(resolve => child.on('exit', resolve));
  // Without this, a request to a server that died would wait for ever.
  child.on('exit', () => connection.dispose());
  const connection = createProtocolConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
  const published = listenForDiagnostics(connection);
  const open = new Set((options.folders ?? ['.']).map(path => join(folder, path)));
  const watcher = createDiskWatcher(
    () => [...open],
    changes => {
      void connection.sendNotification(DidChangeWatchedFilesNotification.type, { changes }).catch(() => {});
    },
  );
  connection.onRequest(RegistrationRequest.type, ({ registrations }) => {
    const isWatch = (method: string) => method === DidChangeWatchedFilesNotification.method;
    if (options.watches) watcher.register(registrations.filter(({ method }) => isWatch(method)));
  });
  connection.onRequest(UnregistrationRequest.type, ({ unregisterations }) => {
    watcher.unregister(unregisterations.map(({ id }) => id));
  });
  let rules: unknown = options.rules;
  const answers: Readonly<Record<string, () => unknown>> = {
    'kubewright.rules': () => rules,
    'kubewright.kustomize': () => options.settings?.current,
    'kubewright.kustomizeVersion': () => options.settings?.version,
    'kubewright.kubernetesVersion': () => options.settings?.kubernetes,
  };
  connection.onRequest(ConfigurationRequest.type, ({ items }) =>
    items.map(({ section = '' }) => answers[section]?.()),
  );
  const progress: string[] = [];
  connection.onRequest(WorkDoneProgressCreateRequest.type, ({ token }) => {
    connection.onProgress(WorkDoneProgress.type, token, value => {
      progress.push([value.kind, value.message].filter(part => part !== undefined).join(' '));
      if (options.settings?.cancels === true && value.kind === 'report') {
        void connection.sendNotification(WorkDoneProgressCancelNotification.type, { token });
      }
    });
  });
  let kustomizations: readonly string[] = [];
  let roles: readonly ToldKustomization[] = [];
  connection.onNotification(
    'kubewright/kustomizations',
    (told: { directories: readonly string[]; kustomizations: readonly ToldKustomization[] }) => {
      kustomizations = told.directories;
      roles = told.kustomizations;
    },
  );
  const shown: string[] = [];
  connection.onRequest(ShowDocumentRequest.type, ({ uri, selection }) => {
    shown.push(`${uri} ${selection?.start.line}:${selection?.start.character}`);
    return { success: true };
  });
  connection.listen();
  await connection.sendRequest(InitializeRequest.type, {
    processId: process.pid,
    rootUri: null,
    locale: options.locale ?? 'en',
    workspaceFolders: [...open].map(folderOf),
    capabilities: {
      workspace: {
        didChangeWatchedFiles: { dynamicRegistration: true, relativePatternSupport: true },
        didChangeConfiguration: { dynamicRegistration: true },
        workspaceFolders: true,
        ...(options.changesFiles
          ? { workspaceEdit: { documentChanges: true, resourceOperations: ['create', 'rename'] } }
          : {}),
        configuration: options.settings !== undefined || options.rules !== undefined,
      },
      window: { workDoneProgress: true },
    },
    initializationOptions: options.initializationOptions ?? { trusted: options.trusted, commands: true },
  });
  await connection.sendNotification(InitializedNotification.type, {});
  return clientOf(
    connection,
    folder,
    { published, progress },
    {
      outside: watcher.outside,
      shown,
      answer: (method, handler) => void connection.onRequest(method, handler),
      roles: () => roles,
      kustomizations: () => kustomizations.map(uri => URI.parse(uri).fsPath.slice(folder.length + 1)),
      setRules(next) {
        rules = next;
        return connection.sendNotification(DidChangeConfigurationNotification.type, { settings: null });
      },
      async changeFolders(added, removed) {
        for (const path of added) open.add(join(folder, path));
        for (const path of removed) open.delete(join(folder, path));
        await connection.sendNotification(DidChangeWorkspaceFoldersNotification.type, {
          event: {
            added: added.map(path => folderOf(join(folder, path))),
            removed: removed.map(path => folderOf(join(folder, path))),
          },
        });
      },
    },
    () => child.exitCode,
    async () => {
      watcher.dispose();
      await connection.sendRequest(ShutdownRequest.type);
      await connection.sendNotification(ExitNotification.type);
      const code = await exited;
      await rm(folder, { recursive: true, force: true });
      return code;
    },
  );
}

function folderOf(path: string): { uri: string; name: string } {
  return { uri: URI.file(path).toString(), name: basename(path) };
}

/** What only some tests ask of a client. */
type Surroundings = Pick<
  Client,
  'outside' | 'changeFolders' | 'setRules' | 'shown' | 'kustomizations' | 'roles' | 'answer'
>;

interface Published {
  (uri: string, accept: (diagnostics: readonly Diagnostic[]) => boolean): Promise<Diagnostic[]>;
  /** What every file has at the moment, by URI, without those that have none. */
  all(): Record<string, Diagnostic[]>;
  /** What each file had one after the other. */
  history(uri: string): readonly (readonly Diagnostic[])[];
}

function listenForDiagnostics(connection: ProtocolConnection): Published {
  const latest = new Map<string, Diagnostic[]>();
  const history = new Map<string, Diagnostic[][]>();
  const waiting = new Set<() => void>();
  connection.onNotification(PublishDiagnosticsNotification.type, (params: PublishDiagnosticsParams) => {
    latest.set(params.uri, params.diagnostics);
    history.set(params.uri, [...(history.get(params.uri) ?? []), params.diagnostics]);
    for (const check of waiting) check();
  });
  const wait = (uri: string, accept: (diagnostics: readonly Diagnostic[]) => boolean) =>
    new Promise<Diagnostic[]>((resolve, reject) => {
      const timer = setTimeout(() => {
        waiting.delete(check);
        reject(new Error(`No such diagnostics for ${uri}; last: ${JSON.stringify(latest.get(uri))}`));
      }, 20_000);
      function check(): void {
        const diagnostics = latest.get(uri);
        if (diagnostics === undefined || !accept(diagnostics)) return;
        clearTimeout(timer);
        waiting.delete(check);
        resolve(diagnostics);
      }
      waiting.add(check);
      check();
    });
  const all = () => Object.fromEntries([...latest].filter(([, diagnostics]) => diagnostics.length > 0));
  return Object.assign(wait, { all, history: (uri: string) => history.get(uri) ?? [] });
}

function clientOf(
  connection: ProtocolConnection,
  folder: string,
  { published, progress }: { readonly published: Published; readonly progress: readonly string[] },
  surroundings: Surroundings,
  exitCode: () => number | null,
  stop: () => Promise<number | null>,
): Client {
  const documents = new Map<string, TextDocument>();
  const uriOf = (path: string) => URI.file(join(folder, path)).toString();
  const document = (path: string) => {
    const found = documents.get(uriOf(path));
    if (found === undefined) throw new Error(`${path} is not open`);
    return found;
  };
  const completionItems = async (path: string, position: Position) => {
    const found = await connection.sendRequest(CompletionRequest.type, {
      textDocument: { uri: uriOf(path) },
      position,
    });
    return Array.isArray(found) ? found : (found?.items ?? []);
  };
  const change = (target: TextDocument, changes: { range: Diagnostic['range']; text: string }[]) => {
    const next = TextDocument.update(target, changes, target.version + 1);
    documents.set(next.uri, next);
    const textDocument = { uri: next.uri, version: next.version };
    void connection.sendNotification(DidChangeTextDocumentNotification.type, {
      textDocument,
      contentChanges: changes,
    });
  };
  const tell = (path: string, type: FileChangeType) => {
    const changes: FileEvent[] = [{ uri: uriOf(path), type }];
    return connection.sendNotification(DidChangeWatchedFilesNotification.type, { changes });
  };
  return {
    ...surroundings,
    folder,
    published: () => published.all(),
    history: path => published.history(uriOf(path)),
    uri: uriOf,
    write: (path, text) => writeAt(join(folder, path), text),
    async writeOutside(path, text) {
      await writeAt(join(folder, path), text);
      await tell(path, FileChangeType.Changed);
    },
    tell,
    open(path, text) {
      const opened = TextDocument.create(uriOf(path), 'yaml', 1, text);
      documents.set(opened.uri, opened);
      const textDocument = { uri: opened.uri, languageId: 'yaml', version: 1, text };
      void connection.sendNotification(DidOpenTextDocumentNotification.type, { textDocument });
      return opened;
    },
    edit(path, from, to) {
      const target = document(path);
      const at = target.getText().indexOf(from);
      if (at < 0) throw new Error(`${path} has no ${from}`);
      const range = { start: target.positionAt(at), end: target.positionAt(at + from.length) };
      change(target, [{ range, text: to }]);
    },
    close(path) {
      documents.delete(uriOf(path));
      void connection.sendNotification(DidCloseTextDocumentNotification.type, {
        textDocument: { uri: uriOf(path) },
      });
    },
    text: path => document(path).getText(),
    diagnostics: (path, accept) => published(uriOf(path), accept),
    async actions(path, diagnostic) {
      const params = {
        textDocument: { uri: uriOf(path) },
        range: diagnostic.range,
        context: { diagnostics: [diagnostic] },
      };
      const found = (await connection.sendRequest(CodeActionRequest.type, params)) ?? [];
      return found.filter((action): action is CodeAction => 'edit' in action);
    },
    async commands(path, diagnostic) {
      const found = await connection.sendRequest(CodeActionRequest.type, {
        textDocument: { uri: uriOf(path) },
        range: diagnostic.range,
        context: { diagnostics: [diagnostic] },
      });
      return (found ?? []).flatMap(action => (typeof action.command === 'object' ? [action.command] : []));
    },
    progress,
    notify: (method, params) => connection.sendNotification(method, params),
    request: (method, params) => connection.sendRequest(method, params),
    apply(action) {
      for (const [uri, edits] of Object.entries(action.edit?.changes ?? {})) {
        const target = documents.get(uri);
        if (target === undefined) throw new Error(`${uri} is not open`);
        change(
          target,
          edits.map(({ range, newText }) => ({ range, text: newText })),
        );
      }
    },
    async hover(path, position) {
      const found = await connection.sendRequest(HoverRequest.type, {
        textDocument: { uri: uriOf(path) },
        position,
      });
      const contents = found?.contents;
      return typeof contents === 'object' && 'value' in contents ? contents.value : undefined;
    },
    async complete(path, position) {
      const items = await completionItems(path, position);
      return items.map(item => ({ label: item.label, newText: item.textEdit?.newText }));
    },
    completionItems,
    exitCode,
    stop,
  };
}

async function writeAt(path: string, text: string | Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
}
