import type { Server, Socket } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Connection } from '../../../src/cluster/connection.ts';
import { type PortForward, portForward } from '../../../src/cluster/forward/portForward.ts';
import { connect } from '../connect.ts';
import { createNodes } from '../fakeKubelet.ts';
import { useControlPlane } from '../shared.ts';
import { until } from '../until.ts';
import { blocks, hashOf, mebibyte, receive, sendAll } from './bytes.ts';
import { closed, dial, leadTo, portOf, runPod, serve } from './target.ts';

const controlPlane = useControlPlane();
let connection: Connection;
let forward: PortForward;
const servers: Server[] = [];
/** Sends without an end. */
const endless = 7101;
/** Takes nothing. */
const deaf = 7102;
const echo = 7103;

beforeAll(async () => {
  connection = await connect(controlPlane());
  await createNodes(controlPlane(), ['node-1']);
  await runPod(controlPlane(), 'web');
  const roles: readonly (readonly [number, (socket: Socket) => void])[] = [
    [endless, socket => void sendAll(socket, blocks(100_000)).catch(() => {})],
    [deaf, socket => socket.pause()],
    [echo, socket => socket.pipe(socket)],
  ];
  for (const [port, role] of roles) {
    const server = await serve(role);
    servers.push(server);
    await leadTo(controlPlane(), connection, { port, target: portOf(server), pod: 'web' });
  }
  const target = { namespace: 'default', kind: 'pod', name: 'web' };
  const ports = [endless, deaf, echo].map(port => ({ remote: String(port), local: 0 }));
  forward = await portForward({ connection, target, ports });
}, 60_000);

afterAll(async () => {
  await forward?.stop();
  for (const server of servers) server.close();
  connection?.close();
});

function local(remote: number): number {
  return forward.ports.find(port => port.remote === String(remote))?.local ?? 0;
}

/** Milliseconds for 50 connections that each send and get back a megabyte. */
async function fifty(): Promise<number> {
  const began = performance.now();
  await Promise.all(
    Array.from({ length: 50 }, async () => {
      const client = dial(local(echo));
      const [sent, received] = await Promise.all([sendAll(client, blocks(1)), receive(client, mebibyte)]);
      expect(received).toBe(sent);
      client.destroy();
      await closed(client);
    }),
  );
  return performance.now() - began;
}

test('one client that reads nothing and one whose port does hold up none of fifty others', async () => {
  await fifty();
  const before = [await fifty(), await fifty(), await fifty()];
  const reader = dial(local(endless));
  reader.pause();
  const writer = dial(local(deaf));
  for (const block of blocks(64)) writer.write(block);
  // Until everything between is full.
  let sent = -1;
  await until('both are stuck', async () => {
    const { sent: now } = forward.traffic;
    const isStuck = now === sent;
    sent = now;
    await new Promise(resolve => setTimeout(resolve, 500));
    return isStuck;
  });
  const during = [await fifty(), await fifty(), await fifty()];
  reader.destroy();
  writer.destroy();
  const after = [await fifty(), await fifty(), await fifty()];
  const middle = (times: readonly number[]) => times.toSorted((a, b) => a - b)[1] ?? 0;
  // kwok holds on to each connection, and gets slower with all of them: hence the time before and that after.
  const free = (middle(before) + middle(after)) / 2;
  const more = ((middle(during) / free - 1) * 100).toFixed(0);
  console.log(
    `50 connections: ${free.toFixed(0)} ms, ${more} % more beside two that are stuck (goal: at most 10)`,
  );
  // A busy machine alone moves the figure by more; a connection that waits for another would wait without an end.
  expect(middle(during)).toBeLessThan(free * 1.5);
}, 120_000);

test('connections that come while one is stuck get every byte, in chunks of any size', async () => {
  const reader = dial(local(endless));
  reader.pause();
  for (let round = 0; round < 20; round += 1) {
    const size = Math.floor(Math.random() * 300_000) + 1;
    const text = Buffer.alloc(size, `round ${round} `);
    const client = dial(local(echo));
    const answer = receive(client, size);
    for (let at = 0; at < size; ) {
      const end = Math.min(size, at + 1 + Math.floor(Math.random() * 20_000));
      client.write(text.subarray(at, end));
      at = end;
    }
    expect(await answer).toBe(hashOf(text));
    client.destroy();
  }
  reader.destroy();
}, 60_000);
