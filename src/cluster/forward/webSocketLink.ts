import type { Socket } from 'node:net';
import { Receiver, Sender } from 'ws';
import { type FrameEvents, type Framing, socketLink } from './socketLink.ts';
import type { LinkTarget, TunnelLink } from './tunnelLink.ts';

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
  target: LinkTarget,
): WebSocketLink {
  // Masks guard proxies that take plain bytes for HTTP. Inside TLS nobody sees them, and they cost a third of the speed.
  const unmasked = 'encrypted' in socket ? (mask: Buffer) => void mask.fill(0) : undefined;
  const sender = new Sender(socket, {}, unmasked);

  function framing(events: FrameEvents): Framing {
    const receiver = new Receiver({ maxPayload: largestMessage });
    receiver.on('message', (data: Buffer) => events.message(data));
    receiver.on('ping', (data: Buffer) => sender.pong(data, true));
    receiver.on('conclude', () => events.concluded());
    receiver.on('error', (error: Error) => events.broken(error));
    return {
      read: chunk => void receiver.write(chunk),
      ended: () => void socket.end(),
      goodbye: () => sender.close(normalClosure, undefined, true),
      send: message => sender.send(message, whole),
      sendParts(first, payload) {
        if (unmasked === undefined) {
          // Masking writes over what it is given.
          sender.send(Buffer.concat([first, payload]), whole);
          return;
        }
        // Two fragments spare a copy of everything that is sent.
        sender.send(first, { ...whole, fin: false });
        sender.send(payload, whole);
      },
    };
  }

  // What a link knows of its state it gives anew each time, so it is not copied.
  return Object.assign(socketLink(socket, head, protocol, target, framing), {
    ping() {
      if (socket.writable) sender.ping(Buffer.alloc(0), true);
    },
  });
}
