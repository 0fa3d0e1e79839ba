import { type ChildProcess, spawn } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { prepareServer } from './prepare.ts';
import type { EditorVersion } from './versions.ts';

export interface ServerOptions {
  readonly version?: EditorVersion;
  /** Ask whether a folder is trusted, as a person's VS Code does; off unless given. */
  readonly workspaceTrust?: boolean;
  /** User settings, on top of those that keep tests quiet. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Let a test drive the window and read its log; on unless given. */
  readonly testDriver?: boolean;
  /** Folders of extensions that are installed, by their identifier. */
  readonly installed?: Readonly<Record<string, string>>;
  /** Added to the environment, which the extension host inherits; undefined removes a variable. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/** A running VS Code server; whoever started it stops it. */
export interface Server {
  /** `http://127.0.0.1:PORT` */
  readonly address: string;
  /** The `host:port` in `vscode-remote://` addresses. */
  readonly authority: string;
  /** What the server printed last. */
  logTail(): string;
  /** Changes the user settings of the running editor. */
  setSettings(settings: Readonly<Record<string, unknown>>): Promise<void>;
  /** Ends the server with its extension hosts and removes its data. */
  stop(): Promise<void>;
}

const startTimeout = 60_000;

/** Settings under which nothing but the extension under test appears or asks. */
const quiet = {
  'chat.disableAIFeatures': true,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'git.openRepositoryInParentFolders': 'never',
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'window.commandCenter': false,
  'workbench.enableExperiments': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
};

/** A tooltip of the row under the resting mouse covers the row below, which then takes no press. */
const withoutTooltips = { 'workbench.hover.delay': 3_600_000 };

/** The server would ask an extension marketplace otherwise. */
const offline = { EXTENSIONS_GALLERY: JSON.stringify({ serviceUrl: '' }) };

/** Starts a VS Code server on a free port of 127.0.0.1, in a process group and with data of its own. */
export async function startServer(options: ServerOptions = {}): Promise<Server> {
  const editor = await prepareServer(options.version ?? 'latest');
  const data = await mkdtemp(join(tmpdir(), 'kubewright-vscode-'));
  const isDriven = options.testDriver ?? true;
  const ours = { ...quiet, ...(isDriven ? withoutTooltips : {}), ...options.settings };
  const setSettings = (settings: Readonly<Record<string, unknown>>) =>
    writeSettings(data, { ...ours, ...settings });
  await setSettings({});
  for (const [id, folder] of Object.entries(options.installed ?? {})) {
    await cp(folder, join(data, 'extensions', id), { recursive: true });
  }
  const child = spawn(
    editor.node,
    [
      ...['--import', new URL('endWithParent.mjs', import.meta.url).href, editor.serverMain],
      ...['--host', '127.0.0.1', '--port', '0', '--server-data-dir', data],
      ...['--without-connection-token', '--accept-server-license-terms', '--disable-telemetry'],
      ...(isDriven ? ['--enable-smoke-test-driver'] : []),
      ...(options.workspaceTrust ? [] : ['--disable-workspace-trust']),
    ],
    {
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...offline, ...options.env },
    },
  );
  let log = '';
  const keep = (chunk: Buffer) => {
    log = (log + chunk.toString('utf8')).slice(-20_000);
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const killOnExit = () => endGroup(child);
  process.once('exit', killOnExit);
  const stop = async () => {
    process.removeListener('exit', killOnExit);
    await endAndWait(child);
    await rm(data, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  };
  try {
    const port = await listeningPort(child, () => log);
    const authority = `127.0.0.1:${port}`;
    return { address: `http://${authority}`, authority, logTail: () => log.slice(-4000), setSettings, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The port the server prints once it answers; rejects with the tail of its log where it never does. */
function listeningPort(child: ChildProcess, log: () => string): Promise<number> {
  return new Promise((resolve, reject) => {
    const fail = (what: string) => reject(new Error(`The VS Code server ${what}:\n${log().slice(-4000)}`));
    const timer = setTimeout(() => fail(`was not ready within ${startTimeout / 1000} s`), startTimeout);
    const look = () => {
      const port = /Extension host agent listening on (\d+)/.exec(log())?.[1];
      if (port === undefined) return;
      clearTimeout(timer);
      resolve(Number(port));
    };
    child.stdout?.on('data', look);
    child.once('error', error => {
      clearTimeout(timer);
      fail(`did not start (${error.message})`);
    });
    child.once('exit', code => {
      clearTimeout(timer);
      fail(`ended with exit code ${code}`);
    });
  });
}

/** Signals the server with everything it started. */
function endGroup(child: ChildProcess, signal: NodeJS.Signals = 'SIGKILL'): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    // The group is gone already.
  }
}

async function endAndWait(child: ChildProcess): Promise<void> {
  const ended = child.exitCode !== null || child.signalCode !== null;
  const closed = ended ? Promise.resolve() : new Promise(resolve => child.once('close', resolve));
  endGroup(child, 'SIGTERM');
  const timer = setTimeout(() => endGroup(child), 3000);
  await closed;
  clearTimeout(timer);
  // The extension hosts outlive the server otherwise: they wait for it to come back.
  endGroup(child);
}

async function writeSettings(data: string, settings: Readonly<Record<string, unknown>>): Promise<void> {
  const folder = join(data, 'data', 'User');
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'settings.json'), JSON.stringify(settings, null, 2));
}

/** The project's root, which is also the folder of the extension under development. */
export const projectRoot = resolve(import.meta.dirname, '../..');
