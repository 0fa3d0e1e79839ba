import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  type CodeAction,
  CodeActionRequest,
  type Command,
  CompletionRequest,
  ConfigurationRequest,
  createProtocolConnection,
  type Diagnostic,
  DidChangeTextDocumentNotification,
  DidChangeWatchedFilesNotification,
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
  ShutdownRequest,
  StreamMessageReader,
  StreamMessageWriter,
  WorkDoneProgress,
  WorkDoneProgressCancelNotification,
  WorkDoneProgressCreateRequest,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { URI } from 'vscode-uri';

const serverMain = fileURLToPath(new URL('../../src/server/main.ts', import.meta.url));

/** What a client says of itself. */
export interface ClientOptions {
  /** What every question for the configuration is answered with; `cancels` ends whatever shows progress. */
  readonly settings?: { current: unknown; cancels?: boolean };
  readonly trusted?: boolean;
  readonly env?: Readonly<Record<string, string>>;
}

/** A plain language client that talks to the server's process over stdio, in a folder of its own. */
export interface Client {
  readonly folder: string;
  uri(path: string): string;
  write(path: string, text: string | Uint8Array): Promise<void>;
  /** Writes a file and tells the server, as an editor's watcher does. */
  writeOutside(path: string, text: string): Promise<void>;
  open(path: string, text: string): TextDocument;
  /** Replaces the first `from` in the document by `to`, as one incremental edit. */
  edit(path: string, from: string, to: string): void;
  close(path: string): void;
  text(path: string): string;
  /** The diagnostics published last for a file, once they satisfy `accept`. */
  diagnostics(path: string, accept: (diagnostics: readonly Diagnostic[]) => boolean): Promise<Diagnostic[]>;
  actions(path: string, diagnostic: Diagnostic): Promise<CodeAction[]>;
  /** The actions that run a command of the editor. */
  commands(path: string, diagnostic: Diagnostic): Promise<Command[]>;
  /** What was shown of progress so far: `begin`, `report URL`, `end`. */
  readonly progress: readonly string[];
  notify(method: string, params?: object): Promise<void>;
  /** Carries out the edits of an action that are in open documents. */
  apply(action: CodeAction): void;
  hover(path: string, position: Position): Promise<string | undefined>;
  complete(path: string, position: Position): Promise<{ label: string; newText: string | undefined }[]>;
  /** Undefined while the process lives. */
  exitCode(): number | null;
  stop(): Promise<number | null>;
}

/** Starts a server on a new folder with `files`; the caller stops it. */
export async function startClient(
  files: Record<string, string | Uint8Array>,
  locale = 'en',
  { settings, trusted, env }: ClientOptions = {},
): Promise<Client> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'kubewright-lsp-')));
  for (const [path, text] of Object.entries(files)) await writeAt(join(folder, path), text);
  const child = spawn(process.execPath, [serverMain, '--stdio'], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, ...env },
  });
  const exited = new Promise<number | null>(resolve => child.on('exit', resolve));
  // Without this, a request to a server that died would wait for ever.
  child.on('exit', () => connection.dispose());
  const connection = createProtocolConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
  const published = listenForDiagnostics(connection);
  connection.onRequest(RegistrationRequest.type, () => undefined);
  connection.onRequest(ConfigurationRequest.type, ({ items }) => items.map(() => settings?.current));
  const progress: string[] = [];
  connection.onRequest(WorkDoneProgressCreateRequest.type, ({ token }) => {
    connection.onProgress(WorkDoneProgress.type, token, value => {
      progress.push([value.kind, value.message].filter(part => part !== undefined).join(' '));
      if (settings?.cancels === true && value.kind === 'report') {
        void connection.sendNotification(WorkDoneProgressCancelNotification.type, { token });
      }
    });
  });
  connection.listen();
  await connection.sendRequest(InitializeRequest.type, {
    processId: process.pid,
    rootUri: null,
    locale,
    workspaceFolders: [{ uri: URI.file(folder).toString(), name: 'test' }],
    capabilities: {
      workspace: {
        didChangeWatchedFiles: { dynamicRegistration: true },
        didChangeConfiguration: { dynamicRegistration: true },
        workspaceFolders: true,
        configuration: true,
      },
      window: { workDoneProgress: true },
    },
    initializationOptions: { trusted, commands: true },
  });
  await connection.sendNotification(InitializedNotification.type, {});
  return clientOf(
    connection,
    folder,
    { published, progress },
    () => child.exitCode,
    async () => {
      await connection.sendRequest(ShutdownRequest.type);
      await connection.sendNotification(ExitNotification.type);
      const code = await exited;
      await rm(folder, { recursive: true, force: true });
      return code;
    },
  );
}

type Published = (
  uri: string,
  accept: (diagnostics: readonly Diagnostic[]) => boolean,
) => Promise<Diagnostic[]>;

function listenForDiagnostics(connection: ProtocolConnection): Published {
  const latest = new Map<string, Diagnostic[]>();
  const waiting = new Set<() => void>();
  connection.onNotification(PublishDiagnosticsNotification.type, (params: PublishDiagnosticsParams) => {
    latest.set(params.uri, params.diagnostics);
    for (const check of waiting) check();
  });
  return (uri, accept) =>
    new Promise((resolve, reject) => {
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
}

function clientOf(
  connection: ProtocolConnection,
  folder: string,
  { published, progress }: { readonly published: Published; readonly progress: readonly string[] },
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
  const change = (target: TextDocument, changes: { range: Diagnostic['range']; text: string }[]) => {
    const next = TextDocument.update(target, changes, target.version + 1);
    documents.set(next.uri, next);
    const textDocument = { uri: next.uri, version: next.version };
    void connection.sendNotification(DidChangeTextDocumentNotification.type, {
      textDocument,
      contentChanges: changes,
    });
  };
  return {
    folder,
    uri: uriOf,
    write: (path, text) => writeAt(join(folder, path), text),
    async writeOutside(path, text) {
      await writeAt(join(folder, path), text);
      const change: FileEvent = { uri: uriOf(path), type: FileChangeType.Changed };
      await connection.sendNotification(DidChangeWatchedFilesNotification.type, { changes: [change] });
    },
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
      const found = await connection.sendRequest(CompletionRequest.type, {
        textDocument: { uri: uriOf(path) },
        position,
      });
      const items = Array.isArray(found) ? found : (found?.items ?? []);
      return items.map(item => ({ label: item.label, newText: item.textEdit?.newText }));
    },
    exitCode,
    stop,
  };
}

async function writeAt(path: string, text: string | Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
}
