import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { type AddressInfo, connect as connectTcp, createServer, type Server, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Connection } from '../../src/cluster/connection.ts';
import { isFailure } from '../../src/cluster/failure.ts';
import { type PortForward, portForward } from '../../src/cluster/portForward.ts';
import { webSocketTunnel } from '../../src/cluster/webSocketTunnel.ts';
import { connect } from './connect.ts';
import { createNodes, forwardPods } from './fakeKubelet.ts';
import { useControlPlane } from './shared.ts';
import { until } from './until.ts';

const controlPlane = useControlPlane();
const forwards: PortForward[] = [];
const servers: Server[] = [];
let connection: Connection;

beforeAll(async () => {
  connection = await connect(controlPlane());
  await createNodes(controlPlane(), ['node-1']);
  for (const name of ['web', 'closed']) {
    await controlPlane().api({
      method: 'POST',
      path: '/api/v1/namespaces/default/pods',
      body: { metadata: { name }, spec: { containers: [{ name: 'app', image: 'app' }] } },
    });
    await until(`${name} runs`, async () => {
      const pod = await connection.get({ path: `/api/v1/namespaces/default/pods/${name}` });
      return (pod.json() as { status: { phase: string } }).status.phase === 'Running';
    });
  }
}, 60_000);

afterAll(async () => {
  for (const forward of forwards) await forward.stop();
  for (const server of servers) server.close();
  connection?.close();
});

/** A server of this machine that the pod's `port` leads to. */
async function behindPod(port: number, onConnection: (socket: Socket) => void): Promise<Server> {
  const server = createServer({ allowHalfOpen: true }, socket => {
    socket.on('error', () => {});
    onConnection(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  servers.push(server);
  await forwardPods(controlPlane(), {
    name: `port-${port}`,
    selector: { matchNames: ['web'] },
    ports: [port],
    target: { port: (server.address() as AddressInfo).port },
  });
  await until('kwok knows the rule', async () => {
    const stream = await webSocketTunnel(connection, { namespace: 'default', pod: 'web' }).open(port);
    // A rule that is not known yet is told on the error channel within a moment.
    const failed = await Promise.race([
      once(stream, 'error').then(() => true),
      new Promise<false>(resolve => setTimeout(resolve, 100, false)),
    ]);
    stream.on('error', () => {});
    stream.destroy();
    return !failed;
  });
  return server;
}

async function forward(remotePort: number, pod = 'web'): Promise<PortForward> {
  const made = await portForward({ connection, namespace: 'default', pod, remotePort });
  forwards.push(made);
  return made;
}

function dial(to: PortForward): Socket {
  return connectTcp({ host: '127.0.0.1', port: to.localPort, allowHalfOpen: true });
}

/** `once` would reject with the reset that is expected here. */
function closed(socket: Socket): Promise<void> {
  socket.on('error', () => {});
  return new Promise(resolve => socket.once('close', () => resolve()));
}

/** Sockets of this process, without those that kwok still holds to `remote`: it closes none before the target does. */
async function ownSockets(remote: Server): Promise<number> {
  const held = await new Promise<number>(resolve => remote.getConnections((_, count) => resolve(count)));
  return process.getActiveResourcesInfo().filter(name => name === 'TCPSocketWrap').length - held;
}

const megabyte = 1024 * 1024;
const seed = randomBytes(megabyte);

/** Different in each megabyte, so that a lost or swapped part changes the hash. */
function* megabytes(count: number): Generator<Buffer> {
  for (let index = 0; index < count; index += 1) {
    const block = Buffer.from(seed);
    block.writeUInt32LE(index, 0);
    yield block;
  }
}

async function sendAll(socket: Socket, count: number): Promise<string> {
  const hash = createHash('sha256');
  for (const block of megabytes(count)) {
    hash.update(block);
    if (!socket.write(block)) await once(socket, 'drain');
  }
  return hash.digest('hex');
}

function receive(socket: Socket, bytes: number): Promise<string> {
  const hash = createHash('sha256');
  let left = bytes;
  return new Promise((resolve, reject) => {
    socket.on('data', chunk => {
      hash.update(chunk.subarray(0, left));
      left -= chunk.length;
      if (left <= 0) resolve(hash.digest('hex'));
    });
    socket.once('close', () => reject(new Error(`closed with ${left} bytes missing`)));
  });
}

describe('a port of a pod', () => {
  test('carries 200 MB each way at once, byte for byte: a large upload or download arrives whole', async () => {
    const size = 200;
    let remote: Promise<[string, string]> | undefined;
    await behindPod(7001, socket => {
      socket.once('data', first => {
        // The probe of `behindPod` sends nothing.
        socket.unshift(first);
        remote = Promise.all([sendAll(socket, size), receive(socket, size * megabyte)]);
      });
    });
    const client = dial(await forward(7001));
    const began = performance.now();
    const [sent, received] = await Promise.all([sendAll(client, size), receive(client, size * megabyte)]);
    const [remoteSent, remoteReceived] = (await remote) ?? [];
    const seconds = (performance.now() - began) / 1000;
    console.log(
      `200 MB each way in ${seconds.toFixed(2)} s: ${((2 * size) / seconds).toFixed(0)} MB/s in all`,
    );
    expect(remoteReceived).toBe(sent);
    expect(received).toBe(remoteSent);
    client.destroy();
  }, 120_000);

  test('serves many connections at once, and each gets its own bytes', async () => {
    await behindPod(7002, socket => socket.pipe(socket));
    const to = await forward(7002);
    const answers = await Promise.all(
      Array.from({ length: 100 }, async (_, index) => {
        const client = dial(to);
        const word = `connection ${index}`.repeat(500);
        const answer = receive(client, word.length);
        client.write(word);
        const hash = await answer;
        client.destroy();
        return hash === createHash('sha256').update(word).digest('hex');
      }),
    );
    expect(answers).toEqual(Array.from({ length: 100 }, () => true));
    await until('all are closed', () => to.state.kind === 'live' && to.state.connections === 0);
  });

  test('a reply that comes after the local end still arrives whole: `nc -N`, HTTP/1.0 clients', async () => {
    await behindPod(7003, socket => {
      socket.once('data', () => setTimeout(() => sendAll(socket, 5).catch(() => {}), 300));
    });
    const tunnel = webSocketTunnel(
      connection,
      { namespace: 'default', pod: 'web' },
      { open: 10, drainIdle: 1 },
    );
    const stream = await tunnel.open(7003);
    stream.end('question');
    let bytes = 0;
    for await (const chunk of stream) bytes += chunk.length;
    expect(bytes).toBe(5 * megabyte);
    tunnel.close();
  });

  test('a slow local reader holds the remote back instead of filling memory', async () => {
    let written = 0;
    await behindPod(7004, socket => {
      socket.once('data', async () => {
        for (const block of megabytes(300)) {
          if (!socket.write(block)) await once(socket, 'drain').catch(() => {});
          if (socket.destroyed) return;
          written += 1;
        }
      });
    });
    const tunnel = webSocketTunnel(connection, { namespace: 'default', pod: 'web' });
    const stream = await tunnel.open(7004);
    stream.write('go');
    const before = process.memoryUsage().rss;
    await new Promise(resolve => setTimeout(resolve, 1500));
    // Kernel buffers, the API server and kwok hold some; an unbounded reader would have taken all 300.
    expect(written).toBeLessThan(100);
    expect(process.memoryUsage().rss - before).toBeLessThan(80 * megabyte);
    tunnel.close();
  });

  test('what the server says on the error channel is a failure, the client is reset, the listener stays', async () => {
    const closedPort = createServer().listen(0, '127.0.0.1');
    await once(closedPort, 'listening');
    const { port } = closedPort.address() as AddressInfo;
    closedPort.close();
    await forwardPods(controlPlane(), {
      name: 'nothing-listens',
      selector: { matchNames: ['closed'] },
      target: { port },
    });
    const to = await forward(7005, 'closed');
    await until('the failure is told', async () => {
      const client = dial(to);
      client.resume();
      await closed(client);
      return to.state.kind === 'failing' && JSON.stringify(to.state.failure.params).includes('refused');
    });
    const { state } = to;
    if (state.kind !== 'failing') throw new Error('not failing');
    expect(isFailure(state.failure, 'forward.remote')).toBe(true);
    expect(state.failure.params).toMatchObject({ namespace: 'default', pod: 'closed', port: 7005 });
  });

  test('stop() closes every socket, to clients and to the API server, and the local port is free again', async () => {
    const remote = await behindPod(7006, socket => socket.pipe(socket));
    const before = await ownSockets(remote);
    const to = await forward(7006);
    const clients = Array.from({ length: 20 }, () => dial(to));
    await Promise.all(
      clients.map(async client => {
        client.write('x');
        await once(client, 'data');
      }),
    );
    const allClosed = Promise.all(clients.map(closed));
    await to.stop();
    await allClosed;
    await until('no socket is left', async () => (await ownSockets(remote)) <= before);
    const late = dial(to);
    const [error] = await once(late, 'error');
    expect(error.code).toBe('ECONNREFUSED');
    expect(to.state).toEqual({ kind: 'stopped' });
  });
});

describe('a forward that cannot start says why', () => {
  test('a pod that does not exist', async () => {
    await expect(forward(80, 'missing')).rejects.toMatchObject({ code: 'response.not-found' });
  });

  test('a local port in use', async () => {
    const first = await forward(7002);
    const again = portForward({
      connection,
      namespace: 'default',
      pod: 'web',
      remotePort: 7002,
      localPort: first.localPort,
    });
    await expect(again).rejects.toMatchObject({
      code: 'forward.local-port-in-use',
      params: { port: first.localPort },
    });
  });

  test('a user who may look at pods but not forward is told of the role', async () => {
    const nobody = await connect(controlPlane(), 'nobody');
    const tunnel = webSocketTunnel(nobody, { namespace: 'default', pod: 'web' });
    await expect(tunnel.open(80)).rejects.toMatchObject({ code: 'response.forbidden' });
    nobody.close();
  });
});

test('listens on 127.0.0.1 only: other machines cannot use the forward', async () => {
  const to = await forward(7002);
  expect(to.localAddress).toBe(`127.0.0.1:${to.localPort}`);
  const other = connectTcp({ host: '127.0.0.2', port: to.localPort });
  const [error] = await once(other, 'error');
  expect(error.code).toBe('ECONNREFUSED');
});
