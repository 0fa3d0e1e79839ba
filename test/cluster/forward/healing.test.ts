import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Connection, openConnection } from '../../../src/cluster/connection.ts';
import { type PortForward, portForward } from '../../../src/cluster/forward/portForward.ts';
import { createAuthority } from '../certificates.ts';
import { connect, contextOf, throughServer } from '../connect.ts';
import { createNodes, forwardPods } from '../fakeKubelet.ts';
import { createFaultProxy } from '../faultProxy.ts';
import { useControlPlane } from '../shared.ts';
import { tcpProxy } from '../tcpProxy.ts';
import { until } from '../until.ts';
import { closed, dial, portOf, serve } from './target.ts';

const controlPlane = useControlPlane();
const forwards: PortForward[] = [];
let connection: Connection;
let echo: Server;

beforeAll(async () => {
  connection = await connect(controlPlane());
  await createNodes(controlPlane(), ['node-1']);
  echo = await serve(socket => socket.pipe(socket));
  await forwardPods(controlPlane(), {
    name: 'echo',
    selector: { matchNamespaces: ['default'] },
    target: { port: portOf(echo) },
  });
  const labels = { app: 'web' };
  const template = {
    metadata: { labels },
    spec: { containers: [{ name: 'app', image: 'app', ports: [{ name: 'http', containerPort: 8080 }] }] },
  };
  const selector = { matchLabels: labels };
  await post('/apis/apps/v1/namespaces/default/deployments', {
    metadata: { name: 'web' },
    spec: { selector, template },
  });
  const ports = [{ name: 'main', port: 80, targetPort: 'http' }];
  await post('/api/v1/namespaces/default/services', {
    metadata: { name: 'web' },
    spec: { selector: labels, ports },
  });
}, 60_000);

afterAll(async () => {
  for (const forward of forwards) await forward.stop();
  echo?.close();
  connection?.close();
});

async function post(path: string, body: object): Promise<void> {
  const { status, text } = await controlPlane().api({ method: 'POST', path, body });
  if (status !== 201) throw new Error(text);
}

async function forwardTo(kind: string, name: string, through = connection): Promise<PortForward> {
  const target = { namespace: 'default', kind, name };
  const made = await portForward({
    connection: through,
    target,
    ports: [{ remote: kind === 'service' ? '80' : 'http', local: 0 }],
  });
  forwards.push(made);
  return made;
}

/** One question and its answer over a connection of its own; rejects with why there is none. */
async function ask(to: PortForward, milliseconds = 20_000): Promise<string> {
  const socket = dial(to.ports[0]?.local ?? 0);
  try {
    const reset = once(socket, 'close').then(() => Promise.reject(new Error('closed')));
    reset.catch(() => {});
    socket.write('hello');
    const answer = once(socket, 'data', { signal: AbortSignal.timeout(milliseconds) });
    const [data] = await Promise.race([answer, reset]);
    return String(data);
  } finally {
    socket.destroy();
  }
}

const base64 = (text: string) => Buffer.from(text).toString('base64');

async function podNames(): Promise<string[]> {
  const list = await controlPlane().api({ path: '/api/v1/namespaces/default/pods?labelSelector=app%3Dweb' });
  return list.json<{ items: { metadata: { name: string } }[] }>().items.map(({ metadata }) => metadata.name);
}

async function scale(replicas: number): Promise<void> {
  const { code, stderr } = await controlPlane().kubectl([
    'scale',
    'deployment/web',
    `--replicas=${replicas}`,
  ]);
  if (code !== 0) throw new Error(stderr);
}

test('pods are replaced under load, and a client that asks twice gets every answer', async () => {
  const to = await forwardTo('service', 'web');
  await until(
    'it answers',
    () =>
      ask(to, 1000).then(
        answer => answer === 'hello',
        () => false,
      ),
    { timeout: 30_000 },
  );
  let replacing = true;
  let failed = 0;
  let answered = 0;
  const client = (async () => {
    while (replacing) {
      const answer = await ask(to)
        .catch(() => ask(to))
        .catch(() => undefined);
      if (answer === 'hello') answered += 1;
      else failed += 1;
    }
  })();
  for (let round = 0; round < 8; round += 1) {
    const [pod = ''] = await podNames();
    await controlPlane().api({ method: 'DELETE', path: `/api/v1/namespaces/default/pods/${pod}` });
    await until(
      'another pod is there',
      async () => !(await podNames()).includes(pod) && (await podNames()).length > 0,
    );
  }
  replacing = false;
  await client;
  expect(failed).toBe(0);
  expect(answered).toBeGreaterThan(8);
}, 120_000);

test('without a pod the view says so, and a new connection waits until there is one', async () => {
  const to = await forwardTo('deployment', 'web');
  await until('it is live', () => to.state.kind === 'live');
  await scale(0);
  await until('it waits', () => to.state.kind === 'waiting');
  const { state } = to;
  if (state.kind !== 'waiting') throw new Error('not waiting');
  expect(state.reason).toMatchObject({
    code: 'forward.no-ready-pod',
    params: { kind: 'deployment', name: 'web' },
  });
  const answer = ask(to);
  setTimeout(() => void scale(1), 500);
  expect(await answer).toBe('hello');
  expect(to.state.kind).toBe('live');
}, 60_000);

test('a node that is gone takes its pod out of the forward, before the pod itself is deleted', async () => {
  await scale(2);
  const to = await forwardTo('service', 'web');
  await until(
    'two run and it is live',
    async () => (await podNames()).length === 2 && to.state.kind === 'live',
  );
  const first = to.state.kind === 'live' ? to.state.pod : '';
  // What the control plane notes of pods whose node is heard of no more.
  const condition = { type: 'Ready', status: 'False', reason: 'NodeNotReady' };
  await controlPlane().api({
    method: 'PATCH',
    path: `/api/v1/namespaces/default/pods/${first}/status`,
    contentType: 'application/strategic-merge-patch+json',
    body: { status: { conditions: [condition] } },
  });
  await until('it leads to the other', () => to.state.kind === 'live' && to.state.pod !== first);
  expect(await ask(to)).toBe('hello');
  await to.stop();
  await scale(1);
}, 60_000);

describe('the way to the API server', () => {
  test('a cut ends connections at once, and new ones are served by new tunnels', async () => {
    const proxy = await tcpProxy(controlPlane().url);
    const through = openConnection(throughServer(await contextOf(controlPlane()), proxy.url));
    try {
      const to = await forwardTo('service', 'web', through);
      const socket = dial(to.ports[0]?.local ?? 0);
      socket.write('one');
      await once(socket, 'data');
      const gone = closed(socket);
      proxy.cut();
      await gone;
      expect(await ask(to)).toBe('hello');
      await to.stop();
    } finally {
      through.close();
      proxy.close();
    }
  }, 60_000);

  test('a link that died without a goodbye is noticed by the next connection, which gets a new tunnel', async () => {
    const dead = await tcpProxy(controlPlane().url);
    const through = openConnection(throughServer(await contextOf(controlPlane()), dead.url), {
      timing: { ping: 2, pingTimeout: 1 },
    });
    try {
      const to = await forwardTo('service', 'web', through);
      expect(await ask(to)).toBe('hello');
      // Long enough for the tunnels to be asked before they are used.
      await new Promise(resolve => setTimeout(resolve, 5500));
      dead.blackHole(true);
      const answer = ask(to, 25_000);
      setTimeout(() => {
        dead.cut();
        dead.blackHole(false);
      }, 4000);
      expect(await answer).toBe('hello');
      await to.stop();
    } finally {
      through.close();
      dead.close();
    }
  }, 60_000);

  test('a proxy that lets no WebSocket pass is named as the cause, and new connections do not wait for it', async () => {
    const authority = createAuthority('authority of the front');
    const { url: target, certificate } = controlPlane();
    const proxy = await createFaultProxy({
      target,
      authority: certificate,
      certificate: authority.issue({ name: 'front', ip: '127.0.0.1' }),
      // Its server knows HTTP alone: what asks for an upgrade is passed on without it.
      protocol: 'http/1.1',
    });
    const context = throughServer(await contextOf(controlPlane()), proxy.url);
    const cluster = { ...context.cluster, tlsServerName: undefined, caData: base64(authority.cert) };
    const through = openConnection({ ...context, cluster });
    try {
      const to = await forwardTo('service', 'web', through);
      await until('it is told', () => to.state.kind === 'failed');
      expect(to.state).toMatchObject({ failure: { code: 'forward.websocket-blocked' } });
      const start = performance.now();
      await expect(ask(to)).rejects.toThrow(/closed|ECONNRESET/);
      expect(performance.now() - start).toBeLessThan(5000);
      await to.stop();
    } finally {
      through.close();
      await proxy.close();
    }
  }, 60_000);

  test('credentials that are refused and then renewed: the forward goes on by itself', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'kubewright-forward-token-'));
    const tokenFile = join(folder, 'token');
    const { tokens } = controlPlane();
    await writeFile(tokenFile, tokens.admin);
    const context = await contextOf(controlPlane());
    const user = { ...context.user, token: undefined, certData: undefined, keyData: undefined, tokenFile };
    const front = await tcpProxy(controlPlane().url);
    const through = openConnection({ ...throughServer(context, front.url), user });
    try {
      const to = await forwardTo('service', 'web', through);
      expect(await ask(to)).toBe('hello');
      await writeFile(tokenFile, 'no longer known');
      through.invalidateCredentials();
      front.cut();
      const refused = () => to.state.kind === 'failed' && to.state.failure.code === 'response.unauthorized';
      await until('it is told', refused, { timeout: 30_000 });
      await writeFile(tokenFile, tokens.admin);
      expect(await ask(to, 40_000)).toBe('hello');
      await until('it is live again', () => to.state.kind === 'live', { timeout: 30_000 });
      await to.stop();
    } finally {
      through.close();
      front.close();
      await rm(folder, { recursive: true, force: true });
    }
  }, 120_000);
});

/** Last, since nothing else has a server meanwhile. */
test('the API server stops and starts again: the listener stays, and a connection made meanwhile is served', async () => {
  const to = await forwardTo('service', 'web');
  const { local } = to.ports[0] ?? { local: 0 };
  expect(await ask(to)).toBe('hello');
  await controlPlane().stopApiServer();
  await until('it is told', () => to.state.kind === 'failed', { timeout: 30_000 });
  const answer = ask(to, 60_000);
  answer.catch(() => {});
  await controlPlane().startApiServer();
  const first = await answer.catch(() => undefined);
  expect(first ?? (await ask(to, 30_000))).toBe('hello');
  await until('it is live again', () => to.state.kind === 'live', { timeout: 30_000 });
  expect(to.ports[0]?.local).toBe(local);
}, 180_000);
