import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A TCP proxy before the API server that can count, black-hole and cut. */
export interface TcpProxy {
  /** `https://HOST:PORT`. */
  readonly url: string;
  /** Connections accepted so far. */
  readonly accepted: number;
  /** From now on nothing passes, and nobody is told: a link that died without a goodbye. */
  blackHole(on: boolean): void;
  /** Resets every connection. */
  cut(): void;
  close(): void;
}

/** `host` is where it listens: any address of the loopback; `port` is a free one where it is 0. */
export async function tcpProxy(target: string, { host = '127.0.0.1', port = 0 } = {}): Promise<TcpProxy> {
  const sockets = new Set<Socket>();
  let dark = false;
  let accepted = 0;
  const server = createServer(client => {
    accepted += 1;
    const upstream = connect(Number(new URL(target).port), '127.0.0.1');
    for (const [from, to] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(from);
      from.on('data', chunk => {
        if (!dark) to.write(chunk);
      });
      from.on('error', () => {});
      from.on('close', () => {
        sockets.delete(from);
        if (!dark) to.destroy();
      });
    }
  });
  server.listen(port, host);
  await once(server, 'listening');
  return {
    url: `https://${host}:${(server.address() as AddressInfo).port}`,
    get accepted() {
      return accepted;
    },
    blackHole(on) {
      dark = on;
    },
    cut() {
      for (const socket of sockets) socket.resetAndDestroy();
    },
    close() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}
