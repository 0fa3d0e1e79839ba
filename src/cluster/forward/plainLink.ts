import type { Socket } from 'node:net';
import { socketLink } from './socketLink.ts';
import type { LinkTarget, TunnelLink } from './tunnelLink.ts';

/** Takes over the socket as it is, without frames of its own; `head` is what was read from it behind the upgrade. */
export function plainLink(socket: Socket, head: Buffer, protocol: string, target: LinkTarget): TunnelLink {
  return socketLink(socket, head, protocol, target, events => ({
    read: events.message,
    ended: events.concluded,
    goodbye() {},
    send: message => void socket.write(message),
    sendParts(first, payload) {
      socket.cork();
      socket.write(first);
      socket.write(payload);
      socket.uncork();
    },
  }));
}
