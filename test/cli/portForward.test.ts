import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, connect as connectTcp, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createNodes, forwardPods } from '../cluster/fakeKubelet.ts';
import { useControlPlane } from '../cluster/shared.ts';
import { until } from '../cluster/until.ts';
import { ended, startKubewright } from './kubewright.ts';

const controlPlane = useControlPlane();
let server: Server;

beforeAll(async () => {
  await createNodes(controlPlane(), ['node-1']);
  const labels = { app: 'web' };
  const containers = [{ name: 'app', image: 'app', ports: [{ name: 'http', containerPort: 8080 }] }];
  const selector = { matchLabels: labels };
  const template = { metadata: { labels }, spec: { containers } };
  const service = (name: string, spec: object) =>
    post('/api/v1/namespaces/default/services', { metadata: { name }, spec });
  await post('/apis/apps/v1/namespaces/default/deployments', {
    metadata: { name: 'web' },
    spec: { selector, template },
  });
  await service('web', { selector: labels, ports: [{ name: 'main', port: 80, targetPort: 'http' }] });
  await service('outside', { type: 'ExternalName', externalName: 'example.test' });
  await service('alone', { ports: [{ port: 80 }] });
  await service('names', { selector: labels, ports: [{ port: 53, protocol: 'UDP' }] });
  await service('empty', { selector: { app: 'nobody' }, ports: [{ port: 80 }] });
  server = createServer(socket => socket.end('hello'));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  await forwardPods(controlPlane(), {
    name: 'web',
    selector: { matchNamespaces: ['default'] },
    ports: [8080],
    target: { port: (server.address() as AddressInfo).port },
  });
  await until('the pod is ready', async () => {
    const answer = await controlPlane().api({ path: '/apis/apps/v1/namespaces/default/deployments/web' });
    return answer.json<{ status?: { readyReplicas?: number } }>().status?.readyReplicas === 1;
  });
}, 60_000);

afterAll(() => server?.close());

async function post(path: string, body: object): Promise<void> {
  const { status, text: message } = await controlPlane().api({ method: 'POST', path, body });
  if (status !== 201) throw new Error(message);
}

function start(args: readonly string[]) {
  const env = { KUBECONFIG: controlPlane().kubeconfigs.admin };
  return startKubewright(['port-forward', ...args], tmpdir(), env);
}

describe('a forward', () => {
  for (const args of [
    ['service/web', ':80'],
    ['svc/web', ':main'],
    ['deployment/web', ':http'],
    ['deploy/web', ':8080'],
  ]) {
    test(`${args.join(' ')} reaches the container, and Ctrl-C ends it cleanly`, async () => {
      const child = start(args);
      const end = ended(child);
      try {
        const early = end.then(({ code, stderr }) =>
          Promise.reject(new Error(`ended with ${code}: ${stderr}`)),
        );
        early.catch(() => {});
        const [line] = await Promise.race([once(child.stdout!, 'data'), early]);
        const [, port] =
          /^127\.0\.0\.1:(\d+) leads to port \S+ of default\/\w+\/web\./.exec(String(line)) ?? [];
        await until('the container answers', async () => (await greeting(Number(port))) === 'hello');
        child.kill('SIGINT');
        expect((await end).code).toBe(0);
        await expect(greeting(Number(port))).rejects.toThrow('ECONNREFUSED');
      } finally {
        child.kill('SIGKILL');
      }
    });
  }
});

/** The first bytes from a local port; kwok keeps connections open after them. */
async function greeting(port: number): Promise<string> {
  const socket = connectTcp(port, '127.0.0.1');
  try {
    const [data] = await once(socket, 'data', { signal: AbortSignal.timeout(2_000) });
    return String(data);
  } finally {
    socket.destroy();
  }
}

describe('what cannot be forwarded is told with its reason', () => {
  test.each([
    ['service/outside', '80', 1, 'ExternalName'],
    ['service/alone', '80', 1, 'no selector'],
    ['service/names', '53', 1, 'UDP'],
    ['service/empty', '80', 1, 'has no pods'],
    ['service/web', '81', 1, 'no port 81'],
    ['deployment/web', 'metrics', 1, 'no port metrics'],
    ['pod/nobody', '80', 1, 'nobody'],
    ['configmap/web', '80', 1, 'not found'],
    ['widgets/web', '80', 1, 'no kind widgets'],
    ['a/b/c', '80', 2, 'KIND/NAME'],
    ['web', '99999', 2, '99999'],
  ])('%s %s', async (target, port, code, words) => {
    const result = await ended(start([target, port]));
    expect(result.code).toBe(code);
    expect(result.stderr).toContain(words);
    expect(result.stdout).toBe('');
  });
});

describe('what the workspace declares', () => {
  const settings = (list: readonly object[]) =>
    `{\n  // As people write it.\n  "kubewright.portForwards": ${JSON.stringify(list)},\n}\n`;

  async function workspace(list: readonly object[]): Promise<string> {
    const folder = await mkdtemp(join(tmpdir(), 'kubewright-declared-'));
    await mkdir(join(folder, '.vscode'));
    await mkdir(join(folder, 'apps'));
    await writeFile(join(folder, '.vscode', 'settings.json'), settings(list));
    return folder;
  }

  const env = () => ({ KUBECONFIG: controlPlane().kubeconfigs.admin });

  test('starts together from a folder below, and its addresses are in a file until Ctrl-C', async () => {
    const folder = await workspace([
      { name: 'web', target: 'service/web', ports: [':main'], environmentFile: '.env.forwards' },
      { name: 'again', selector: 'app=web', ports: [':http'], environmentFile: '.env.forwards' },
    ]);
    const child = startKubewright(['port-forward', '--declared'], join(folder, 'apps'), env());
    const end = ended(child);
    try {
      const file = join(folder, '.env.forwards');
      let text = '';
      await until('the file is there', async () => {
        text = await readFile(file, 'utf8').catch(() => '');
        return text.includes('AGAIN_PORT');
      });
      const port = Number(/^WEB_PORT=(\d+)$/m.exec(text)?.[1]);
      await until('the container answers', async () => (await greeting(port)) === 'hello');
      child.kill('SIGINT');
      expect((await end).code).toBe(0);
      await expect(readFile(file, 'utf8')).rejects.toThrow('ENOENT');
    } finally {
      child.kill('SIGKILL');
      await rm(folder, { recursive: true, force: true });
    }
  });

  test('leaves no file with addresses behind when the terminal is closed', async () => {
    const folder = await workspace([
      { name: 'web', target: 'service/web', ports: [':main'], environmentFile: '.env.forwards' },
    ]);
    const child = startKubewright(['port-forward', '--declared'], folder, env());
    const end = ended(child);
    const file = join(folder, '.env.forwards');
    await until('the file is there', async () => (await readFile(file, 'utf8').catch(() => '')) !== '');
    child.kill('SIGHUP');
    expect((await end).code).toBe(0);
    await expect(readFile(file, 'utf8')).rejects.toThrow('ENOENT');
    await rm(folder, { recursive: true, force: true });
  });

  test("a file that somebody else wrote is left as it is: people's .env holds more than addresses", async () => {
    const folder = await workspace([
      { name: 'web', target: 'service/web', ports: [':main'], environmentFile: '.env' },
    ]);
    await writeFile(join(folder, '.env'), 'SECRET=1\n');
    const result = await ended(startKubewright(['port-forward', '--declared'], folder, env()));
    expect(result.code).toBe(2);
    expect(result.stderr).toContain('left as it is');
    expect(await readFile(join(folder, '.env'), 'utf8')).toBe('SECRET=1\n');
    await rm(folder, { recursive: true, force: true });
  });

  test('a name that nothing has, and a file outside of the folder', async () => {
    const folder = await workspace([
      { name: 'web', target: 'service/web', ports: [':main'], environmentFile: '../outside.env' },
    ]);
    const unknown = await ended(startKubewright(['port-forward', '--declared', 'db'], folder, env()));
    expect([unknown.code, unknown.stderr.includes('There are: web')]).toEqual([2, true]);
    const outside = await ended(startKubewright(['port-forward', '--declared'], folder, env()));
    expect([outside.code, outside.stderr.includes('outside of the folder')]).toEqual([2, true]);
    await rm(folder, { recursive: true, force: true });
  });
});
