import { once } from 'node:events';
import type { Server } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Connection } from '../../../src/cluster/connection.ts';
import { type PortForward, portForward } from '../../../src/cluster/forward/portForward.ts';
import { connect } from '../connect.ts';
import { createNodes } from '../fakeKubelet.ts';
import { useControlPlane } from '../shared.ts';
import { until } from '../until.ts';
import { dial, leadTo, portOf, runPod, serve } from './target.ts';

const controlPlane = useControlPlane();
const servers: Server[] = [];
const services = '/api/v1/namespaces/default/services';
let connection: Connection;
let forward: PortForward;

beforeAll(async () => {
  connection = await connect(controlPlane());
  await createNodes(controlPlane(), ['node-1']);
  for (const name of ['blue', 'green']) {
    await runPod(controlPlane(), name, { app: name });
    for (const port of [8080, 9090]) {
      // Says who it is, and again whenever it is spoken to.
      const server = await serve(socket => {
        socket.write(`${name} ${port}`);
        socket.on('data', () => socket.write(`${name} ${port}`));
      });
      servers.push(server);
      await leadTo(controlPlane(), connection, { pod: name, port, target: portOf(server) });
    }
  }
}, 120_000);

beforeEach(async () => {
  await createService();
  const target = { namespace: 'default', kind: 'service', name: 'web' };
  forward = await portForward({ connection, target, ports: [{ remote: '80', local: 0 }], waitSeconds: 20 });
  await until('it leads to blue', () => liveTo() === 'blue');
  return async () => {
    await forward.stop();
    await controlPlane().api({ method: 'DELETE', path: `${services}/web` });
  };
});

afterAll(() => {
  for (const server of servers) server.close();
  connection?.close();
});

async function createService(app = 'blue'): Promise<void> {
  const spec = { selector: { app }, ports: [{ port: 80, targetPort: 8080 }] };
  const body = { metadata: { name: 'web' }, spec };
  const { status, text } = await controlPlane().api({ method: 'POST', path: services, body });
  if (status !== 201) throw new Error(text);
}

async function change(spec: object): Promise<void> {
  const contentType = 'application/merge-patch+json';
  const path = `${services}/web`;
  const { status, text } = await controlPlane().api({ method: 'PATCH', path, contentType, body: { spec } });
  if (status !== 200) throw new Error(text);
}

function liveTo(): string | undefined {
  return forward.state.kind === 'live' ? forward.state.pod : undefined;
}

/** What a new connection is told first; it stays open. */
async function connected(): Promise<{ readonly words: string; say(text: string): Promise<string> }> {
  const socket = dial(forward.ports[0]?.local ?? 0);
  const heard = async () => {
    const [data] = await once(socket, 'data', { signal: AbortSignal.timeout(20_000) });
    return String(data);
  };
  const words = await heard();
  return {
    words,
    say(text) {
      socket.write(text);
      return heard();
    },
  };
}

test('a service with another selector leads new connections to the other pods, and those before go on', async () => {
  const before = await connected();
  expect(before.words).toBe('blue 8080');
  await change({ selector: { app: 'green' } });
  await until('it leads to green', () => liveTo() === 'green');
  expect((await connected()).words).toBe('green 8080');
  expect(await before.say('still there?')).toBe('blue 8080');
});

test('a service with another targetPort leads new connections to that port', async () => {
  await change({ ports: [{ port: 80, targetPort: 9090 }] });
  await until('the other port answers', async () => (await connected()).words === 'blue 9090');
  expect(liveTo()).toBe('blue');
});

test('a port that the service has no more is told', async () => {
  await change({ ports: [{ port: 81, targetPort: 8080 }] });
  await until('it is told', () => forward.state.kind === 'failed');
  expect(forward.state).toMatchObject({ failure: { code: 'forward.no-port' } });
  await change({ ports: [{ port: 80, targetPort: 8080 }] });
  await until('it is live again', () => liveTo() === 'blue');
});

test('a service that is deleted is told, and a connection waits for one made anew', async () => {
  await controlPlane().api({ method: 'DELETE', path: `${services}/web` });
  await until('it is told', () => forward.state.kind === 'failed');
  expect(forward.state).toMatchObject({ failure: { code: 'response.not-found' } });
  const waiting = connected();
  await createService('green');
  expect((await waiting).words).toBe('green 8080');
  await until('it is live', () => liveTo() === 'green');
});
