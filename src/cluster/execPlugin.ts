import { spawn } from 'node:child_process';
import { ClusterFailure } from './failure.ts';
import { isRecord, textOf } from './json.ts';
import type { ExecEntry, KubeContext } from './kubeconfig.ts';

/** What a credential plugin printed. Secret. */
export interface ExecCredential {
  readonly token: string | undefined;
  /** PEM. */
  readonly certificate: string | undefined;
  readonly key: string | undefined;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number | undefined;
}

const versions = ['client.authentication.k8s.io/v1', 'client.authentication.k8s.io/v1beta1'];
const limitSeconds = 60;
const limitBytes = 1024 * 1024;

/**
 * Runs a credential plugin by the protocol of client.authentication.k8s.io, without a terminal. Rejects with a
 * `credentials.exec-…` failure that tells the plugin's last line of stderr, never its stdout.
 */
export async function runExecPlugin(context: KubeContext, entry: ExecEntry): Promise<ExecCredential> {
  const { command } = entry;
  const malformed = () =>
    new ClusterFailure('credentials.exec-malformed', { context: context.name, command });
  if (!versions.includes(entry.apiVersion)) throw malformed();
  const text = await run(context, entry);
  let credential: unknown;
  try {
    credential = JSON.parse(text);
  } catch {
    throw malformed();
  }
  const status =
    isRecord(credential) && credential['kind'] === 'ExecCredential' ? credential['status'] : undefined;
  if (!isRecord(status)) throw malformed();
  const token = textOf(status['token']);
  const certificate = textOf(status['clientCertificateData']);
  const key = textOf(status['clientKeyData']);
  if (token === undefined && (certificate === undefined || key === undefined)) throw malformed();
  const expiry = Date.parse(textOf(status['expirationTimestamp']) ?? '');
  return { token, certificate, key, expiresAt: Number.isNaN(expiry) ? undefined : expiry };
}

function run(context: KubeContext, entry: ExecEntry): Promise<string> {
  const { command } = entry;
  return new Promise((resolve, reject) => {
    const child = spawn(command, entry.args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...entry.env, KUBERNETES_EXEC_INFO: execInfo(context, entry) },
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
      const missing = 'code' in error && error.code === 'ENOENT';
      reject(
        missing
          ? new ClusterFailure('credentials.exec-not-found', {
              context: context.name,
              command,
              hint: entry.installHint,
            })
          : new ClusterFailure('credentials.exec-failed', {
              context: context.name,
              command,
              reason: error.message,
            }),
      );
    });
    child.once('close', (code, signal) => {
      clearTimeout(timer);
      if (code === 0) return resolve(output);
      const reason = errors.trim().split('\n').at(-1) || `exit ${code ?? signal}`;
      reject(new ClusterFailure('credentials.exec-failed', { context: context.name, command, reason }));
    });
  });
}

/** The cluster's description for plugins that ask for it (KEP-541). */
function execInfo({ cluster }: KubeContext, entry: ExecEntry): string {
  const description = {
    server: cluster.server,
    'tls-server-name': cluster.tlsServerName,
    'insecure-skip-tls-verify': cluster.skipTlsVerify || undefined,
    'certificate-authority-data': cluster.caData,
    'proxy-url': cluster.proxyUrl,
  };
  return JSON.stringify({
    apiVersion: entry.apiVersion,
    kind: 'ExecCredential',
    spec: { interactive: false, ...(entry.provideClusterInfo ? { cluster: description } : {}) },
  });
}
