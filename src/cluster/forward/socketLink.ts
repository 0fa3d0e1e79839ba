import type { Socket } from 'node:net';
import { ClusterFailure } from '../failure.ts';
import { linkFailure } from '../transport/linkFailure.ts';
import type { LinkEvents, LinkTarget, TunnelLink } from './tunnelLink.ts';

/** Bytes that may wait in the socket before senders have to. */
const mostWaiting = 512 * 1024;
/** How long the other end has to close after a goodbye. */
const goodbyeMilliseconds = 1000;

/** What a framing tells of what it reads. */
export interface FrameEvents {
  message(data: Buffer): void;
  /** The other end says that nothing more comes. */
  concluded(): void;
  /** What has come is no frame. */
  broken(error: Error): void;
}

/** How messages stand in the bytes of a socket. */
export interface Framing {
  /** Takes in what has arrived. */
  read(chunk: Buffer): void;
  /** The other end has closed its side. */
  ended(): void;
  /** Writes what is said before the socket is closed. */
  goodbye(): void;
  send(message: Buffer): void;
  sendParts(head: Buffer, payload: Buffer): void;
}

/**
 * Takes over a socket that has been upgraded, `head` being what was read from it behind the upgrade. It is read from
 * `listen` on, and closes with a failure where neither side said goodbye: what was read may then not be all.
 */
export function socketLink(
  socket: Socket,
  head: Buffer,
  protocol: string,
  { context, server }: LinkTarget,
  framingOf: (events: FrameEvents) => Framing,
): TunnelLink {
  let events: LinkEvents | undefined;
  let heardAt = performance.now();
  let unanswered = 0;
  let goodbye: NodeJS.Timeout | undefined;
  let ended = false;
  let failure: ClusterFailure | undefined;

  const framing = framingOf({
    message: data => events?.message(data),
    concluded() {
      ended = true;
      close();
    },
    broken(error) {
      failure = linkFailure(error, context, server) as ClusterFailure;
      socket.destroy();
    },
  });
  const isOpen = () => !ended && socket.writable;

  function close(): void {
    if (goodbye !== undefined || socket.destroyed) return;
    goodbye = setTimeout(() => socket.destroy(), goodbyeMilliseconds).unref();
    framing.goodbye();
    socket.resume();
    socket.end();
  }

  socket.on('data', (chunk: Buffer) => {
    heardAt = performance.now();
    unanswered = 0;
    framing.read(chunk);
  });
  socket.on('drain', () => events?.drain());
  socket.on('end', () => framing.ended());
  socket.on('error', (error: Error) => {
    failure ??= linkFailure(error, context, server) as ClusterFailure;
  });
  socket.once('close', () => {
    clearTimeout(goodbye);
    const isWhole = ended || goodbye !== undefined;
    const broken = isWhole ? undefined : new ClusterFailure('connection.reset', { context, server });
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
      if (isOpen()) framing.send(message);
    },
    sendParts(first, payload) {
      unanswered += payload.length;
      if (isOpen()) framing.sendParts(first, payload);
    },
    pause: () => void socket.pause(),
    resume: () => void socket.resume(),
    close,
  };
}
