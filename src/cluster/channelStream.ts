import { Duplex } from 'node:stream';
import type { RawData, WebSocket } from 'ws';
import type { ChangeTarget } from './confirm.ts';
import { ClusterFailure } from './failure.ts';
import { linkFailure } from './linkFailure.ts';

/** What a stream's failures name, and its limit in seconds. */
export interface ChannelOptions {
  readonly connection: ChangeTarget;
  readonly namespace: string;
  readonly pod: string;
  readonly port: number;
  readonly drainIdle: number;
}

const dataChannel = 0;
const errorChannel = 1;
/** Bytes that may wait in the WebSocket before the writer has to. */
const mostBuffered = 1024 * 1024;
/** Servers read whole frames, so a huge write is cut. */
const frameBytes = 256 * 1024;

/**
 * The data channel of a port-forward WebSocket as a stream; takes over the paused socket. The protocol cannot pass
 * a local end on: after `end()` the stream goes on to the remote's end, or until the remote has been silent for
 * `drainIdle` seconds, since not every server tells that the remote has ended. Text on the error channel destroys
 * the stream with `forward.remote`.
 */
export function channelStream(socket: WebSocket, options: ChannelOptions): Duplex {
  const { context, server } = options.connection;
  const announced = new Set<number>();
  let over = false;
  let drain: NodeJS.Timeout | undefined;

  const stream = new Duplex({
    allowHalfOpen: true,
    // Large enough that a reader is not woken for each frame of 32 KiB.
    readableHighWaterMark: mostBuffered,
    read: () => socket.resume(),
    write: (chunk: Buffer, _encoding, done) => send(chunk, done),
    final: done => {
      drain = setTimeout(finish, options.drainIdle * 1000);
      done();
    },
    destroy: (error, done) => {
      clearTimeout(drain);
      socket.terminate();
      done(error);
    },
  });

  function finish(): void {
    if (over) return;
    over = true;
    clearTimeout(drain);
    stream.push(null);
    socket.close();
  }

  function send(chunk: Buffer, done: (error?: Error) => void): void {
    // The remote has ended: what is still written goes nowhere, and what it sent must not be lost by an error.
    if (over || socket.readyState !== socket.OPEN) {
      done();
      return;
    }
    let waiting: ((error?: Error) => void) | undefined = done;
    const answer = () => {
      waiting?.();
      waiting = undefined;
    };
    for (let offset = 0; offset < chunk.length; offset += frameBytes) {
      const part = chunk.subarray(offset, offset + frameBytes);
      const frame = Buffer.allocUnsafe(part.length + 1);
      frame[0] = dataChannel;
      frame.set(part, 1);
      const last = offset + frameBytes >= chunk.length;
      // Errors come by the socket's own event.
      socket.send(frame, last ? answer : () => {});
    }
    if (socket.bufferedAmount < mostBuffered) answer();
  }

  socket.binaryType = 'nodebuffer';
  socket.on('message', (raw: RawData) => {
    const frame = raw as Buffer;
    const channel = frame[0] ?? -1;
    let payload = frame.subarray(1);
    drain?.refresh();
    if (!announced.has(channel)) {
      // The first frame of each channel is the port.
      announced.add(channel);
      payload = payload.subarray(2);
    }
    if (payload.length === 0 || over) return;
    if (channel === dataChannel && !stream.push(payload)) socket.pause();
    if (channel === errorChannel) {
      const { namespace, pod, port } = options;
      const message = payload.toString('utf8').trim();
      stream.destroy(new ClusterFailure('forward.remote', { namespace, pod, port, message }));
    }
  });
  socket.on('error', error => stream.destroy(linkFailure(error, context, server) as Error));
  socket.on('close', code => {
    // 1006: the link broke without a goodbye, so what was read may not be all.
    if (code === 1006 && !over) stream.destroy(new ClusterFailure('connection.reset', { context, server }));
    else finish();
  });
  socket.resume();
  return stream;
}
