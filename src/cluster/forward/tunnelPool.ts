import type { Duplex } from 'node:stream';
import { abortError } from '../abort.ts';
import { ClusterFailure } from '../failure.ts';
import { dialTunnel, type TunnelTiming } from './dialTunnel.ts';
import type { PodAddress, PodTunnel } from './podPort.ts';
import { createTunnelSet } from './tunnelSet.ts';
import { createWaitingLine } from './waitingLine.ts';

/** The tunnels to one pod. */
export interface TunnelPool {
  /** Opens a stream, over a tunnel that stands or a new one. Rejects with a ClusterFailure or an AbortError. */
  open(port: number, signal: AbortSignal): Promise<Duplex>;
  /**
   * Opens a tunnel beforehand and keeps it, where the server has those that any connection can use. Rejects as `open` does;
   * whoever waits for a tunnel meanwhile gets that one, or fails with it.
   */
  warm(port: number): Promise<void>;
  /** Streams that are open live on until they end, and nothing else does. */
  retire(): void;
  /** Destroys all streams; later opens reject with `forward.tunnel-lost`. */
  close(): void;
}

/** For tests and tools with limits of their own. */
export interface PoolOptions {
  readonly protocols?: readonly string[];
  readonly timing?: TunnelTiming;
  /** Tunnels at most. */
  readonly most?: number;
}

/** Beyond it connections share tunnels. */
const mostTunnels = 64;
/** Each dial costs the server handshakes with us and with the node: many at once would take its time from what is open. */
const dialsAtOnce = { shared: 1, singleUse: 4 } as const;
/** How long a tunnel that nothing was heard of has to show that it lives. */
const proofMilliseconds = 2500;

/**
 * Gives each connection a tunnel that no other uses, as long as there may be more: servers cannot hold one stream back
 * without all others of its tunnel. Tunnels are used again, by what comes next.
 */
export function tunnelPool(address: PodAddress, options: PoolOptions = {}): TunnelPool {
  const { namespace, pod } = address;
  const tunnels = createTunnelSet();
  const line = createWaitingLine();
  const closing = new AbortController();
  let dials = 0;
  let latest: Promise<void> | undefined;
  /** The server has only tunnels for one connection each. */
  let singleUse = false;
  /** It lets us make no WebSockets. */
  let plain = false;
  let retired = false;
  const mayGrow = () => !retired && (singleUse || tunnels.size + dials < (options.most ?? mostTunnels));
  const lost = () => new ClusterFailure('forward.tunnel-lost', { namespace, pod });

  function serve(): void {
    while (line.length > 0) {
      const tunnel = tunnels.leastBusy();
      if (tunnel === undefined || (tunnel.busy > 0 && mayGrow())) break;
      tunnels.promise(tunnel);
      line.next()?.take(tunnel);
    }
    const mostDials = singleUse ? dialsAtOnce.singleUse : dialsAtOnce.shared;
    while (line.length > dials && dials < mostDials && mayGrow()) {
      void grow(line.firstPort);
    }
  }

  /** Where it fails others may still serve those who wait; with the last one they hear of it. */
  function grow(port: number): Promise<void> {
    latest = dial(port);
    latest.then(serve, error => {
      if (dials === 0) line.failAll(error);
    });
    return latest;
  }

  async function dial(port: number): Promise<void> {
    dials += 1;
    try {
      let made: PodTunnel | undefined;
      const { tunnel, shared, ...way } = await dialTunnel(address, port, {
        ...options,
        plain,
        signal: closing.signal,
        onIdle() {
          if (made !== undefined) tunnels.left(made);
          serve();
        },
        onClose() {
          if (made !== undefined) tunnels.delete(made);
          serve();
        },
      });
      made = tunnel;
      plain = way.plain;
      singleUse = !shared;
      const taker = shared ? undefined : line.next(port);
      if (!shared && taker === undefined) tunnel.close();
      else tunnels.add(tunnel);
      taker?.take(tunnel);
      if (retired && shared) tunnel.retire();
    } finally {
      dials -= 1;
    }
  }

  async function openStream(port: number, signal: AbortSignal): Promise<Duplex> {
    for (;;) {
      const promised = line.wait(port, signal, leave => {
        const tunnel = tunnels.leastBusy();
        if (tunnel !== undefined) leave()?.take(tunnel);
      });
      serve();
      const tunnel = await promised;
      const lives = await tunnel.prove(proofMilliseconds);
      tunnels.given(tunnel);
      if (signal.aborted) {
        serve();
        throw abortError();
      }
      if (lives && tunnel.usable) return tunnel.open(port);
    }
  }

  const retire = () => {
    retired = true;
    line.failAll(lost());
    tunnels.retireAll();
  };
  return {
    async open(port, signal) {
      signal.throwIfAborted();
      if (retired) throw lost();
      try {
        return await openStream(port, signal);
      } catch (error) {
        throw closing.signal.aborted && !signal.aborted ? lost() : error;
      }
    },
    async warm(port) {
      if (tunnels.size > 0 || retired) return;
      await (dials > 0 ? latest : grow(port));
    },
    retire,
    close() {
      retire();
      closing.abort();
      tunnels.closeAll();
    },
  };
}
