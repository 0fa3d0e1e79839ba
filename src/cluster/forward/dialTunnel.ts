import { ClusterFailure, isFailure } from '../failure.ts';
import { channelTunnel } from './channelTunnel.ts';
import type { PodAddress, PodTunnel, TunnelEvents } from './podPort.ts';
import { spdySession } from './spdy/session.ts';
import { upgrade, upgradePlain } from './upgrade.ts';

/** Many connections in one WebSocket, with half-close; servers since 1.30 offer it. */
export const tunnelProtocol = 'SPDY/3.1+portforward.k8s.io';
/** One connection in each WebSocket; all servers. */
export const channelProtocol = 'v4.channel.k8s.io';

/** Limits, in seconds. */
export interface TunnelTiming {
  /** Until the WebSocket stands. */
  readonly open: number;
  /** See `channelTunnel`. */
  readonly drainIdle: number;
}

/** What people can wait for. */
export const defaultTunnelTiming: TunnelTiming = { open: 20, drainIdle: 10 };

/** A tunnel that stands. */
export interface DialedTunnel {
  readonly tunnel: PodTunnel;
  /** False where it is for one connection to the port that was asked for. */
  readonly shared: boolean;
  /** It goes over no WebSocket, since that was refused. */
  readonly plain: boolean;
}

/** How to open a tunnel. */
export interface DialOptions extends TunnelEvents {
  /** Offered, the best first; both where absent. */
  readonly protocols?: readonly string[] | undefined;
  readonly timing?: TunnelTiming | undefined;
  /** Does not ask for a WebSocket at first. */
  readonly plain?: boolean;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Opens a tunnel of the protocol that the server chooses. Where a role or something on the way lets no WebSocket pass, it
 * may let SPDY pass by itself, as kubectl of all ages asks for it. Rejects as `upgrade` does.
 */
export async function dialTunnel(
  address: PodAddress,
  port: number,
  {
    protocols = [tunnelProtocol, channelProtocol],
    timing = defaultTunnelTiming,
    plain = false,
    signal,
    ...events
  }: DialOptions,
): Promise<DialedTunnel> {
  const { connection, namespace, pod } = address;
  const path = `/api/v1/namespaces/${encodeURIComponent(namespace)}/pods/${encodeURIComponent(pod)}/portforward`;
  const wanted = { connection, path, seconds: timing.open, signal };
  const overPlain = async () => {
    const link = await upgradePlain(wanted);
    return { tunnel: spdySession(link, address, events), shared: true, plain: true };
  };
  const overWebSocket = async () => {
    // Only the channels need the port; the tunnel names it with each stream.
    const link = await upgrade({ ...wanted, query: { ports: port }, protocols });
    if (link.protocol === tunnelProtocol) {
      return { tunnel: spdySession(link, address, events), shared: true, plain: false };
    }
    const tunnel = channelTunnel(link, address, port, timing.drainIdle, events.onClose);
    return { tunnel, shared: false, plain: false };
  };
  try {
    if (!protocols.includes(tunnelProtocol)) return await overWebSocket();
    return await (plain ? either(overPlain, overWebSocket) : either(overWebSocket, overPlain));
  } catch (error) {
    if (!isFailure(error, 'response.forbidden')) throw error;
    const { context, message } = error.params;
    throw new ClusterFailure('forward.forbidden', { context, namespace, message }, error);
  }
}

/** The second way where the first is refused; where both are, what the first was refused for, unless it is the role. */
async function either<T>(first: () => Promise<T>, second: () => Promise<T>): Promise<T> {
  try {
    return await first();
  } catch (refused) {
    if (!isRefusal(refused)) throw refused;
    return second().catch(error => {
      throw isFailure(error, 'response.forbidden') ? error : refused;
    });
  }
}

function isRefusal(error: unknown): boolean {
  return isFailure(error, 'response.forbidden') || isFailure(error, 'forward.websocket-blocked');
}
