import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Connection } from '../../../src/cluster/connection.ts';
import { channelProtocol, tunnelProtocol } from '../../../src/cluster/forward/dialTunnel.ts';
import {
  type PortForward,
  type PortForwardOptions,
  portForward,
} from '../../../src/cluster/forward/portForward.ts';
import { tunnelPool } from '../../../src/cluster/forward/tunnelPool.ts';
import { connect } from '../connect.ts';
import { createNodes, forwardPods } from '../fakeKubelet.ts';
import { useControlPlane } from '../shared.ts';
import { until } from '../until.ts';
import { blocks, hashOf, mebibyte, receive, sendAll } from './bytes.ts';
import { closed, dial, leadTo, portOf, runPod, serve } from './target.ts';

const controlPlane = useControlPlane();
const forwards: PortForward[] = [];
const servers: Server[] = [];
const never = new AbortController().signal;
let connection: Connection;

beforeAll(async () => {
  connection = await connect(controlPlane());
  await createNodes(controlPlane(), ['node-1']);
  for (const name of ['web', 'closed']) await runPod(controlPlane(), name);
}, 60_000);

afterAll(async () => {
  for (const forward of forwards) await forward.stop();
  for (const server of servers) server.close();
  connection?.close();
});

async function behindPod(port: number, onConnection: (socket: Socket) => void): Promise<Server> {
  const server = await serve(onConnection);
  servers.push(server);
  await leadTo(controlPlane(), connection, { port, target: portOf(server), pod: 'web' });
  return server;
}

async function forward(
  remote: number,
  pod = 'web',
  options: Partial<PortForwardOptions> = {},
): Promise<{ readonly made: PortForward; readonly local: number }> {
  const target = { namespace: 'default', kind: 'pod', name: pod };
  const made = await portForward({
    connection,
    target,
    ports: [{ remote: String(remote), local: 0 }],
    ...options,
  });
  forwards.push(made);
  return { made, local: made.ports[0]?.local ?? 0 };
}

/** Sockets of this process, without those that kwok still holds to `remote`: it closes none before the target does. */
async function ownSockets(remote: Server): Promise<number> {
  const held = await new Promise<number>(resolve => remote.getConnections((_, count) => resolve(count)));
  return process.getActiveResourcesInfo().filter(name => name === 'TCPSocketWrap').length - held;
}

describe.each([
  ['the tunnel', [tunnelProtocol, channelProtocol]],
  ['a WebSocket a connection', [channelProtocol]],
])('a port of a pod over %s', (_what, protocols) => {
  const pool = { protocols };

  test('carries 100 MB each way at once, byte for byte: a large upload or download arrives whole', async () => {
    const size = 100;
    let remote: Promise<[string, string]> | undefined;
    await behindPod(7001, socket => {
      socket.once('data', first => {
        // The probe of `behindPod` sends nothing.
        socket.unshift(first);
        remote = Promise.all([sendAll(socket, blocks(size)), receive(socket, size * mebibyte)]);
      });
    });
    const { local } = await forward(7001, 'web', { pool });
    const client = dial(local);
    const [sent, received] = await Promise.all([
      sendAll(client, blocks(size)),
      receive(client, size * mebibyte),
    ]);
    const [remoteSent, remoteReceived] = (await remote) ?? [];
    expect(remoteReceived).toBe(sent);
    expect(received).toBe(remoteSent);
    client.destroy();
  }, 120_000);

  test('serves many connections at once, and each gets its own bytes', async () => {
    await behindPod(7002, socket => socket.pipe(socket));
    const { made, local } = await forward(7002, 'web', { pool });
    const answers = await Promise.all(
      Array.from({ length: 100 }, async (_, index) => {
        const client = dial(local, index % 2 === 0 ? '127.0.0.1' : '::1');
        const word = `connection ${index}`.repeat(500);
        const answer = receive(client, word.length);
        client.write(word);
        const hash = await answer;
        client.destroy();
        return hash === hashOf(word);
      }),
    );
    expect(answers).toEqual(Array.from({ length: 100 }, () => true));
    await until('all are closed', () => made.traffic.connections === 0);
  }, 60_000);

  test('a reply that comes after the local end still arrives whole: `nc -N`, HTTP/1.0 clients', async () => {
    await behindPod(7003, socket => {
      socket.once('data', () => setTimeout(() => sendAll(socket, blocks(5)).catch(() => {}), 300));
    });
    const tunnels = tunnelPool(
      { connection, namespace: 'default', pod: 'web' },
      { protocols, timing: { open: 10, drainIdle: 1 } },
    );
    const stream = await tunnels.open(7003, never);
    stream.end('question');
    let bytes = 0;
    stream.on('data', chunk => {
      bytes += chunk.length;
    });
    stream.on('error', () => {});
    await until('all is there', () => bytes === 5 * mebibyte);
    tunnels.close();
  });

  test('a slow local reader holds the remote back instead of filling memory', async () => {
    let written = 0;
    await behindPod(7004, socket => {
      socket.once('data', async () => {
        for (const block of blocks(300)) {
          if (!socket.write(block)) await once(socket, 'drain').catch(() => {});
          if (socket.destroyed) return;
          written += 1;
        }
      });
    });
    const tunnels = tunnelPool({ connection, namespace: 'default', pod: 'web' }, { protocols });
    const stream = await tunnels.open(7004, never);
    stream.on('error', () => {});
    stream.write('go');
    const before = process.memoryUsage().rss;
    await new Promise(resolve => setTimeout(resolve, 1500));
    // Kernel buffers, the API server and kwok hold some; an unbounded reader would have taken all 300.
    expect(written).toBeLessThan(100);
    expect(process.memoryUsage().rss - before).toBeLessThan(80 * mebibyte);
    tunnels.close();
  });

  test('what the server says of a port is a failure, the client is reset, the listener stays', async () => {
    const closedPort = createServer().listen(0, '127.0.0.1');
    await once(closedPort, 'listening');
    const target = portOf(closedPort);
    closedPort.close();
    await forwardPods(controlPlane(), {
      name: 'nothing-listens',
      selector: { matchNames: ['closed'] },
      target: { port: target },
    });
    const { made, local } = await forward(7005, 'closed', { pool });
    await until('the failure is told', async () => {
      const client = dial(local);
      client.resume();
      await closed(client);
      return made.state.kind === 'failed' && JSON.stringify(made.state.failure.params).includes('refused');
    });
    const { state } = made;
    if (state.kind !== 'failed') throw new Error('not failed');
    expect(state.failure).toMatchObject({
      code: 'forward.remote',
      params: { namespace: 'default', pod: 'closed', port: 7005 },
    });
  });

  test('stop() closes every socket, to clients and to the API server, and the local port is free again', async () => {
    const remote = await behindPod(7006, socket => socket.pipe(socket));
    const before = await ownSockets(remote);
    const { made, local } = await forward(7006, 'web', { pool });
    const clients = Array.from({ length: 20 }, () => dial(local));
    await Promise.all(
      clients.map(async client => {
        client.write('x');
        await once(client, 'data');
      }),
    );
    const allClosed = Promise.all(clients.map(closed));
    await made.stop();
    await allClosed;
    await until('no socket is left', async () => (await ownSockets(remote)) <= before);
    const late = dial(local);
    const [error] = await once(late, 'error');
    expect(error.code).toBe('ECONNREFUSED');
    expect(made.state).toEqual({ kind: 'stopped' });
  });
});

describe('a forward that cannot start says why', () => {
  test('a pod that does not exist', async () => {
    await expect(forward(80, 'missing')).rejects.toMatchObject({ code: 'response.not-found' });
  });

  test('a local port in use', async () => {
    const first = await forward(7002);
    const again = forward(7002, 'web', { ports: [{ remote: '7002', local: first.local }] });
    await expect(again).rejects.toMatchObject({
      code: 'forward.local-port-in-use',
      params: { port: first.local },
    });
  });

  test('a user who may look at pods but not forward is told so before a client connects', async () => {
    await controlPlane().api({
      method: 'POST',
      path: '/apis/rbac.authorization.k8s.io/v1/clusterroles',
      body: {
        metadata: { name: 'pod-watcher' },
        rules: [
          { apiGroups: [''], resources: ['pods'], verbs: ['get', 'list', 'watch'] },
          // What was enough before 1.35.
          { apiGroups: [''], resources: ['pods/portforward'], verbs: ['get'] },
        ],
      },
    });
    await controlPlane().api({
      method: 'POST',
      path: '/apis/rbac.authorization.k8s.io/v1/clusterrolebindings',
      body: {
        metadata: { name: 'pod-watcher' },
        roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'pod-watcher' },
        subjects: [{ kind: 'User', apiGroup: 'rbac.authorization.k8s.io', name: 'nobody' }],
      },
    });
    const nobody = await connect(controlPlane(), 'nobody');
    const { made, local } = await forward(7002, 'web', { connection: nobody });
    await until('the refusal is told', () => made.state.kind === 'failed');
    const { state } = made;
    if (state.kind !== 'failed') throw new Error('not failed');
    expect(state.failure).toMatchObject({ code: 'forward.forbidden', params: { namespace: 'default' } });
    // A client is not kept waiting for what only an administrator can mend.
    const client = dial(local);
    client.resume();
    await closed(client);
    await made.stop();
    nobody.close();
  });
});

test('listens on 127.0.0.1 and ::1 only: other machines cannot use the forward', async () => {
  const { made, local } = await forward(7002);
  expect(made.ports[0]?.addresses).toEqual(['127.0.0.1', '::1']);
  const other = dial(local, '127.0.0.2');
  const [error] = await once(other, 'error');
  expect(error.code).toBe('ECONNREFUSED');
});
