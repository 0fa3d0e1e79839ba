import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocket } from 'ws';
import { abortError } from './abort.ts';
import { channelStream } from './channelStream.ts';
import type { Connection } from './connection.ts';
import { ClusterFailure, isFailure } from './failure.ts';
import { linkFailure } from './linkFailure.ts';
import { responseFailure } from './responseFailure.ts';
import type { Tunnel } from './tunnel.ts';

/** The pod whose ports are wanted. */
export interface PodAddress {
  readonly namespace: string;
  readonly pod: string;
}

/** Limits, in seconds. */
export interface TunnelTiming {
  /** Until the WebSocket stands. */
  readonly open: number;
  /** How long the remote may stay silent behind a local end before the stream is over; see `channelStream`. */
  readonly drainIdle: number;
}

const defaultTunnelTiming: TunnelTiming = { open: 20, drainIdle: 10 };

/** The tunnel of `v4.channel.k8s.io`: one WebSocket for each stream, and no way to pass a local end on. */
export function webSocketTunnel(
  connection: Connection,
  address: PodAddress,
  timing: TunnelTiming = defaultTunnelTiming,
): Tunnel {
  const streams = new Set<Duplex>();
  const closing = new AbortController();
  return {
    async open(port, signal) {
      const closed = () => new ClusterFailure('connection.closed', { context: connection.context });
      if (closing.signal.aborted) throw closed();
      const either = signal === undefined ? closing.signal : AbortSignal.any([closing.signal, signal]);
      let socket: WebSocket;
      try {
        socket = await openTwice(connection, address, port, timing.open, either);
      } catch (error) {
        throw closing.signal.aborted ? closed() : error;
      }
      const stream = channelStream(socket, { ...address, port, connection, drainIdle: timing.drainIdle });
      streams.add(stream);
      stream.once('close', () => streams.delete(stream));
      return stream;
    },
    close() {
      closing.abort();
      for (const stream of streams) stream.destroy();
    },
  };
}

/** A second time with fresh credentials where the first were refused. */
async function openTwice(
  connection: Connection,
  address: PodAddress,
  port: number,
  seconds: number,
  signal: AbortSignal,
): Promise<WebSocket> {
  try {
    return await openSocket(connection, address, port, seconds, signal);
  } catch (error) {
    if (!isFailure(error, 'response.unauthorized')) throw error;
    connection.invalidateCredentials();
    return openSocket(connection, address, port, seconds, signal);
  }
}

async function openSocket(
  connection: Connection,
  { namespace, pod }: PodAddress,
  port: number,
  seconds: number,
  signal: AbortSignal,
): Promise<WebSocket> {
  const { context, server } = connection;
  const path = `/api/v1/namespaces/${encodeURIComponent(namespace)}/pods/${encodeURIComponent(pod)}/portforward`;
  const target = await connection.upgradeTarget(path, { ports: port });
  if (signal.aborted) throw abortError();
  target.url.protocol = 'ws:';
  const socket = new WebSocket(target.url, ['v4.channel.k8s.io'], {
    agent: target.agent,
    headers: target.headers,
    perMessageDeflate: false,
  });
  // Nothing is read before the stream is there to take it.
  socket.once('open', () => socket.pause());
  const late = new ClusterFailure('connection.timeout', { context, server, seconds });
  let timer: NodeJS.Timeout | undefined;
  let abort = () => {};
  try {
    await new Promise<void>((resolve, reject) => {
      timer = setTimeout(() => reject(late), seconds * 1000);
      abort = () => reject(abortError());
      signal.addEventListener('abort', abort, { once: true });
      socket.once('open', resolve);
      socket.once('error', reject);
      socket.once('unexpected-response', (_request, response) => {
        refusal(connection, response).then(reject, reject);
      });
    });
    return socket;
  } catch (error) {
    socket.on('error', () => {});
    socket.terminate();
    throw linkFailure(error, context, server);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', abort);
  }
}

/** What the server says instead of switching protocols. */
async function refusal({ context, server }: Connection, response: IncomingMessage): Promise<ClusterFailure> {
  const chunks: Uint8Array[] = [];
  try {
    for await (const chunk of response) chunks.push(chunk);
  } catch {
    // What has arrived is enough for a message.
  }
  const status = response.statusCode ?? 0;
  const failure = responseFailure(context, server, status, {}, Buffer.concat(chunks));
  if (status === 401 || status === 403 || status === 404) return failure;
  const message = 'message' in failure.params ? failure.params.message : '';
  return new ClusterFailure('forward.upgrade', { context, status, message });
}
