import { createHash, randomBytes } from 'node:crypto';
import { type IncomingMessage, request } from 'node:http';
import type { Socket } from 'node:net';
import { abortError } from '../abort.ts';
import type { Connection } from '../connection.ts';
import { ClusterFailure, isFailure } from '../failure.ts';
import { linkFailure } from '../transport/linkFailure.ts';
import type { Query } from '../transport/request.ts';
import { refusal, viaOf } from './refusal.ts';
import { type WebSocketLink, webSocketLink } from './webSocketLink.ts';

/** What is asked for. */
export interface UpgradeRequest {
  readonly connection: Connection;
  readonly path: string;
  readonly query?: Query;
  /** Of the WebSocket, the best first. */
  readonly protocols: readonly string[];
  /** Until the WebSocket stands. */
  readonly seconds: number;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Makes a WebSocket to the API server, a second time with fresh credentials where the first were refused. Rejects with a
 * ClusterFailure, `forward.websocket-blocked` where something on the way lets no WebSocket pass, or an AbortError.
 */
export async function upgrade(wanted: UpgradeRequest): Promise<WebSocketLink> {
  try {
    return await upgradeOnce(wanted);
  } catch (error) {
    if (!isFailure(error, 'response.unauthorized')) throw error;
    wanted.connection.invalidateCredentials();
    return upgradeOnce(wanted);
  }
}

async function upgradeOnce({
  connection,
  path,
  query,
  protocols,
  seconds,
  signal,
}: UpgradeRequest): Promise<WebSocketLink> {
  const { context, server } = connection;
  const { url, headers, agent } = await connection.upgradeTarget(path, query);
  if (signal?.aborted) throw abortError();
  const key = randomBytes(16).toString('base64');
  const outgoing = request(url, {
    agent,
    headers: {
      ...headers,
      connection: 'Upgrade',
      upgrade: 'websocket',
      'sec-websocket-version': '13',
      'sec-websocket-key': key,
      'sec-websocket-protocol': protocols.join(', '),
    },
  });
  const late = new ClusterFailure('connection.timeout', { context, server, seconds });
  const timer = setTimeout(() => outgoing.destroy(late), seconds * 1000);
  const abort = () => outgoing.destroy(abortError());
  signal?.addEventListener('abort', abort, { once: true });
  try {
    return await new Promise<WebSocketLink>((resolve, reject) => {
      outgoing.on('error', reject);
      outgoing.once('response', response => refusal(connection, response).then(reject, reject));
      outgoing.once('upgrade', (response, socket, head) => {
        const protocol = response.headers['sec-websocket-protocol'] ?? '';
        const isOurs =
          response.headers['sec-websocket-accept'] === acceptOf(key) && protocols.includes(protocol);
        if (isOurs) resolve(webSocketLink(socket as Socket, head, protocol, { context, server }));
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
