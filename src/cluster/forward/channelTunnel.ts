import { Duplex } from 'node:stream';
import { ClusterFailure } from '../failure.ts';
import { lifeSign } from './lifeSign.ts';
import { mostAhead, type PodAddress, type PodTunnel } from './podPort.ts';
import type { WebSocketLink } from './webSocketLink.ts';

const dataChannel = 0;
const errorChannel = 1;
/** Servers read messages whole, so a large write is cut. */
const messageBytes = 128 * 1024;

/**
 * The tunnel of `v4.channel.k8s.io`, which carries one connection to the port that was asked for. The protocol cannot
 * pass a local end on: after `end()` the stream goes on to the remote's end, or until the remote has been silent for
 * `drainIdle` seconds, since not every server tells that the remote has ended.
 */
export function channelTunnel(
  link: WebSocketLink,
  address: PodAddress,
  port: number,
  drainIdle: number,
  onClose: () => void,
): PodTunnel {
  const { namespace, pod } = address;
  let held = false;
  let closed = false;
  let taken = false;
  const life = lifeSign(link, {
    ask: () => link.ping(),
    isOwed: () => !held,
    onDead: end,
    target: address.connection,
  });
  const channel = channelStream(link, {
    drainIdle,
    onHeld: now => (held = now),
    onDestroy: () => end(undefined),
  });
  const payloadOf = payloads();

  function end(failure: ClusterFailure | undefined): void {
    if (closed) return;
    closed = true;
    life.stop();
    if (failure === undefined) channel.finish();
    else channel.fail(failure);
    link.close();
    onClose();
  }

  const listen = () =>
    link.listen({
      message(message) {
        life.heard();
        const payload = payloadOf(message);
        if (payload.length === 0) return;
        if (message[0] === dataChannel) channel.take(payload);
        if (message[0] !== errorChannel) return;
        const said = payload.toString('utf8').trim();
        channel.fail(new ClusterFailure('forward.remote', { namespace, pod, port, message: said }));
      },
      drain: channel.drained,
      close: end,
    });
  return {
    get busy() {
      return taken && !closed ? 1 : 0;
    },
    get silence() {
      return life.silence;
    },
    get stalled() {
      return held;
    },
    get usable() {
      return !taken && !closed;
    },
    prove: life.prove,
    open(asked) {
      if (taken || closed || asked !== port) throw new TypeError('The tunnel takes no streams');
      taken = true;
      listen();
      return channel.duplex;
    },
    retire() {
      if (!taken) end(undefined);
    },
    close() {
      if (!closed) channel.fail(new ClusterFailure('forward.tunnel-lost', { namespace, pod }));
      end(undefined);
    },
  };
}

/** What a message carries behind its channel's number; the first of each channel begins with the port. */
function payloads(): (message: Buffer) => Buffer {
  const announced = new Set<number>();
  return message => {
    const channel = message[0] ?? -1;
    const isFirst = !announced.has(channel);
    announced.add(channel);
    return message.subarray(isFirst ? 3 : 1);
  };
}

interface ChannelOptions {
  readonly drainIdle: number;
  /** The reader is behind, or no longer. */
  readonly onHeld: (held: boolean) => void;
  readonly onDestroy: () => void;
}

interface ChannelStream {
  readonly duplex: Duplex;
  take(payload: Buffer): void;
  /** The remote's end, as far as it can be known. */
  finish(): void;
  /** Does nothing behind the end. */
  fail(failure: ClusterFailure): void;
  drained(): void;
}

function channelStream(link: WebSocketLink, { drainIdle, onHeld, onDestroy }: ChannelOptions): ChannelStream {
  let finished = false;
  let free: (() => void) | undefined;
  let drain: NodeJS.Timeout | undefined;

  function finish(): void {
    if (finished) return;
    finished = true;
    clearTimeout(drain);
    duplex.push(null);
    drained();
    link.close();
  }

  function drained(): void {
    const waiting = free;
    free = undefined;
    waiting?.();
  }

  const duplex = new Duplex({
    allowHalfOpen: true,
    readableHighWaterMark: mostAhead,
    read() {
      onHeld(false);
      link.resume();
    },
    write(chunk: Buffer, _encoding, done) {
      // The remote has ended: what is still written goes nowhere, and what it sent must not be lost by an error.
      for (let at = 0; at < chunk.length && !finished; at += messageBytes) {
        const part = chunk.subarray(at, at + messageBytes);
        const message = Buffer.allocUnsafe(part.length + 1);
        message[0] = dataChannel;
        part.copy(message, 1);
        // In one fragment: the kubelet takes each for a message.
        link.send(message);
      }
      if (link.congested && !finished) free = done;
      else done();
    },
    final(done) {
      drain = setTimeout(finish, drainIdle * 1000);
      done();
    },
    destroy(error, done) {
      clearTimeout(drain);
      finished = true;
      onDestroy();
      done(error);
    },
  });
  return {
    duplex,
    take(payload) {
      drain?.refresh();
      if (finished || duplex.push(payload)) return;
      onHeld(true);
      link.pause();
    },
    finish,
    fail(failure) {
      if (!finished) duplex.destroy(failure);
    },
    drained,
  };
}
