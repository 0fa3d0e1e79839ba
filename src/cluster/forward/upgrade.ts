import { createHash, randomBytes } from 'node:crypto';
import { type IncomingMessage, request } from 'node:http';
import type { Socket } from 'node:net';
import { abortError } from '../abort.ts';
import type { Connection } from '../connection.ts';
import { ClusterFailure, isFailure } from '../failure.ts';
import { linkFailure } from '../transport/linkFailure.ts';
import type { Query } from '../transport/request.ts';
import { plainLink } from './plainLink.ts';
import { refusal, viaOf } from './refusal.ts';
import type { TunnelLink } from './tunnelLink.ts';
import { type WebSocketLink, webSocketLink } from './webSocketLink.ts';

/** What is asked for. */
export interface UpgradeRequest {
  readonly connection: Connection;
  readonly path: string;
  readonly query?: Query;
  /** Of the WebSocket, the best first. */
  readonly protocols: readonly string[];
  /** Until the link stands. */
  readonly seconds: number;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Makes a WebSocket to the API server, a second time with fresh credentials where the first were refused. Rejects with a
 * ClusterFailure, `forward.websocket-blocked` where something on the way lets no WebSocket pass, or an AbortError.
 */
export function upgrade(wanted: UpgradeRequest): Promise<WebSocketLink> {
  const { connection, protocols } = wanted;
  return renewing(connection, () => {
    const key = randomBytes(16).toString('base64');
    const headers = {
      upgrade: 'websocket',
      'sec-websocket-version': '13',
      'sec-websocket-key': key,
      'sec-websocket-protocol': protocols.join(', '),
    };
    return ask(wanted, 'GET', headers, (response, socket, head) => {
      const protocol = response.headers['sec-websocket-protocol'] ?? '';
      const isOurs =
        response.headers['sec-websocket-accept'] === acceptOf(key) && protocols.includes(protocol);
      return isOurs ? webSocketLink(socket, head, protocol, connection) : undefined;
    });
  });
}

/** The only subprotocol of the plain SPDY connection. */
const plainProtocol = 'portforward.k8s.io';

/**
 * Makes a plain SPDY connection, which servers of Kubernetes take since they forward ports; the verb that it needs is
 * `create`. Rejects as `upgrade` does.
 */
export function upgradePlain(wanted: Omit<UpgradeRequest, 'protocols'>): Promise<TunnelLink> {
  const { connection } = wanted;
  return renewing(connection, () => {
    const headers = {
      upgrade: 'SPDY/3.1',
      'x-stream-protocol-version': plainProtocol,
      'content-length': '0',
    };
    return ask(wanted, 'POST', headers, (response, socket, head) => {
      const isOurs = response.headers.upgrade?.toUpperCase() === 'SPDY/3.1';
      return isOurs ? plainLink(socket, head, plainProtocol, connection) : undefined;
    });
  });
}

async function renewing<Link>(connection: Connection, make: () => Promise<Link>): Promise<Link> {
  try {
    return await make();
  } catch (error) {
    if (!isFailure(error, 'response.unauthorized')) throw error;
    connection.invalidateCredentials();
    return make();
  }
}

/** `accept` gives nothing where the answer is not the one that was asked for. */
async function ask<Link>(
  { connection, path, query, seconds, signal }: Omit<UpgradeRequest, 'protocols'>,
  method: 'GET' | 'POST',
  asking: Readonly<Record<string, string>>,
  accept: (response: IncomingMessage, socket: Socket, head: Buffer) => Link | undefined,
): Promise<Link> {
  const { context, server } = connection;
  const { url, headers, agent } = await connection.upgradeTarget(path, query);
  if (signal?.aborted) throw abortError();
  const outgoing = request(url, {
    agent,
    method,
    headers: { ...headers, connection: 'Upgrade', ...asking },
  });
  const late = new ClusterFailure('connection.timeout', { context, server, seconds });
  const timer = setTimeout(() => outgoing.destroy(late), seconds * 1000);
  const abort = () => outgoing.destroy(abortError());
  signal?.addEventListener('abort', abort, { once: true });
  try {
    return await new Promise<Link>((resolve, reject) => {
      outgoing.on('error', reject);
      outgoing.once('response', response => refusal(connection, response).then(reject, reject));
      outgoing.once('upgrade', (response, socket, head) => {
        const link = accept(response, socket as Socket, head);
        if (link !== undefined) resolve(link);
        else {
          socket.destroy();
          reject(notOurs(connection, response));
        }
      });
      outgoing.end();
    });
  } catch (error) {
    outgoing.destroy();
    throw linkFailure(error, context, server);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', abort);
  }
}

/** RFC 6455, 4.2.2. */
function acceptOf(key: string): string {
  return createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');
}

function notOurs({ context, server }: Connection, response: IncomingMessage): ClusterFailure {
  const status = response.statusCode ?? 0;
  return new ClusterFailure('forward.websocket-blocked', { context, server, status, via: viaOf(response) });
}
