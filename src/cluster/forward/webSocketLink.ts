import type { Socket } from 'node:net';
import { Receiver, Sender } from 'ws';
import { ClusterFailure } from '../failure.ts';
import { linkFailure } from '../transport/linkFailure.ts';
import {
  goodbyeMilliseconds,
  type LinkEvents,
  type LinkTarget,
  mostWaiting,
  type TunnelLink,
} from './tunnelLink.ts';

/** Messages over a socket that has been upgraded to a WebSocket. */
export interface WebSocketLink extends TunnelLink {
  /** Asks for a sign of life, which shows in `heardAt`. */
  ping(): void;
}

/** No server of Kubernetes sends messages nearly as large. */
const largestMessage = 32 * 1024 * 1024;
const normalClosure = 1000;
const whole = { binary: true, compress: false, fin: true, mask: true } as const;

/**
 * Takes over the socket, `head` being what was read from it behind the upgrade. `ws` frames; its own client is not used
 * since it refuses subprotocols with a slash.
 */
export function webSocketLink(
  socket: Socket,
  head: Buffer,
  protocol: string,
  { context, server }: LinkTarget,
): WebSocketLink {
  // Masks guard proxies that take plain bytes for HTTP. Inside TLS nobody sees them, and they cost a third of the speed.
  const unmasked = 'encrypted' in socket ? (mask: Buffer) => void mask.fill(0) : undefined;
  const sender = new Sender(socket, {}, unmasked);
  const receiver = new Receiver({ maxPayload: largestMessage });
  let events: LinkEvents | undefined;
  let heardAt = performance.now();
  let unanswered = 0;
  let goodbye: NodeJS.Timeout | undefined;
  let ended = false;
  let failure: ClusterFailure | undefined;

  const close = () => {
    if (goodbye !== undefined || socket.destroyed) return;
    goodbye = setTimeout(() => socket.destroy(), goodbyeMilliseconds).unref();
    sender.close(normalClosure, undefined, true);
    socket.resume();
    socket.end();
  };
  receiver.on('message', (data: Buffer) => events?.message(data));
  receiver.on('ping', (data: Buffer) => sender.pong(data, true));
  receiver.on('conclude', () => {
    ended = true;
    close();
  });
  receiver.on('error', (error: Error) => {
    failure = linkFailure(error, context, server) as ClusterFailure;
    socket.destroy();
  });
  socket.on('data', (chunk: Buffer) => {
    heardAt = performance.now();
    unanswered = 0;
    receiver.write(chunk);
  });
  socket.on('drain', () => events?.drain());
  socket.on('end', () => socket.end());
  socket.on('error', (error: Error) => {
    failure ??= linkFailure(error, context, server) as ClusterFailure;
  });
  socket.once('close', () => {
    clearTimeout(goodbye);
    // Without a goodbye of either side, what was read may not be all.
    const broken =
      ended || goodbye !== undefined
        ? undefined
        : new ClusterFailure('connection.reset', { context, server });
    events?.close(failure ?? broken);
    events = undefined;
  });
  socket.pause();
  const link: WebSocketLink = {
    protocol,
    get congested() {
      return socket.writableLength > mostWaiting;
    },
    get paused() {
      return socket.isPaused();
    },
    get heardAt() {
      return heardAt;
    },
    get unanswered() {
      return unanswered;
    },
    listen(listener) {
      events = listener;
      if (head.length > 0) socket.unshift(head);
      socket.resume();
    },
    send(message) {
      unanswered += message.length;
      if (!ended && socket.writable) sender.send(message, whole);
    },
    sendParts(head, payload) {
      if (unmasked === undefined) {
        link.send(Buffer.concat([head, payload]));
        return;
      }
      // Two fragments spare a copy of everything that is sent.
      unanswered += payload.length;
      if (ended || !socket.writable) return;
      sender.send(head, { ...whole, fin: false });
      sender.send(payload, whole);
    },
    ping() {
      if (socket.writable) sender.ping(Buffer.alloc(0), true);
    },
    pause: () => void socket.pause(),
    resume: () => void socket.resume(),
    close,
  };
  return link;
}
