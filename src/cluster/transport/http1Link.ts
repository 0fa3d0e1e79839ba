import { type Agent, request as requestHttp } from 'node:http';
import type { Socket } from 'node:net';
import { bodyStream } from './bodyStream.ts';
import { type DialSocket, dialingAgent } from './dialingAgent.ts';
import { type Link, type LinkAnswer, type LinkRequest, plainHeaders, UnsentError } from './link.ts';

/** A pool of keep-alive HTTP/1.1 sockets, one for each request in flight; `first` is one already open. */
export function http1Link(url: URL, first: Socket | undefined, dial: DialSocket): Link {
  let ready = first;
  const agent = dialingAgent(async () => {
    const socket = ready;
    ready = undefined;
    return socket !== undefined && !socket.destroyed ? socket : dial();
  }, true);
  const ending = new AbortController();
  let retired = false;
  return {
    get usable() {
      return !retired && !ending.signal.aborted;
    },
    get ended() {
      return ending.signal.aborted;
    },
    request: request => send(url, agent, request, ending.signal),
    retire: () => {
      retired = true;
    },
    close: reason => {
      ending.abort(reason);
      ready?.destroy();
      agent.destroy();
    },
  };
}

function send(url: URL, agent: Agent, request: LinkRequest, ending: AbortSignal): Promise<LinkAnswer> {
  return new Promise((resolve, reject) => {
    const signal = AbortSignal.any([request.signal, ending]);
    if (signal.aborted) {
      reject(signal.reason);
      return;
    }
    const { body } = request;
    const outgoing = requestHttp({
      agent,
      method: request.method,
      host: url.hostname,
      port: url.port,
      path: request.path,
      headers: {
        ...request.headers,
        host: url.host,
        ...(body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }),
      },
    });
    const abort = () => {
      outgoing.destroy();
      reject(signal.reason);
    };
    signal.addEventListener('abort', abort, { once: true });
    outgoing.once('close', () => signal.removeEventListener('abort', abort));
    outgoing.once('response', incoming => {
      const cutOff = () => (signal.aborted ? signal.reason : (incoming.errored ?? cut()));
      const body = bodyStream(
        incoming,
        () => incoming.complete,
        cutOff,
        () => incoming.destroy(),
      );
      resolve({ status: incoming.statusCode ?? 0, headers: plainHeaders(incoming.headers), body });
    });
    outgoing.on('error', error => {
      // A kept socket that the server had closed meanwhile; a GET may go again, a write may have arrived.
      const stale = outgoing.reusedSocket && 'code' in error && error.code === 'ECONNRESET';
      reject(stale && request.method === 'GET' ? new UnsentError('stale socket', { cause: error }) : error);
    });
    outgoing.end(body);
  });
}

function cut(): Error {
  return Object.assign(new Error('answer cut off'), { code: 'ECONNRESET' });
}
