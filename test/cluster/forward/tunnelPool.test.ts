import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { afterEach, expect, test } from 'vitest';
import { openConnection } from '../../../src/cluster/connection.ts';
import { ClusterFailure } from '../../../src/cluster/failure.ts';
import { channelProtocol } from '../../../src/cluster/forward/dialTunnel.ts';
import { keepTrying } from '../../../src/cluster/forward/keepTrying.ts';
import { type TunnelPool, tunnelPool } from '../../../src/cluster/forward/tunnelPool.ts';
import { anonymous } from '../../../src/cluster/kubeconfig/mergeContexts.ts';
import { portOf } from './target.ts';

const ends: (() => void)[] = [];

afterEach(() => {
  for (const end of ends.splice(0)) end();
});

/** A pool of tunnels through a server that treats each upgrade so, and how often it was asked. */
async function poolAt(
  onUpgrade: (socket: Duplex) => void,
): Promise<{ pool: TunnelPool; asked: () => number }> {
  let asked = 0;
  const sockets = new Set<Duplex>();
  const server: Server = createServer();
  server.on('upgrade', (_request, socket) => {
    asked += 1;
    sockets.add(socket);
    socket.on('error', () => {});
    onUpgrade(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const connection = openConnection({
    name: 'test',
    namespace: 'default',
    cluster: {
      name: 'test',
      server: `http://127.0.0.1:${portOf(server)}`,
      serverLogin: undefined,
      caData: undefined,
      caFile: undefined,
      skipTlsVerify: false,
      tlsServerName: undefined,
      proxyUrl: undefined,
      execConfig: undefined,
    },
    user: anonymous,
    file: '',
    notes: [],
  });
  const pool = tunnelPool({ connection, namespace: 'default', pod: 'web' }, { protocols: [channelProtocol] });
  ends.push(() => {
    pool.close();
    connection.close();
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return { pool, asked: () => asked };
}

const status = JSON.stringify({ kind: 'Status', status: 'Failure', message: 'no', code: 403 });
const refusal = `HTTP/1.1 403 Forbidden\r\naudit-id: x\r\ncontent-length: ${status.length}\r\n\r\n${status}`;
const late = (socket: Duplex) => setTimeout(() => socket.end(refusal), 300);

test('a connection that comes while the first tunnel is dialled hears of it when that fails', async () => {
  const { pool, asked } = await poolAt(late);
  const warming = expect(pool.warm(80)).rejects.toMatchObject({ code: 'forward.forbidden' });
  await expect(pool.open(80, AbortSignal.timeout(5000))).rejects.toMatchObject({ code: 'forward.forbidden' });
  await warming;
  expect(asked()).toBe(1);
});

test('to warm a pool whose tunnel is being dialled waits for that, and fails with it', async () => {
  const { pool, asked } = await poolAt(late);
  const opening = expect(pool.open(80, AbortSignal.timeout(5000))).rejects.toMatchObject({
    code: 'forward.forbidden',
  });
  await expect(pool.warm(80)).rejects.toMatchObject({ code: 'forward.forbidden' });
  await opening;
  expect(asked()).toBe(1);
});

test('a connection waits no longer than it may for a server that does not answer', async () => {
  const { pool } = await poolAt(() => {});
  const start = performance.now();
  const opening = keepTrying(signal => pool.open(80, signal), {
    seconds: 0.5,
    signal: AbortSignal.timeout(10_000),
    tooLate: () => new ClusterFailure('connection.timeout', { context: 'test', server: '', seconds: 0.5 }),
    nextChange: () => new Promise(() => {}),
  });
  await expect(opening).rejects.toMatchObject({ code: 'connection.timeout' });
  expect(performance.now() - start).toBeLessThan(5000);
});
