import { ClusterFailure, isFailure } from '../failure.ts';
import { channelTunnel } from './channelTunnel.ts';
import type { PodAddress, PodTunnel, TunnelEvents } from './podPort.ts';
import { spdySession } from './spdy/session.ts';
import { upgrade } from './upgrade.ts';

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
}

/** How to open a tunnel. */
export interface DialOptions extends TunnelEvents {
  /** Offered, the best first; both where absent. */
  readonly protocols?: readonly string[] | undefined;
  readonly timing?: TunnelTiming | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Opens a tunnel of the protocol that the server chooses. Rejects as `upgrade` does. */
export async function dialTunnel(
  address: PodAddress,
  port: number,
  {
    protocols = [tunnelProtocol, channelProtocol],
    timing = defaultTunnelTiming,
    signal,
    ...events
  }: DialOptions,
): Promise<DialedTunnel> {
  const { connection, namespace, pod } = address;
  const path = `/api/v1/namespaces/${encodeURIComponent(namespace)}/pods/${encodeURIComponent(pod)}/portforward`;
  // Only the channels need the port; the tunnel names it with each stream.
  const query = { ports: port };
  const link = await upgrade({ connection, path, query, protocols, seconds: timing.open, signal }).catch(
    error => {
      if (!isFailure(error, 'response.forbidden')) throw error;
      const { context, message } = error.params;
      throw new ClusterFailure('forward.forbidden', { context, namespace, message }, error);
    },
  );
  if (link.protocol === tunnelProtocol) return { tunnel: spdySession(link, address, events), shared: true };
  return { tunnel: channelTunnel(link, address, port, timing.drainIdle, events.onClose), shared: false };
}
