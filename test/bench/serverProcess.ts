import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  createProtocolConnection,
  DidChangeTextDocumentNotification,
  DidCloseTextDocumentNotification,
  DidOpenTextDocumentNotification,
  DocumentLinkRequest,
  ExitNotification,
  InitializedNotification,
  InitializeRequest,
  PublishDiagnosticsNotification,
  ShutdownRequest,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { uriOf } from '../../src/node/fileUri.ts';
import { root } from '../install.mjs';

/** The language server as an editor runs it, in a process of its own; times are milliseconds since it was started. */
export interface ServerProcess {
  open(path: string, text: string): void;
  change(path: string, text: string): void;
  close(path: string): void;
  /** When diagnostics of a file were first published. */
  firstDiagnostics(path: string): Promise<number>;
  /** Resolves once nothing is left to do. */
  settled(): Promise<void>;
  elapsed(): number;
  /** MB on the heap after a collection, and the longest time that its event loop was blocked since the last call. */
  measure(): Promise<{ readonly heap: number; readonly blocked: number }>;
  /** Bytes that it has read from files and streams. */
  bytesRead(): number;
  stop(): Promise<void>;
}

/** Starts `dist/server.js` on a folder; `opened` is a document that the editor shows at first. */
export async function startServer(
  folder: string,
  opened?: { readonly path: string; readonly text: string },
): Promise<ServerProcess> {
  const start = performance.now();
  const child = spawn(
    process.execPath,
    [
      '--expose-gc',
      '--import',
      join(root, 'test/bench/reportHeap.ts'),
      join(root, 'dist/server.js'),
      '--stdio',
    ],
    { stdio: ['pipe', 'pipe', 'pipe'] },
  );
  const connection = createProtocolConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
  const published = new Map<string, number>();
  const waiting = new Set<() => void>();
  connection.onNotification(PublishDiagnosticsNotification.type, ({ uri }) => {
    if (!published.has(uri)) published.set(uri, performance.now() - start);
    for (const check of waiting) check();
  });
  const measured: ((line: string) => void)[] = [];
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    for (const line of text.split('\n')) {
      if (line.startsWith('measured ')) measured.shift()?.(line);
      else if (line !== '') console.error(line);
    }
  });
  connection.listen();
  await connection.sendRequest(InitializeRequest.type, {
    processId: process.pid,
    rootUri: uriOf(folder),
    capabilities: {},
    initializationOptions: { trusted: true, kustomizations: true },
  });
  await connection.sendNotification(InitializedNotification.type, {});
  let version = 1;
  const server: ServerProcess = {
    open(path, text) {
      const textDocument = { uri: uriOf(path), languageId: 'yaml', version, text };
      void connection.sendNotification(DidOpenTextDocumentNotification.type, { textDocument });
    },
    change(path, text) {
      version += 1;
      const textDocument = { uri: uriOf(path), version };
      void connection.sendNotification(DidChangeTextDocumentNotification.type, {
        textDocument,
        contentChanges: [{ text }],
      });
    },
    close(path) {
      void connection.sendNotification(DidCloseTextDocumentNotification.type, {
        textDocument: { uri: uriOf(path) },
      });
    },
    firstDiagnostics: path =>
      new Promise(resolve => {
        const check = () => {
          const at = published.get(uriOf(path));
          if (at === undefined) return;
          waiting.delete(check);
          resolve(at);
        };
        waiting.add(check);
        check();
      }),
    async settled() {
      const textDocument = { uri: uriOf(join(folder, 'none.yaml')) };
      await connection.sendRequest(DocumentLinkRequest.type, { textDocument });
    },
    elapsed: () => performance.now() - start,
    async measure() {
      const line = new Promise<string>(resolve => measured.push(resolve));
      child.kill('SIGUSR2');
      const [, heap, blocked] = (await line).split(' ').map(Number);
      return { heap: heap ?? Number.NaN, blocked: blocked ?? Number.NaN };
    },
    bytesRead() {
      const io = readFileSync(`/proc/${child.pid}/io`, 'utf8');
      return Number(/^rchar: (\d+)/m.exec(io)?.[1]);
    },
    async stop() {
      await connection.sendRequest(ShutdownRequest.type);
      await connection.sendNotification(ExitNotification.type);
    },
  };
  if (opened !== undefined) server.open(opened.path, opened.text);
  return server;
}
