import { once } from 'node:events';
import { type AddressInfo, connect, createServer as createTcp, type Server, type Socket } from 'node:net';
import { createServer as createTls } from 'node:tls';
import { onTestFinished } from 'vitest';
import type { Pair } from './certificates.ts';

/** A proxy of a test, listening on 127.0.0.1 until the test ends. */
export interface TestProxy {
  readonly port: number;
  /** `HOST:PORT` of each tunnel that was asked for, in order. */
  readonly asked: readonly string[];
}

/** What a proxy demands and does. */
export interface TestProxyOptions {
  /** `user:password`. */
  readonly login?: string;
  /** Speaks TLS with this certificate. */
  readonly tls?: Pair;
  /** Leads every tunnel there, whatever was asked for. */
  readonly to?: string;
  /** The status line for every CONNECT. */
  readonly refuse?: string;
}

export async function httpProxy(options: TestProxyOptions = {}): Promise<TestProxy> {
  const asked: string[] = [];
  return serve(options, asked, client => {
    client.once('data', head => {
      const text = head.toString('latin1');
      const [, authority = ''] = /^CONNECT (\S+) HTTP\/1\.1\r\n/.exec(text) ?? [];
      asked.push(authority);
      const wanted = `Proxy-Authorization: Basic ${Buffer.from(options.login ?? '').toString('base64')}`;
      if (options.refuse !== undefined) client.end(`HTTP/1.1 ${options.refuse}\r\n\r\n`);
      else if (options.login !== undefined && !text.includes(wanted)) {
        client.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
      } else {
        join(client, options.to ?? authority, () =>
          client.write('HTTP/1.1 200 Connection established\r\nVia: test\r\n\r\n'),
        );
      }
    });
  });
}

export async function socksProxy(options: TestProxyOptions = {}): Promise<TestProxy> {
  const asked: string[] = [];
  return serve(options, asked, client => {
    const steps: ((bytes: Buffer) => void)[] = [];
    const answer = (bytes: readonly number[]) => client.write(Buffer.from(bytes));
    const request = (bytes: Buffer) => {
      const length = bytes[4] ?? 0;
      const host = bytes.subarray(5, 5 + length).toString();
      const authority = `${host}:${bytes.readUInt16BE(5 + length)}`;
      asked.push(authority);
      join(client, options.to ?? authority, () => answer([5, 0, 0, 1, 127, 0, 0, 1, 0, 0]));
    };
    steps.push(() => answer([5, options.login === undefined ? 0 : 2]));
    if (options.login !== undefined) {
      steps.push(bytes => {
        const length = bytes[1] ?? 0;
        const user = bytes.subarray(2, 2 + length).toString();
        const password = bytes.subarray(3 + length).toString();
        answer([1, `${user}:${password}` === options.login ? 0 : 1]);
      });
    }
    steps.push(request);
    const next = (bytes: Buffer) => {
      steps.shift()?.(bytes);
      if (steps.length === 0) client.off('data', next);
    };
    client.on('data', next);
  });
}

async function serve(
  { tls }: TestProxyOptions,
  asked: readonly string[],
  onClient: (client: Socket) => void,
): Promise<TestProxy> {
  const sockets = new Set<Socket>();
  const accept = (client: Socket) => {
    sockets.add(client);
    client.on('error', () => {});
    onClient(client);
  };
  const server: Server = tls === undefined ? createTcp(accept) : createTls(tls, accept);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  return { port: (server.address() as AddressInfo).port, asked };
}

function join(client: Socket, authority: string, onOpen: () => void): void {
  const [, host = '', port = ''] = /^(.*):(\d+)$/.exec(authority) ?? [];
  const upstream = connect(Number(port), host, () => {
    onOpen();
    client.pipe(upstream);
    upstream.pipe(client);
  });
  upstream.on('error', () => client.destroy());
  client.on('close', () => upstream.destroy());
}
