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
  const both = ['UDP', 'TCP'].map(protocol => ({
    name: protocol.toLowerCase(),
    port: 53,
    protocol,
    targetPort: 'http',
  }));
  await service('dns', { selector: labels, ports: both });
  await service('numbered', { selector: labels, ports: [{ name: 'main', port: 18080, targetPort: 'http' }] });
  await service('astray', { selector: labels, ports: [{ port: 80, targetPort: 'web' }] });
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
    // One number for UDP and TCP, as cluster DNS has it.
    ['svc/dns', ':53'],
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
          /^127\.0\.0\.1:(\d+).* leads? to port \S+ of default\/\w+\/\w+\./.exec(String(line)) ?? [];
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

/** What a forward says until it listens; it is ended then. */
async function listening(
  args: readonly string[],
  cwd = tmpdir(),
): Promise<{ readonly out: string; readonly err: string }> {
  const child = startKubewright(['port-forward', ...args], cwd, {
    KUBECONFIG: controlPlane().kubeconfigs.admin,
  });
  const end = ended(child);
  await Promise.race([once(child.stdout!, 'data'), end]);
  child.kill('SIGINT');
  const { stdout, stderr } = await end;
  return { out: stdout, err: stderr };
}

/** 192.0.2.1 is an address that no machine has, so that nothing is really opened to others. */
describe('where it listens', () => {
  test('a name alone takes the number that it stands for, as with kubectl', async () => {
    expect((await listening(['svc/numbered', 'main'])).out).toContain('127.0.0.1:18080 ');
  });

  test('a name alone of a workload takes the number in its template', async () => {
    expect((await listening(['deploy/web', 'http'])).out).toContain('127.0.0.1:8080 ');
  });

  test('localhost is both addresses of it, each is told, and none is warned of', async () => {
    const { out, err } = await listening(['svc/web', ':80', '--address', 'localhost']);
    expect(out).toMatch(/^127\.0\.0\.1:(\d+) and \[::1\]:\1 lead to /);
    expect(err).toBe('');
  });

  test('addresses may have spaces between them, and those that others can reach are warned of', async () => {
    const { out, err } = await listening(['svc/web', ':80', '--address', '127.0.0.1, 192.0.2.1']);
    expect(out).toMatch(/^127\.0\.0\.1:\d+/);
    expect(err).toContain('192.0.2.1 is no address of the loopback');
  });

  test('a name is no address', async () => {
    const { err } = await listening(['svc/web', ':80', '--address', 'nosuch']);
    expect(err).toContain('no address nosuch');
  });
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
    ['service/web', '81', 1, 'no port 81. It has 80 (main)'],
    ['service/astray', '80', 1, 'leads to a port web, but its containers name http'],
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

  test('an address that other machines reach is warned of, and the command line beats the settings', async () => {
    const folder = await workspace([
      {
        name: 'web',
        target: 'service/web',
        namespace: 'elsewhere',
        ports: [':main'],
        addresses: ['192.0.2.1'],
      },
    ]);
    const declared = await listening(['--declared'], folder);
    expect(declared.err).toContain('192.0.2.1 is no address of the loopback');
    const { out, err } = await listening(['--declared', '-n', 'default', '--address', '127.0.0.1'], folder);
    expect([out, err]).toEqual([
      expect.stringMatching(/^127\.0\.0\.1:\d+ leads to .* default\/service\/web/),
      '',
    ]);
    const labelled = await ended(
      startKubewright(['port-forward', '--declared', '-l', 'app=web'], folder, env()),
    );
    expect([labelled.code, labelled.stderr.includes('-l app=web')]).toEqual([2, true]);
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
