import type { PodTunnel } from './podPort.ts';

/** The tunnels of a pool that stand. */
export interface TunnelSet {
  readonly size: number;
  add(tunnel: PodTunnel): void;
  delete(tunnel: PodTunnel): void;
  /** Somebody has left the tunnel. */
  left(tunnel: PodTunnel): void;
  /** That with the fewest clients among those that take another and are held up by nobody; promised to nobody yet. */
  leastBusy(): PodTunnel | undefined;
  /** Keeps the tunnel from others until `given`. */
  promise(tunnel: PodTunnel): void;
  given(tunnel: PodTunnel): void;
  retireAll(): void;
  closeAll(): void;
}

/** A tunnel that has owed an answer for longer gets no more connections. */
const mostSilence = 2500;
/** Tunnels that nobody uses are kept for so long, the last one for as long as the pool is. */
const idleMilliseconds = 30_000;

/** An empty set, which ends with `retireAll`. */
export function createTunnelSet(): TunnelSet {
  const tunnels = new Set<PodTunnel>();
  /** Since when nobody uses them. */
  const idle = new Map<PodTunnel, number>();
  const promised = new Set<PodTunnel>();
  const sweeper = setInterval(() => {
    for (const [tunnel, since] of idle) {
      if (tunnel.busy > 0) idle.delete(tunnel);
      else if (tunnels.size > 1 && performance.now() - since > idleMilliseconds) tunnel.retire();
    }
  }, idleMilliseconds / 2).unref();
  return {
    get size() {
      return tunnels.size;
    },
    add(tunnel) {
      tunnels.add(tunnel);
      idle.set(tunnel, performance.now());
    },
    delete(tunnel) {
      tunnels.delete(tunnel);
      idle.delete(tunnel);
    },
    left(tunnel) {
      if (tunnel.busy === 0 && tunnels.has(tunnel)) idle.set(tunnel, performance.now());
    },
    leastBusy() {
      let best: PodTunnel | undefined;
      for (const tunnel of tunnels) {
        if (!tunnel.usable || tunnel.stalled || tunnel.silence > mostSilence || promised.has(tunnel))
          continue;
        if (best === undefined || tunnel.busy < best.busy) best = tunnel;
      }
      return best;
    },
    promise: tunnel => void promised.add(tunnel),
    given: tunnel => void promised.delete(tunnel),
    retireAll() {
      clearInterval(sweeper);
      for (const tunnel of [...tunnels]) tunnel.retire();
    },
    closeAll() {
      for (const tunnel of [...tunnels]) tunnel.close();
    },
  };
}
