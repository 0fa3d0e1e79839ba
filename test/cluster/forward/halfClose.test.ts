import type { Server, Socket } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Connection } from '../../../src/cluster/connection.ts';
import { type PortForward, portForward } from '../../../src/cluster/forward/portForward.ts';
import { connect } from '../connect.ts';
import { useControlPlane } from '../shared.ts';
import { until } from '../until.ts';
import { blocks, hashOf, receive, sendAll } from './bytes.ts';
import { type StubKubelet, startStubKubelet } from './stubKubelet.ts';
import { closed, dial, portOf, serve } from './target.ts';

const controlPlane = useControlPlane();
const servers: Server[] = [];
const forwards: PortForward[] = [];
let connection: Connection;
let kubelet: StubKubelet | undefined;

beforeAll(async () => {
  connection = await connect(controlPlane());
  kubelet = await startStubKubelet(controlPlane(), 'half');
}, 120_000);

afterAll(async () => {
  for (const forward of forwards) await forward.stop();
  for (const server of servers) server.close();
  connection?.close();
  kubelet?.end();
});

/** The local port that leads to a server which does that. */
async function to(
  role: (socket: Socket) => void,
): Promise<{ readonly local: number; readonly forward: PortForward }> {
  const server = await serve(role);
  servers.push(server);
  const target = { namespace: 'default', kind: 'pod', name: 'half' };
  const ports = [{ remote: String(portOf(server)), local: 0 }];
  const forward = await portForward({ connection, target, ports });
  forwards.push(forward);
  return { local: forward.ports[0]?.local ?? 0, forward };
}

test('the pod hears the end of what was sent and answers after it: `nc -N`, `git upload-pack`, tar over a socket', async () => {
  const { local } = await to(socket => {
    receive(socket).then(hash => {
      setTimeout(() => socket.end(`got ${hash}`), 300);
    });
  });
  const client = dial(local);
  const sent = sendAll(client, blocks(20));
  const answer = new Promise<string>(resolve => {
    let text = '';
    client.on('data', chunk => {
      text += chunk;
    });
    client.once('end', () => resolve(text));
  });
  const hash = await sent;
  client.end();
  expect(await answer).toBe(`got ${hash}`);
}, 60_000);

test('the client hears the end of the answer while it goes on to send', async () => {
  let rest: Promise<string> | undefined;
  const { local } = await to(socket => {
    rest = receive(socket);
    socket.end('that is all');
  });
  const client = dial(local);
  const heard = receive(client);
  client.write('x');
  expect(await heard).toBe(hashOf('that is all'));
  client.end('yyy');
  expect(await rest).toBe(hashOf('xyyy'));
  await closed(client);
}, 30_000);

test('thousands of connections, ended by either side or reset, leave no socket and no stream behind', async () => {
  const { local, forward } = await to(socket => {
    socket.once('end', () => socket.end());
    socket.once('data', data => {
      if (String(data) === 'end') socket.end('bye');
      else if (String(data) === 'reset') socket.resetAndDestroy();
      else socket.pipe(socket);
    });
  });
  const cycle = async (index: number) => {
    const client = dial(local);
    client.resume();
    client.once('end', () => client.end());
    const gone = closed(client);
    if (index % 4 === 0) client.end('end');
    else if (index % 4 === 1) client.write('reset');
    else if (index % 4 === 2) client.end('echo');
    else {
      client.once('connect', () => client.resetAndDestroy());
    }
    await gone;
  };
  const resources = () =>
    process.getActiveResourcesInfo().filter(name => /TCP|TLS|Timeout/.test(name)).length;
  const twenty = () => Promise.all(Array.from({ length: 20 }, (_, index) => cycle(index)));
  for (let index = 0; index < 40; index += 1) await cycle(index);
  for (let round = 0; round < 5; round += 1) await twenty();
  await until('the first are gone', () => forward.traffic.connections === 0);
  const before = resources();
  const memoryBefore = (await kubelet?.memory()) ?? 0;
  for (let round = 0; round < 100; round += 1) await twenty();
  await until('all are gone', () => forward.traffic.connections === 0);
  // A node has as many forwards as it has users, and their tunnels live for hours: 2.4 kB a connection were kept once.
  const grown = ((await kubelet?.memory()) ?? 0) - memoryBefore;
  console.log(`memory of the kubelet: ${memoryBefore} bytes before, ${grown} more after 2,000 connections`);
  expect(grown / 2000).toBeLessThan(600);
  console.log(`sockets and timers: ${before} before, ${resources()} right after`);
  // Tunnels that were opened for twenty at once are kept for half a minute.
  await until('nothing is left', () => resources() <= before + 4, { timeout: 80_000 });
  expect(forward.state.kind === 'live' || forward.state.kind === 'failed').toBe(true);
}, 180_000);
