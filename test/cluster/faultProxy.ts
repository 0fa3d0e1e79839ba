import { once } from 'node:events';
import { createSecureServer, type Http2ServerRequest, type Http2ServerResponse } from 'node:http2';
import { Agent, request as requestHttps } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import type { Pair } from './certificates.ts';

/** Which requests a fault meets; all where nothing is named. */
export interface Where {
  readonly verb?: 'get' | 'list' | 'watch';
  /** In the path, without its query. */
  readonly path?: string;
}

/** What happens to a request. */
export type Fault =
  /** The connection is gone, with all that was on it. */
  | { readonly kind: 'reset' }
  /** Never answered, on a connection that is well. */
  | { readonly kind: 'silence' }
  | { readonly kind: 'delay'; readonly milliseconds: number }
  /** The API server is not asked. */
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      /** As JSON unless it is a string. */
      readonly body?: unknown;
    }
  /** The answer of the API server, up to so many bytes or lines, and what comes then. */
  | {
      readonly kind: 'cut';
      readonly after: { readonly lines: number } | { readonly bytes: number };
      readonly ending: 'end' | 'reset' | 'silence' | { readonly write: string };
    };

/** A fault that is switched on. */
export interface Injected {
  /** Requests that it met so far. */
  readonly hits: number;
  clear(): void;
}

/** TLS in front of the real API server, with faults that a test switches on and off. */
export interface FaultProxy {
  readonly url: string;
  /** `verb path`, in the order in which they came. */
  readonly seen: readonly string[];
  /** The newest fault that fits a request meets it, from the next request on. */
  inject(where: Where, fault: Fault): Injected;
  /** Ends watches that run: in good order, or by a reset of their connections. */
  cutWatches(how: 'end' | 'reset'): void;
  /** While on nobody listens, and connections that were open are gone. */
  refuse(on: boolean): Promise<void>;
  /** Shows another certificate from the next connection on; those that are open are reset. */
  show(certificate: Pair): void;
  close(): Promise<void>;
}

/** Where the proxy leads, and how it speaks. */
export interface FaultProxyOptions {
  readonly target: string;
  /** PEM of the target's authority. */
  readonly authority: string;
  readonly certificate: Pair;
  readonly protocol: 'h2' | 'http/1.1';
}

interface RunningWatch {
  readonly response: Http2ServerResponse;
  readonly socket: Socket;
}

/** Listens on 127.0.0.1; the caller closes it. */
export async function createFaultProxy(options: FaultProxyOptions): Promise<FaultProxy> {
  const agent = new Agent({ ca: options.authority, keepAlive: true });
  const faults: { where: Where; fault: Fault; hits: number }[] = [];
  const seen: string[] = [];
  const sockets = new Set<Socket>();
  const watches = new Set<RunningWatch>();

  const server = createSecureServer(
    { ...options.certificate, allowHTTP1: true, ALPNProtocols: [options.protocol] },
    (request, response) => {
      const url = new URL(request.url, 'https://proxy');
      const verb = verbOf(request.method, url);
      seen.push(`${verb} ${url.pathname}`);
      const socket = socketOf(request);
      if (verb === 'watch') {
        const watch = { response, socket };
        watches.add(watch);
        response.once('close', () => watches.delete(watch));
      }
      const fits = ({ where }: { where: Where }) =>
        (where.verb ?? verb) === verb && url.pathname.includes(where.path ?? '');
      const met = faults.findLast(fits);
      if (met !== undefined) met.hits += 1;
      apply(met?.fault, request, response, socket, () => forward(options.target, agent, request, response));
    },
  );
  server.on('secureConnection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.once('close', () => sockets.delete(socket));
  });
  server.on('sessionError', () => {});
  const resetAll = () => {
    for (const socket of sockets) socket.destroy();
  };
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;

  return {
    url: `https://127.0.0.1:${port}`,
    seen,
    inject(where, fault) {
      const entry = { where, fault, hits: 0 };
      faults.push(entry);
      return {
        get hits() {
          return entry.hits;
        },
        clear: () => void faults.splice(faults.indexOf(entry), 1),
      };
    },
    cutWatches(how) {
      for (const { response, socket } of watches) {
        if (how === 'end') response.end();
        else socket.destroy();
      }
    },
    async refuse(on) {
      if (on) {
        const closed = once(server, 'close');
        server.close();
        resetAll();
        await closed;
      } else {
        server.listen(port, '127.0.0.1');
        await once(server, 'listening');
      }
    },
    show(certificate) {
      server.setSecureContext(certificate);
      resetAll();
    },
    async close() {
      resetAll();
      agent.destroy();
      if (!server.listening) return;
      server.close();
      await once(server, 'close');
    },
  };
}

function verbOf(method: string, url: URL): string {
  if (method !== 'GET') return method.toLowerCase();
  if (url.searchParams.get('watch') === 'true') return 'watch';
  return url.searchParams.has('limit') ? 'list' : 'get';
}

/** HTTP/2 lends its socket only in part. */
function socketOf(request: Http2ServerRequest): Socket {
  return request.stream?.session?.socket ?? request.socket;
}

interface Upstream {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: AsyncIterable<Buffer>;
}

async function apply(
  fault: Fault | undefined,
  request: Http2ServerRequest,
  response: Http2ServerResponse,
  socket: Socket,
  ask: () => Promise<Upstream>,
): Promise<void> {
  response.on('error', () => {});
  if (fault?.kind === 'reset') return void socket.destroy();
  if (fault?.kind === 'silence') return;
  if (fault?.kind === 'answer') {
    const { status, headers = {}, body = '' } = fault;
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
    return;
  }
  if (fault?.kind === 'delay') await new Promise(resolve => setTimeout(resolve, fault.milliseconds));
  // Cut text must not be packed.
  if (fault?.kind === 'cut') delete request.headers['accept-encoding'];
  try {
    const { status, headers, body } = await ask();
    // A cut in good order must not show by the length that was promised.
    const { 'content-length': _, ...unmeasured } = headers;
    response.writeHead(status, fault?.kind === 'cut' ? unmeasured : headers);
    if (fault?.kind === 'cut' && 'lines' in fault.after && fault.after.lines === 0) {
      return finish(fault.ending, response, socket);
    }
    let passed = { bytes: 0, lines: 0 };
    for await (const chunk of body) {
      // Ended meanwhile by the test.
      if (response.writableEnded) return;
      const end = fault?.kind === 'cut' ? cutAt(chunk, fault.after, passed) : undefined;
      if (end !== undefined && fault?.kind === 'cut') {
        response.write(chunk.subarray(0, end), () => finish(fault.ending, response, socket));
        return;
      }
      passed = {
        bytes: passed.bytes + chunk.length,
        lines: passed.lines + chunk.toString('latin1').split('\n').length - 1,
      };
      response.write(chunk);
    }
    response.end();
  } catch {
    // What was ended here takes its upstream down.
    if (!response.writableEnded) socket.destroy();
  }
}

/** Where in this chunk the cut is, or `undefined`. */
function cutAt(
  chunk: Buffer,
  after: { readonly lines: number } | { readonly bytes: number },
  passed: { readonly bytes: number; readonly lines: number },
): number | undefined {
  if ('bytes' in after) {
    return passed.bytes + chunk.length >= after.bytes ? after.bytes - passed.bytes : undefined;
  }
  let left = after.lines - passed.lines;
  if (left <= 0) return 0;
  for (let index = 0; index < chunk.length; index += 1) {
    if (chunk[index] === 10) left -= 1;
    if (left === 0) return index + 1;
  }
  return undefined;
}

function finish(
  ending: Extract<Fault, { kind: 'cut' }>['ending'],
  response: Http2ServerResponse,
  socket: Socket,
): void {
  if (ending === 'end') response.end();
  else if (ending === 'reset') socket.destroy();
  else if (ending !== 'silence') response.write(ending.write);
}

function forward(
  target: string,
  agent: Agent,
  request: Http2ServerRequest,
  response: Http2ServerResponse,
): Promise<Upstream> {
  const headers = Object.fromEntries(
    Object.entries(request.headers).filter(([name]) => !name.startsWith(':') && !hopByHop.has(name)),
  );
  return new Promise((resolve, reject) => {
    const outgoing = requestHttps(
      `${target}${request.url}`,
      { agent, method: request.method, headers },
      incoming => {
        response.once('close', () => incoming.destroy());
        const kept = Object.entries(incoming.headers).filter(([name]) => !hopByHop.has(name));
        resolve({ status: incoming.statusCode ?? 0, headers: Object.fromEntries(kept), body: incoming });
      },
    );
    outgoing.on('error', reject);
    response.once('close', () => outgoing.destroy());
    request.pipe(outgoing);
  });
}

const hopByHop = new Set(['connection', 'keep-alive', 'transfer-encoding', 'host', 'upgrade']);
