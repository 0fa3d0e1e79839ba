import type { Socket } from 'node:net';
import { ClusterFailure } from '../failure.ts';
import { linkFailure } from '../transport/linkFailure.ts';
import {
  goodbyeMilliseconds,
  type LinkEvents,
  type LinkTarget,
  mostWaiting,
  type TunnelLink,
} from './tunnelLink.ts';

/** Takes over the socket as it is, without frames of its own; `head` is what was read from it behind the upgrade. */
export function plainLink(
  socket: Socket,
  head: Buffer,
  protocol: string,
  { context, server }: LinkTarget,
): TunnelLink {
  let events: LinkEvents | undefined;
  let heardAt = performance.now();
  let unanswered = 0;
  let goodbye: NodeJS.Timeout | undefined;
  let ended = false;
  let failure: ClusterFailure | undefined;

  const close = () => {
    if (goodbye !== undefined || socket.destroyed) return;
    goodbye = setTimeout(() => socket.destroy(), goodbyeMilliseconds).unref();
    socket.resume();
    socket.end();
  };
  socket.on('data', (chunk: Buffer) => {
    heardAt = performance.now();
    unanswered = 0;
    events?.message(chunk);
  });
  socket.on('drain', () => events?.drain());
  socket.on('end', () => {
    ended = true;
    close();
  });
  socket.on('error', (error: Error) => {
    failure ??= linkFailure(error, context, server) as ClusterFailure;
  });
  socket.once('close', () => {
    clearTimeout(goodbye);
    // Without an end of either side, what was read may not be all.
    const broken =
      ended || goodbye !== undefined
        ? undefined
        : new ClusterFailure('connection.reset', { context, server });
    events?.close(failure ?? broken);
    events = undefined;
  });
  socket.pause();
  return {
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
      if (!ended && socket.writable) socket.write(message);
    },
    sendParts(first, payload) {
      unanswered += payload.length;
      if (ended || !socket.writable) return;
      socket.cork();
      socket.write(first);
      socket.write(payload);
      socket.uncork();
    },
    pause: () => void socket.pause(),
    resume: () => void socket.resume(),
    close,
  };
}
