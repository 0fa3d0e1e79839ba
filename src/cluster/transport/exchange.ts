import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { abortable, abortError } from '../abort.ts';
import { authHeaders } from '../credentials/authHeaders.ts';
import type { Credential } from '../credentials/credential.ts';
import type { CredentialSource } from '../credentials/credentials.ts';
import { expiredSince } from '../credentials/expiredCertificate.ts';
import { parseJson } from '../exactJson.ts';
import { ClusterFailure, isFailure } from '../failure.ts';
import type { KubeContext } from '../kubeconfig/kubeconfig.ts';
import type { LinkAnswer } from './link.ts';
import { linkFailure } from './linkFailure.ts';
import type { Answer, BodyRequest, Query, ReadRequest, StreamAnswer } from './request.ts';
import { responseFailure } from './responseFailure.ts';
import type { Transport } from './transport.ts';

/** Any request; which of them a caller may make is decided by `Connection`. */
export type ExchangeRequest = Omit<BodyRequest, 'method'> & {
  readonly method: 'GET' | BodyRequest['method'];
};

/** Requests with credentials, time limits and typed failures. */
export interface Exchange {
  whole(request: ExchangeRequest): Promise<Answer>;
  stream(request: ReadRequest & { readonly method: 'GET' }): Promise<StreamAnswer>;
}

const defaultSeconds = 30;
const unzip = promisify(gunzip);

/** Requests to a context's server over a transport, which stays the caller's to close. */
export function createExchange(
  kubeContext: KubeContext,
  credentials: CredentialSource,
  transport: Transport,
): Exchange {
  const context = kubeContext.name;
  const { server } = kubeContext.cluster;

  /** Sends; refused credentials are renewed and tried once more, for a 401 was not acted upon. */
  async function send(request: ExchangeRequest, limit: Limit, gzip: boolean): Promise<Sent> {
    const path = new URL(server).pathname.replace(/\/$/, '') + pathWithQuery(request.path, request.query);
    const body = bodyOf(request);
    for (let attempt = 1; ; attempt += 1) {
      // A plugin may wait for a person to log in, so the clock starts behind it.
      const credential = await abortable(credentials.get(), limit.signal);
      limit.startClock();
      const answer = await transport.request(credential, {
        method: request.method,
        path,
        headers: {
          accept: 'application/json',
          'user-agent': 'kubewright',
          ...(gzip ? { 'accept-encoding': 'gzip' } : {}),
          ...(body === undefined ? {} : { 'content-type': request.contentType ?? 'application/json' }),
          ...request.headers,
          ...authHeaders(kubeContext, credential),
        },
        body,
        signal: limit.signal,
      });
      if (answer.status !== 401 || attempt > 1) return { answer, credential };
      await collect(answer);
      credentials.invalidate(credential);
    }
  }

  async function accepted({ answer, credential }: Sent): Promise<LinkAnswer> {
    if ((answer.status >= 200 && answer.status < 300) || answer.status === 304) return answer;
    const expired = answer.status === 401 ? expiredSince(credential) : undefined;
    if (expired !== undefined)
      throw new ClusterFailure('credentials.certificate-expired', { context, expired });
    const unshown = kubeContext.notes.find(note => isFailure(note, 'credentials.unencrypted'));
    if (answer.status === 401 && unshown !== undefined) throw unshown;
    throw responseFailure(context, server, answer.status, answer.headers, await collect(answer));
  }

  return {
    async whole(request) {
      const limit = limited(request, kubeContext);
      try {
        const answer = await accepted(await send(request, limit, request.method === 'GET'));
        const body = await collect(answer);
        return {
          status: answer.status,
          headers: answer.headers,
          body,
          json: () => parse(body, answer, request, context),
        };
      } catch (error) {
        throw linkFailure(limit.signal.aborted ? limit.signal.reason : error, context, server, request.path);
      } finally {
        limit.end();
      }
    },
    async stream(request) {
      const limit = limited(request, kubeContext);
      try {
        const answer = await accepted(await send(request, limit, false));
        limit.stopClock();
        const body = told(answer.body, limit, context, server);
        return { status: answer.status, headers: answer.headers, body };
      } catch (error) {
        limit.end();
        throw linkFailure(limit.signal.aborted ? limit.signal.reason : error, context, server, request.path);
      }
    },
  };
}

/** Path and query of a URL. */
export function pathWithQuery(path: string, query: Query | undefined): string {
  const params = new URLSearchParams();
  for (const [key, value] of Object.entries(query ?? {})) {
    if (value === undefined) continue;
    for (const each of typeof value === 'object' ? value : [value]) params.append(key, String(each));
  }
  return params.size === 0 ? path : `${path}?${params}`;
}

function bodyOf(request: ExchangeRequest): string | Uint8Array | undefined {
  const { body } = request;
  if (body === undefined || typeof body === 'string' || body instanceof Uint8Array) return body;
  return JSON.stringify(body);
}

async function collect(answer: LinkAnswer): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of answer.body) chunks.push(chunk);
  const body = Buffer.concat(chunks);
  return answer.headers['content-encoding'] === 'gzip' && body.length > 0 ? unzip(body) : body;
}

function parse(body: Uint8Array, answer: LinkAnswer, request: ExchangeRequest, context: string): unknown {
  try {
    return parseJson(Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('utf8'));
  } catch {
    const reason = answer.headers['content-type']?.startsWith('application/json')
      ? 'cut-off or broken JSON'
      : (answer.headers['content-type'] ?? 'no content type');
    // Without its cause, which quotes the body.
    throw new ClusterFailure('response.malformed', { context, path: request.path, reason });
  }
}

/** An answer and what it was asked with. */
interface Sent {
  readonly answer: LinkAnswer;
  readonly credential: Credential;
}

interface Limit {
  readonly signal: AbortSignal;
  /** Begins the time limit unless it runs already. */
  startClock(): void;
  stopClock(): void;
  end(): void;
}

/** The caller's signal together with a time limit, whose abort has a failure as its reason. */
function limited(request: ReadRequest, kubeContext: KubeContext): Limit {
  const controller = new AbortController();
  const seconds = request.timeoutSeconds ?? defaultSeconds;
  const params = { context: kubeContext.name, server: kubeContext.cluster.server, seconds };
  const late = () => controller.abort(new ClusterFailure('connection.timeout', params));
  let timer: NodeJS.Timeout | undefined;
  const abort = () => controller.abort(abortError());
  if (request.signal?.aborted) abort();
  request.signal?.addEventListener('abort', abort, { once: true });
  const stopClock = () => clearTimeout(timer);
  return {
    signal: controller.signal,
    startClock: () => {
      timer ??= setTimeout(late, seconds * 1000);
    },
    stopClock,
    end: () => {
      stopClock();
      request.signal?.removeEventListener('abort', abort);
    },
  };
}

/** The body with its errors told as failures. */
async function* told(
  body: AsyncIterable<Uint8Array>,
  limit: Limit,
  context: string,
  server: string,
): AsyncGenerator<Uint8Array> {
  try {
    yield* body;
  } catch (error) {
    throw linkFailure(error, context, server);
  } finally {
    limit.end();
  }
}
