import { request } from 'node:http';
import { isIP, type Socket } from 'node:net';
import { connect } from 'node:tls';
import { trustedAuthorities } from '../credentials/trustedAuthorities.ts';
import { isRecord, type JsonRecord } from '../json.ts';
import { dialingAgent } from './dialingAgent.ts';
import { type ProxySettings, proxyFor } from './proxy.ts';
import { proxyTunnel } from './proxyTunnel.ts';

/** What to send; with a form it is a POST. */
export interface JsonRequest {
  /** Whom to trust; those that the system trusts where absent. */
  readonly ca: Buffer | undefined;
  readonly proxies: ProxySettings;
  readonly form?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
}

const limitMilliseconds = 15_000;
const limitBytes = 1024 * 1024;

/**
 * One short exchange of JSON over HTTPS with a server that is no API server, such as an identity provider. Any status
 * is an answer, a body that is no JSON object an empty one; rejects where there is none within 15 s.
 */
export function requestJson(
  url: string,
  { ca, proxies, form, headers }: JsonRequest,
): Promise<{ readonly status: number; readonly json: JsonRecord }> {
  const parsed = URL.parse(url);
  if (parsed?.protocol !== 'https:') return Promise.reject(new Error(`${shownUrl(url)} is no https URL`));
  const { hostname, host, port, pathname, search } = parsed;
  const signal = AbortSignal.timeout(limitMilliseconds);
  return new Promise((resolve, reject) => {
    const outgoing = request({
      method: form === undefined ? 'GET' : 'POST',
      host: hostname,
      port: port || 443,
      path: pathname + search,
      // Its sockets carry the TLS.
      agent: dialingAgent(() => openTls(parsed, ca, proxies, signal), false),
      headers: {
        host,
        accept: 'application/json',
        ...(form === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
        ...headers,
      },
      signal,
    });
    // An abort here is the time limit and nobody's wish.
    const failed = (error: Error) =>
      reject(signal.aborted ? new Error(`${shownUrl(url)} did not answer`, { cause: error }) : error);
    outgoing.on('error', failed);
    outgoing.once('response', incoming => {
      let body = '';
      incoming.setEncoding('utf8');
      incoming.on('data', (text: string) => {
        if (body.length < limitBytes) body += text;
      });
      incoming.on('error', failed);
      incoming.once('end', () => resolve({ status: incoming.statusCode ?? 0, json: objectOf(body) }));
    });
    outgoing.end(form === undefined ? undefined : new URLSearchParams(form).toString());
  });
}

/** A URL as people may read it: without a login or a query. */
export function shownUrl(url: string): string {
  const parsed = URL.parse(url);
  return parsed === null ? 'what stands there' : `${parsed.protocol}//${parsed.host}${parsed.pathname}`;
}

async function openTls(
  url: URL,
  ca: Buffer | undefined,
  proxies: ProxySettings,
  signal: AbortSignal,
): Promise<Socket> {
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  const target = { host, port: Number(url.port) || 443 };
  const proxy = proxyFor(url, undefined, proxies);
  const way = proxy === undefined ? {} : { socket: await proxyTunnel(proxy, target, signal) };
  const socket = connect({
    ...target,
    ...way,
    ca: ca ?? trustedAuthorities(),
    servername: isIP(host) === 0 ? host : '',
  });
  await new Promise<void>((resolve, reject) => {
    socket.once('secureConnect', resolve);
    socket.once('error', reject);
    signal.addEventListener('abort', () => socket.destroy(signal.reason), { once: true });
  });
  return socket;
}

function objectOf(text: string): JsonRecord {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : {};
  } catch {
    return {};
  }
}
