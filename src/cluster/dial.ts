import { connect as connectTcp, isIP, type Socket } from 'node:net';
import { connect as connectTls, type TLSSocket } from 'node:tls';
import { abortError } from './abort.ts';
import { readContextFile } from './contextFile.ts';
import type { Credential } from './credentials.ts';
import { ClusterFailure } from './failure.ts';
import type { KubeContext } from './kubeconfig.ts';
import { linkFailure } from './linkFailure.ts';

/** What the API server must prove, and with what we prove ourselves; for `tls.connect`. */
export interface TlsMaterial {
  readonly ca: string | Buffer | undefined;
  readonly cert: string | Buffer | undefined;
  readonly key: string | Buffer | undefined;
  readonly rejectUnauthorized: boolean;
  /** Empty where the server is an IP address, for which SNI is not allowed. */
  readonly servername: string;
}

/** Reads the authority's certificate where the cluster entry points at a file. */
export async function tlsMaterial(context: KubeContext, credential: Credential): Promise<TlsMaterial> {
  const { cluster } = context;
  let ca: string | Buffer | undefined;
  if (cluster.caData !== undefined) ca = Buffer.from(cluster.caData, 'base64');
  else if (cluster.caFile !== undefined) ca = await readContextFile(context, cluster.caFile);
  const host = hostOf(new URL(cluster.server));
  return {
    ca,
    cert: credential.cert,
    key: credential.key,
    rejectUnauthorized: !cluster.skipTlsVerify,
    servername: cluster.tlsServerName ?? (isIP(host) === 0 ? host : ''),
  };
}

/**
 * Opens one socket to the API server; the one place that knows how to get there. Rejects with a
 * `connection.…` failure, at the latest after `seconds`, or with the reason of the signal.
 */
export async function dial(
  context: KubeContext,
  tls: TlsMaterial,
  protocols: readonly string[],
  seconds: number,
  signal?: AbortSignal,
): Promise<Socket | TLSSocket> {
  signal?.throwIfAborted();
  const url = new URL(context.cluster.server);
  const secure = url.protocol === 'https:';
  const port = Number(url.port) || (secure ? 443 : 80);
  const socket = secure
    ? connectTls({
        ...tls,
        host: hostOf(url),
        port,
        ALPNProtocols: [...protocols],
        ...(context.cluster.tlsServerName === undefined ? {} : { servername: context.cluster.tlsServerName }),
      })
    : connectTcp({ host: hostOf(url), port });
  const timeout = new ClusterFailure('connection.timeout', {
    context: context.name,
    server: context.cluster.server,
    seconds,
  });
  const timer = setTimeout(() => socket.destroy(timeout), seconds * 1000);
  const abort = () => socket.destroy(abortError());
  signal?.addEventListener('abort', abort, { once: true });
  try {
    await new Promise<void>((resolve, reject) => {
      socket.once(secure ? 'secureConnect' : 'connect', () => resolve());
      socket.once('error', reject);
      socket.once('close', () => reject(Object.assign(new Error('closed'), { code: 'ECONNRESET' })));
    });
    socket.setNoDelay(true);
    socket.setKeepAlive(true, 30_000);
    return socket;
  } catch (error) {
    socket.on('error', () => {});
    socket.destroy();
    throw linkFailure(error, context.name, context.cluster.server);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', abort);
  }
}

/** The host without the brackets that a URL puts around an IPv6 address. */
function hostOf(url: URL): string {
  return url.hostname.replace(/^\[(.*)\]$/, '$1');
}
