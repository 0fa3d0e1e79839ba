import { spawn } from 'node:child_process';
import { ClusterFailure } from '../failure.ts';
import { isRecord, textOf } from '../json.ts';
import type { ExecEntry, KubeContext } from '../kubeconfig/kubeconfig.ts';
import { authorityOf } from './contextFile.ts';

/** What a credential plugin printed. Secret. */
export interface ExecCredential {
  readonly token: string | undefined;
  /** PEM. */
  readonly certificate: string | undefined;
  readonly key: string | undefined;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number | undefined;
}

/** A program to run, as it is started. */
export interface PluginProgram {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
}

/** How a program at a terminal ended; what it printed is secret. */
export interface PluginExit {
  readonly code: number;
  readonly stdout: string;
}

/** Where plugins run. */
export interface PluginHost {
  /** What plugins inherit. */
  environment(): Promise<NodeJS.ProcessEnv>;
  /**
   * Runs a program where somebody can answer its questions, with its standard output kept to itself; gives `undefined`
   * where that somebody closed the terminal. Rejects as `spawn` does. Absent where there is nobody.
   */
  readonly atTerminal?: (program: PluginProgram, context: string) => Promise<PluginExit | undefined>;
  /** Whether plugins that can do without a terminal get it as well. */
  readonly alwaysAtTerminal?: boolean;
}

/** Plugins inherit this process's environment and ask nobody. */
export const plainPluginHost: PluginHost = { environment: async () => process.env };

const versions = ['client.authentication.k8s.io/v1', 'client.authentication.k8s.io/v1beta1'];
const limitSeconds = 60;
const limitBytes = 1024 * 1024;

/**
 * Runs a credential plugin by the protocol of client.authentication.k8s.io. Rejects with a `credentials.exec-…` failure
 * that tells the plugin's last line of stderr, never its stdout.
 */
export async function runExecPlugin(
  context: KubeContext,
  entry: ExecEntry,
  host: PluginHost = plainPluginHost,
): Promise<ExecCredential> {
  const { command } = entry;
  const named = { context: context.name, command };
  const malformed = () => new ClusterFailure('credentials.exec-malformed', named);
  if (!versions.includes(entry.apiVersion)) {
    throw new ClusterFailure('credentials.exec-version', { ...named, version: entry.apiVersion });
  }
  const must = entry.interactiveMode === 'Always';
  if (must && host.atTerminal === undefined) {
    throw new ClusterFailure('credentials.exec-interactive', named);
  }
  const asks = must || (host.alwaysAtTerminal === true && entry.interactiveMode !== 'Never');
  const atTerminal = asks ? host.atTerminal : undefined;
  const info = await execInfo(context, entry, atTerminal !== undefined);
  const env = { ...(await host.environment()), ...entry.env, KUBERNETES_EXEC_INFO: info };
  const program = { command, args: entry.args, env };
  const text =
    atTerminal === undefined
      ? await run(context, entry, program)
      : await runAtTerminal(context, entry, () => atTerminal(program, context.name));
  const credential = credentialOf(text, entry.apiVersion);
  if (credential === undefined) throw malformed();
  return credential;
}

/** `undefined` for what is no ExecCredential of that version with a token, or with a certificate and its key. */
function credentialOf(text: string, apiVersion: string): ExecCredential | undefined {
  let credential: unknown;
  try {
    credential = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isRecord(credential) || credential['kind'] !== 'ExecCredential') return undefined;
  const { status } = credential;
  if (credential['apiVersion'] !== apiVersion || !isRecord(status)) return undefined;
  const token = textOf(status['token']);
  const certificate = textOf(status['clientCertificateData']);
  const key = textOf(status['clientKeyData']);
  if ((certificate === undefined) !== (key === undefined)) return undefined;
  if (token === undefined && certificate === undefined) return undefined;
  const expiry = Date.parse(textOf(status['expirationTimestamp']) ?? '');
  return { token, certificate, key, expiresAt: Number.isNaN(expiry) ? undefined : expiry };
}

function run(context: KubeContext, entry: ExecEntry, program: PluginProgram): Promise<string> {
  const { command } = entry;
  return new Promise((resolve, reject) => {
    const child = spawn(command, program.args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: program.env,
      windowsHide: true,
    });
    let output = '';
    let errors = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      if (output.length < limitBytes) output += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      errors = (errors + text).slice(-2000);
    });
    const timer = setTimeout(() => {
      const params = { context: context.name, command, seconds: limitSeconds };
      reject(new ClusterFailure('credentials.exec-timeout', params));
      child.kill('SIGKILL');
    }, limitSeconds * 1000);
    child.once('error', error => {
      clearTimeout(timer);
      reject(startFailure(context, entry, error));
    });
    child.once('close', (code, signal) => {
      clearTimeout(timer);
      if (code === 0) return resolve(output);
      const reason = errors.trim().split('\n').at(-1) || `exit ${code ?? signal}`;
      reject(new ClusterFailure('credentials.exec-failed', { context: context.name, command, reason }));
    });
  });
}

async function runAtTerminal(
  context: KubeContext,
  entry: ExecEntry,
  start: () => Promise<PluginExit | undefined>,
): Promise<string> {
  const named = { context: context.name, command: entry.command };
  const exit = await start().catch((error: unknown) => {
    throw startFailure(context, entry, error);
  });
  if (exit === undefined) throw new ClusterFailure('credentials.exec-closed', named);
  // What shells and env answer for a program that is not there.
  if (exit.code === 127) {
    throw new ClusterFailure('credentials.exec-not-found', { ...named, hint: entry.installHint });
  }
  // What it complained of stands in the terminal.
  const reason = `exit ${exit.code}`;
  if (exit.code !== 0) throw new ClusterFailure('credentials.exec-failed', { ...named, reason });
  return exit.stdout;
}

function startFailure(context: KubeContext, entry: ExecEntry, error: unknown): ClusterFailure {
  const named = { context: context.name, command: entry.command };
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
    return new ClusterFailure('credentials.exec-not-found', { ...named, hint: entry.installHint });
  }
  const reason = error instanceof Error ? error.message : String(error);
  return new ClusterFailure('credentials.exec-failed', { ...named, reason });
}

/** What the plugin is told (KUBERNETES_EXEC_INFO), with the cluster's description where it asks for it (KEP-541). */
async function execInfo(context: KubeContext, entry: ExecEntry, interactive: boolean): Promise<string> {
  const { cluster } = context;
  const describe = async () => ({
    server: cluster.server,
    'tls-server-name': cluster.tlsServerName,
    'insecure-skip-tls-verify': cluster.skipTlsVerify || undefined,
    'certificate-authority-data': (await authorityOf(context))?.toString('base64'),
    'proxy-url': cluster.proxyUrl,
    config: cluster.execConfig ?? null,
  });
  return JSON.stringify({
    apiVersion: entry.apiVersion,
    kind: 'ExecCredential',
    spec: { interactive, ...(entry.provideClusterInfo ? { cluster: await describe() } : {}) },
  });
}
