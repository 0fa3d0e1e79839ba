import { connect as connectTcp, isIP, type Socket } from 'node:net';
import { connect as connectTls, type TLSSocket } from 'node:tls';
import { abortError, isAbort } from '../abort.ts';
import { authorityOf } from '../credentials/contextFile.ts';
import type { Credential } from '../credentials/credential.ts';
import { trustedAuthorities } from '../credentials/trustedAuthorities.ts';
import { ClusterFailure } from '../failure.ts';
import type { KubeContext } from '../kubeconfig/kubeconfig.ts';
import { linkFailure } from './linkFailure.ts';
import { type ProxySettings, proxyFor, shownProxy } from './proxy.ts';
import { type ProxyTarget, proxyTunnel } from './proxyTunnel.ts';

/** What the API server must prove, and with what we prove ourselves; for `tls.connect`. */
export interface TlsMaterial {
  readonly ca: string | string[] | Buffer;
  readonly cert: string | Buffer | undefined;
  readonly key: string | Buffer | undefined;
  readonly rejectUnauthorized: boolean;
  /** Empty where the server is an IP address, for which SNI is not allowed. */
  readonly servername: string;
}

/** Reads the authority's certificate where the cluster entry points at a file. */
export async function tlsMaterial(context: KubeContext, credential: Credential): Promise<TlsMaterial> {
  const { cluster } = context;
  const host = hostOf(new URL(cluster.server));
  return {
    ca: (await authorityOf(context)) ?? trustedAuthorities(),
    cert: credential.cert,
    key: credential.key,
    rejectUnauthorized: !cluster.skipTlsVerify,
    servername: cluster.tlsServerName ?? (isIP(host) === 0 ? host : ''),
  };
}

/** How to open a socket. */
export interface DialOptions {
  /** For ALPN, the best first. */
  readonly protocols: readonly string[];
  /** Until TCP and TLS stand, proxies included. */
  readonly seconds: number;
  readonly proxies: ProxySettings;
  readonly signal?: AbortSignal;
}

/**
 * Opens one socket to the API server; the one place that knows how to get there. Rejects with a
 * `connection.…` failure, at the latest after `seconds`, or with the reason of the signal.
 */
export async function dial(
  context: KubeContext,
  tls: TlsMaterial,
  { protocols, seconds, proxies, signal }: DialOptions,
): Promise<Socket | TLSSocket> {
  signal?.throwIfAborted();
  const { server } = context.cluster;
  const url = new URL(server);
  const secure = url.protocol === 'https:';
  const target = { host: hostOf(url), port: Number(url.port) || (secure ? 443 : 80) };
  const giveUp = new AbortController();
  const timeout = new ClusterFailure('connection.timeout', { context: context.name, server, seconds });
  const timer = setTimeout(() => giveUp.abort(timeout), seconds * 1000);
  const abort = () => giveUp.abort(abortError());
  signal?.addEventListener('abort', abort, { once: true });
  let socket: Socket | undefined;
  try {
    const way = await throughProxy(context, target, proxies, giveUp.signal);
    giveUp.signal.throwIfAborted();
    socket = secure ? secureSocket(context, tls, target, way, protocols) : (way ?? connectTcp(target));
    if (secure || way === undefined) await established(socket, secure, giveUp.signal);
    socket.setNoDelay(true);
    socket.setKeepAlive(true, 30_000);
    return socket;
  } catch (error) {
    socket?.on('error', () => {});
    socket?.destroy();
    throw linkFailure(error, context.name, server);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', abort);
  }
}

function secureSocket(
  context: KubeContext,
  tls: TlsMaterial,
  target: ProxyTarget,
  way: Socket | undefined,
  protocols: readonly string[],
): TLSSocket {
  try {
    // The host is what the certificate must name, also behind a proxy.
    const to = { ...target, ...(way === undefined ? {} : { socket: way }) };
    return connectTls({ ...tls, ...to, ALPNProtocols: [...protocols] });
  } catch (error) {
    way?.destroy();
    const reason = error instanceof Error ? error.message : String(error);
    throw new ClusterFailure('credentials.certificate-invalid', { context: context.name, reason });
  }
}

function established(socket: Socket, secure: boolean, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const abort = () => {
      reject(signal.reason);
      socket.destroy();
    };
    signal.addEventListener('abort', abort, { once: true });
    socket.once('close', () => {
      signal.removeEventListener('abort', abort);
      reject(Object.assign(new Error('closed'), { code: 'ECONNRESET' }));
    });
    socket.once('error', reject);
    socket.once(secure ? 'secureConnect' : 'connect', () => {
      signal.removeEventListener('abort', abort);
      resolve();
    });
  });
}

/** `undefined` where no proxy is on the way; rejects with `connection.proxy`. */
async function throughProxy(
  context: KubeContext,
  target: ProxyTarget,
  proxies: ProxySettings,
  signal: AbortSignal,
): Promise<Socket | undefined> {
  const { server, proxyUrl } = context.cluster;
  let shown = 'proxy-url';
  try {
    const proxy = proxyFor(new URL(server), proxyUrl, proxies);
    if (proxy === undefined) return undefined;
    shown = shownProxy(proxy);
    return await proxyTunnel(proxy, target, signal);
  } catch (error) {
    if (error instanceof ClusterFailure || isAbort(error)) throw error;
    const [first] = error instanceof AggregateError ? error.errors : [error];
    const reason = first instanceof Error ? first.message : String(first);
    throw new ClusterFailure('connection.proxy', { context: context.name, proxy: shown, reason });
  }
}

/** The host without the brackets that a URL puts around an IPv6 address. */
function hostOf(url: URL): string {
  return url.hostname.replace(/^\[(.*)\]$/, '$1');
}
