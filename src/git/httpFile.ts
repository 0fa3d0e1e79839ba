import { mkdir, writeFile } from 'node:fs/promises';
import { EnvHttpProxyAgent, fetch, type Response } from 'undici';
import { shownUrl } from '../kustomize/remote/problems.ts';
import type { Remote } from '../kustomize/snapshot.ts';
import { nameFor } from './cache.ts';
import type { FetchTools } from './fetchRepository.ts';
import { FetchFailure } from './gitFailure.ts';

const maxBytes = 64 * 1024 * 1024;
const timeoutMs = 60_000;

/**
 * Gets the content of an HTTP URL and puts it where a snapshot can read it. Rejects with a FetchFailure, or with the
 * signal's reason. Proxies are those of the environment.
 */
export async function fetchFile(
  url: string,
  { cache, env }: FetchTools,
  signal: AbortSignal,
): Promise<Remote> {
  const shown = shownUrl(url);
  const bytes = await request(url, env, AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)])).catch(
    (error: unknown) => {
      signal.throwIfAborted();
      throw asFailure(error, shown);
    },
  );
  const name = fileName(url);
  const folder = cache.path('files', nameFor(`${name} ${nameFor(bytes)}`));
  if (!(await cache.has(folder))) {
    await cache.withFolder(async temporary => {
      const made = `${temporary}/file`;
      await mkdir(made);
      await writeFile(`${made}/${name}`, bytes);
      await cache.adopt(made, folder);
    });
  }
  return { kind: 'file', path: `${folder}/${name}` };
}

/** The last name of the URL, as far as any file system takes it. */
function fileName(url: string): string {
  const [path = ''] = url.split(/[?#]/);
  return (
    path
      .slice(path.lastIndexOf('/') + 1)
      .replace(/[^A-Za-z0-9._-]|^\.+/g, '_')
      .slice(-100) || 'file'
  );
}

async function request(
  written: string,
  env: FetchTools['env'],
  signal: AbortSignal,
): Promise<Uint8Array<ArrayBuffer>> {
  // A server sees what kustomize sends: the fragment counts for the path.
  const url = new URL(written.replaceAll('#', '%23'));
  const headers: Record<string, string> = { 'user-agent': 'kubewright' };
  if (url.username !== '' || url.password !== '') {
    const credentials = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
    headers['authorization'] = `Basic ${Buffer.from(credentials).toString('base64')}`;
    url.username = '';
    url.password = '';
  }
  const agent = new EnvHttpProxyAgent(proxiesOf(env, url));
  try {
    const response = await fetch(url, { headers, signal, dispatcher: agent });
    if (!response.ok) {
      const params = { url: shownUrl(written), status: response.status };
      throw new FetchFailure({ code: 'remote.http-status', params });
    }
    return await bodyOf(response, written);
  } finally {
    await agent.destroy();
  }
}

/** As Go has it, nothing goes to this machine by a proxy. */
function proxiesOf(env: FetchTools['env'], url: URL) {
  const isLoopback = /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(url.hostname);
  const value = (name: string) => env[name] ?? env[name.toUpperCase()] ?? '';
  return {
    httpProxy: isLoopback ? '' : value('http_proxy'),
    httpsProxy: isLoopback ? '' : value('https_proxy'),
    noProxy: value('no_proxy'),
  };
}

async function bodyOf(response: Response, url: string): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body ?? []) {
    length += chunk.length;
    if (length > maxBytes) {
      throw new FetchFailure({ code: 'remote.too-large', params: { url: shownUrl(url), limit: maxBytes } });
    }
    chunks.push(chunk);
  }
  return new Uint8Array(Buffer.concat(chunks));
}

function asFailure(error: unknown, url: string): unknown {
  if (error instanceof FetchFailure || !(error instanceof Error)) return error;
  if (error.name === 'TimeoutError') {
    return new FetchFailure({ code: 'remote.timeout', params: { url, seconds: timeoutMs / 1000 } });
  }
  const cause = error.cause instanceof Error ? error.cause : error;
  const code = 'code' in cause && typeof cause.code === 'string' ? `${cause.code} ` : '';
  const reason = shownUrl(`${code}${cause.message}`.trim()).slice(0, 300);
  return new FetchFailure({ code: 'remote.unreachable', params: { url, reason } });
}
