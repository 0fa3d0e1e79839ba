import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, chown, mkdtemp, readdir, rm } from 'node:fs/promises';
import { Agent, createServer as createHttpServer, get } from 'node:http';
import { connect as connectHttp2, createServer as createHttp2Server } from 'node:http2';
import type { AddressInfo, Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import type { Connection } from '../../../src/cluster/connection.ts';
import { type PortForward, portForward } from '../../../src/cluster/forward/portForward.ts';
import { connect } from '../connect.ts';
import { createNodes } from '../fakeKubelet.ts';
import { freePorts } from '../freePorts.ts';
import { useControlPlane } from '../shared.ts';
import { until } from '../until.ts';
import { hashOf } from './bytes.ts';
import { leadTo, runPod } from './target.ts';

const controlPlane = useControlPlane();
const run = promisify(execFile);
const forwards: PortForward[] = [];
let connection: Connection;

beforeAll(async () => {
  connection = await connect(controlPlane());
  await createNodes(controlPlane(), ['node-1']);
  await runPod(controlPlane(), 'web');
}, 60_000);

afterAll(async () => {
  for (const forward of forwards) await forward.stop();
  connection?.close();
});

/** The local port that leads to one of this machine through a pod. */
async function through(port: number, target: number): Promise<number> {
  await leadTo(controlPlane(), connection, { port, target, pod: 'web' });
  const pod = { namespace: 'default', kind: 'pod', name: 'web' };
  const forward = await portForward({ connection, target: pod, ports: [{ remote: String(port), local: 0 }] });
  forwards.push(forward);
  return forward.ports[0]?.local ?? 0;
}

async function listening(server: Pick<Server, 'listen' | 'address'>): Promise<number> {
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', () => resolve()));
  return (server.address() as AddressInfo).port;
}

describe('programs that people reach through a forward', () => {
  test('HTTP with connections kept alive, and a WebSocket beside it', async () => {
    const server = createHttpServer((request, response) => response.end(`you asked for ${request.url}`));
    const sockets = new WebSocketServer({ server });
    sockets.on('connection', socket => socket.on('message', data => socket.send(data)));
    const local = await through(7201, await listening(server));
    const agent = new Agent({ keepAlive: true, maxSockets: 2 });
    for (let index = 0; index < 100; index += 1) {
      const [response] = await once(
        get({ host: '127.0.0.1', port: local, path: `/${index}`, agent }),
        'response',
      );
      let body = '';
      for await (const chunk of response) body += chunk;
      expect(body).toBe(`you asked for /${index}`);
    }
    const socket = new WebSocket(`ws://127.0.0.1:${local}/`);
    await once(socket, 'open');
    const big = 'x'.repeat(1_000_000);
    socket.send(big);
    const [echo] = await once(socket, 'message');
    expect(hashOf(String(echo))).toBe(hashOf(big));
    socket.terminate();
    agent.destroy();
    server.closeAllConnections();
    server.close();
  }, 60_000);

  test('HTTP/2 with many streams at once, as gRPC has them', async () => {
    const server = createHttp2Server();
    server.on('stream', stream => {
      stream.respond({ ':status': 200 });
      stream.pipe(stream);
    });
    const local = await through(7202, await listening(server));
    const session = connectHttp2(`http://127.0.0.1:${local}`);
    const answers = await Promise.all(
      Array.from({ length: 50 }, async (_, index) => {
        const stream = session.request({ ':method': 'POST', ':path': '/' });
        const text = `message ${index} `.repeat(2000);
        stream.end(text);
        let body = '';
        for await (const chunk of stream) body += chunk;
        return body === text;
      }),
    );
    expect(answers.every(Boolean)).toBe(true);
    session.destroy();
    server.close();
  }, 60_000);

  const postgres = existsSync('/usr/lib/postgresql');
  test.skipIf(!postgres)(
    'PostgreSQL: psql copies a table out and in',
    async () => {
      const [version = ''] = (await readdir('/usr/lib/postgresql')).sort().reverse();
      const programs = join('/usr/lib/postgresql', version, 'bin');
      // PostgreSQL refuses to run as root.
      const isRoot = process.getuid?.() === 0;
      const user = isRoot ? Number((await run('id', ['-u', 'nobody'])).stdout) : undefined;
      const as = user === undefined ? {} : { uid: user };
      const folder = await mkdtemp(join(tmpdir(), 'kubewright-postgres-'));
      await chmod(folder, 0o700);
      if (user !== undefined) await chown(folder, user, 0);
      const [port = 0] = await freePorts(1);
      await run(
        join(programs, 'initdb'),
        ['-D', join(folder, 'data'), '-U', 'app', '-A', 'trust', '--no-sync'],
        as,
      );
      const server = spawn(
        join(programs, 'postgres'),
        ['-D', join(folder, 'data'), '-p', String(port), '-k', folder, '-h', '127.0.0.1', '-F'],
        { ...as, stdio: 'ignore' },
      );
      try {
        const local = await through(7203, port);
        const ask = (sql: string, where: number) =>
          run(
            join(programs, 'psql'),
            [
              '-X',
              '-A',
              '-t',
              '-h',
              '127.0.0.1',
              '-p',
              String(where),
              '-U',
              'app',
              '-d',
              'postgres',
              '-c',
              sql,
            ],
            {
              maxBuffer: 1e9,
            },
          );
        await until('PostgreSQL answers', () =>
          ask('select 1', port).then(
            () => true,
            () => false,
          ),
        );
        await ask('create table numbers as select n, md5(n::text) from generate_series(1, 200000) n', local);
        const { stdout: beside } = await ask('copy numbers to stdout', port);
        const { stdout } = await ask('copy numbers to stdout', local);
        expect(hashOf(stdout)).toBe(hashOf(beside));
        expect(stdout.length).toBeGreaterThan(7_000_000);
      } finally {
        server.kill('SIGINT');
        await once(server, 'exit');
        await rm(folder, { recursive: true, force: true });
      }
    },
    90_000,
  );
});
