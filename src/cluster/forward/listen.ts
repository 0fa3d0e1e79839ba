import { createServer, isIP, type Server, type Socket } from 'node:net';
import { ClusterFailure } from '../failure.ts';

/** Where a forward listens: one port, on one or more addresses. */
export interface LocalPort {
  readonly port: number;
  readonly addresses: readonly string[];
  /** Resolves once nobody listens any more; sockets are the caller's. */
  close(): Promise<void>;
}

/** Both ways to say `localhost`. */
export const loopback: readonly string[] = ['127.0.0.1', '::1'];

/** How often a port that is free on the first address may be taken on another. */
const mostTries = 10;
/** Those below are the system's. */
const firstFreePort = 1024;
const lastPort = 65_535;
/** An address that this machine does not have, such as any of IPv6. */
const absent = new Set(['EADDRNOTAVAIL', 'EAFNOSUPPORT', 'EINVAL', 'ENOTSUP']);

/**
 * Listens on all of the addresses that this machine has, on one port; 0 takes one that is free on all. `localhost` is both
 * of the loopback's; other names are none, since whoever answers for them would say who can connect. Accepted sockets
 * are paused and have half-close. Rejects with `forward.local-port-in-use`, `-denied` or `forward.no-local-address`.
 */
export async function listenLocally(
  port: number,
  addresses: readonly string[],
  onSocket: (socket: Socket) => void,
): Promise<LocalPort> {
  for (let attempt = 1; ; attempt += 1) {
    const servers: Server[] = [];
    const bound: string[] = [];
    let chosen = port;
    try {
      for (const address of numbersOf(addresses)) {
        const server = createServer({ allowHalfOpen: true, pauseOnConnect: true, noDelay: true }, onSocket);
        if (!(await listen(server, address, chosen))) continue;
        servers.push(server);
        bound.push(address);
        const at = server.address();
        if (typeof at === 'object' && at !== null) chosen = at.port;
      }
      if (bound.length === 0) {
        throw new ClusterFailure('forward.no-local-address', { address: addresses.join(', ') });
      }
      return { port: chosen, addresses: bound, close: () => closeAll(servers) };
    } catch (error) {
      await closeAll(servers);
      const isTaken = error instanceof ClusterFailure && error.code === 'forward.local-port-in-use';
      if (!isTaken || port !== 0 || attempt === mostTries) throw error;
    }
  }
}

function numbersOf(addresses: readonly string[]): ReadonlySet<string> {
  const trimmed = addresses.map(address => address.trim());
  const name = trimmed.find(address => address !== 'localhost' && isIP(address) === 0);
  if (name !== undefined) throw new ClusterFailure('forward.no-local-address', { address: name });
  return new Set(trimmed.flatMap(address => (address === 'localhost' ? loopback : [address])));
}

/** False where this machine has no such address. */
function listen(server: Server, host: string, port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    server.once('error', error => {
      const code = 'code' in error ? String(error.code) : '';
      const denied = code === 'EACCES' || code === 'EPERM';
      if (absent.has(code)) resolve(false);
      else if (denied) reject(new ClusterFailure('forward.local-port-denied', { port }, error));
      else if (code === 'EADDRINUSE')
        reject(new ClusterFailure('forward.local-port-in-use', { port }, error));
      else reject(error);
    });
    server.listen({ host, port, ipv6Only: true }, () => resolve(true));
  });
}

async function closeAll(servers: readonly Server[]): Promise<void> {
  await Promise.all(servers.map(server => new Promise<void>(resolve => server.close(() => resolve()))));
}

/**
 * The first port from this one on, and round to the first of those that need no rights, that is free on the addresses at the
 * moment and none of `except`. Rejects with `forward.local-port-in-use` where there is none, or `forward.no-local-address`.
 */
export async function nextFreePort(
  from: number,
  addresses: readonly string[] = loopback,
  except: readonly number[] = [],
): Promise<number> {
  const count = lastPort - firstFreePort + 1;
  for (let step = 0; step < count; step += 1) {
    const port = firstFreePort + ((Math.max(from, firstFreePort) - firstFreePort + step) % count);
    if (except.includes(port)) continue;
    try {
      const found = await listenLocally(port, addresses, socket => socket.destroy());
      await found.close();
      return port;
    } catch (error) {
      const isTaken = error instanceof ClusterFailure && error.code.startsWith('forward.local-port-');
      if (!isTaken) throw error;
    }
  }
  throw new ClusterFailure('forward.local-port-in-use', { port: from });
}
