import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { appendFile, readdir, readFile, readlink } from 'node:fs/promises';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { apiClient } from './apiRequest.ts';
import { type ControlPlane, startControlPlane } from './controlPlane.ts';
import { createNodes, execInPods, forwardPods, logLine, logPods } from './fakeKubelet.ts';
import { createSample } from './sample.ts';
import { useControlPlane } from './shared.ts';
import { until } from './until.ts';

const podsOf = async (controlPlane: ControlPlane, namespace: string) => {
  const answer = await controlPlane.api({ path: `/api/v1/namespaces/${namespace}/pods` });
  return answer.json<{
    items: {
      metadata: { name: string };
      status: { phase: string; containerStatuses?: { state: { waiting?: { reason: string } } }[] };
    }[];
  }>().items;
};

/** The local addresses on which a process listens, from /proc. */
async function listening(pid: number): Promise<string[]> {
  const folder = `/proc/${pid}/fd`;
  const opened = await readdir(folder);
  const links = await Promise.all(opened.map(fd => readlink(`${folder}/${fd}`).catch(() => '')));
  const rows = (await Promise.all(['tcp', 'tcp6'].map(name => readFile(`/proc/${pid}/net/${name}`, 'utf8'))))
    .flatMap(text => text.trim().split('\n').slice(1))
    .map(row => row.trim().split(/\s+/));
  const listens = rows.filter(row => row[3] === '0A' && links.includes(`socket:[${row[9]}]`));
  return listens.map(row => row[1] ?? '');
}

/** A pod of team-a that runs. */
async function runPod(controlPlane: ControlPlane, name: string): Promise<void> {
  await createNodes(controlPlane, ['node-1']);
  const run = ['run', name, '--image=busybox', '--port=8080', '-n', 'team-a'];
  expect((await controlPlane.kubectl(run)).code).toBe(0);
  await until(`${name} to run`, async () =>
    (await podsOf(controlPlane, 'team-a')).some(
      pod => pod.metadata.name === name && pod.status.phase === 'Running',
    ),
  );
}

describe('a control plane', () => {
  const controlPlane = useControlPlane();

  it('answers with the versions that comparisons are made with', async () => {
    const { stdout } = await controlPlane().kubectl(['version', '-o', 'json']);
    const versions = JSON.parse(stdout);
    expect(versions.clientVersion.gitVersion).toBe('v1.36.3');
    expect(versions.kustomizeVersion).toBe('v5.8.1');
    expect(controlPlane().versions.kubernetes).toBe(versions.serverVersion.gitVersion);
    // envtest may bring another server.
    if (process.env['KUBEBUILDER_ASSETS'] === undefined) {
      expect(versions.serverVersion).toMatchObject({ gitVersion: 'v1.36.3', major: '1', minor: '36' });
      expect(controlPlane().versions.etcd).toBe('v3.6.8');
    }
  });

  it.runIf(process.platform === 'linux')('listens on 127.0.0.1 only', async () => {
    const addresses = (await Promise.all(Object.values(controlPlane().pids()).map(listening))).flat();
    expect(addresses.length).toBeGreaterThanOrEqual(4);
    // 127.0.0.1 as the kernel writes it.
    for (const address of addresses) expect(address).toMatch(/^0100007F:/);
  });

  it('gives each user just their rights', async () => {
    const status = async (path: string, user: 'admin' | 'namespaced' | 'nobody') =>
      (await controlPlane().api({ path }, user)).status;
    const pods = '/api/v1/namespaces/team-a/pods';
    expect(await status('/api/v1/pods', 'admin')).toBe(200);
    expect(await status(pods, 'namespaced')).toBe(200);
    expect(await status('/api/v1/pods', 'namespaced')).toBe(403);
    expect(await status('/api/v1/namespaces/default/pods', 'namespaced')).toBe(403);
    expect(await status('/api/v1/namespaces', 'namespaced')).toBe(403);
    expect(await status(pods, 'nobody')).toBe(403);
    expect(await status('/apis', 'nobody')).toBe(200);
    const refused = await controlPlane().kubectl(['get', 'pods', '-n', 'default'], { user: 'namespaced' });
    expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining('Forbidden') });
    const own = await controlPlane().kubectl(['create', 'configmap', 'mine'], { user: 'namespaced' });
    expect(own.stdout).toBe('configmap/mine created\n');
  });

  it('tells in the audit log who asked what, once per request, and not what it asks itself', async () => {
    await controlPlane().api({ path: '/api/v1/namespaces/team-a/secrets?limit=7' }, 'nobody');
    const watch = controlPlane().spawnKubectl(['get', 'pods', '-n', 'team-a', '--watch-only'], 'namespaced');
    onTestFinished(() => void watch.kill());
    const events = await until('the requests to be logged', async () => {
      const all = await controlPlane().auditEvents();
      return all.some(event => event.verb === 'watch') ? all : undefined;
    });
    const refused = events.filter(event => event.requestURI === '/api/v1/namespaces/team-a/secrets?limit=7');
    expect(refused).toMatchObject([
      {
        verb: 'list',
        stage: 'ResponseComplete',
        user: { username: 'nobody' },
        userAgent: 'kubewright-test',
        objectRef: { resource: 'secrets', namespace: 'team-a' },
        responseStatus: { code: 403 },
      },
    ]);
    expect(events.filter(event => event.verb === 'watch')).toMatchObject([
      { stage: 'ResponseStarted', user: { username: 'namespaced' }, userAgent: /^kubectl\/v1\.36\.3 / },
    ]);
    expect(new Set(events.map(event => event.auditID)).size).toBe(events.length);
    expect(events.filter(event => event.user.username.startsWith('system:'))).toEqual([]);
  });

  it('leads a forwarded port to a server of this machine, several connections, large answers', async () => {
    const large = 'x'.repeat(5_000_000);
    const server = createServer((request, response) =>
      response.end(request.url === '/large' ? large : 'hello'),
    );
    onTestFinished(() => void server.close());
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    await runPod(controlPlane(), 'forwarded');
    await forwardPods(controlPlane(), {
      name: 'forwarded',
      selector: { matchNamespaces: ['team-a'], matchNames: ['forwarded'] },
      ports: [8080],
      target: { port: (server.address() as AddressInfo).port },
    });
    const forward = controlPlane().spawnKubectl(['port-forward', '-n', 'team-a', 'forwarded', ':8080']);
    onTestFinished(() => void forward.kill());
    let said = '';
    forward.stdout?.on('data', data => {
      said += String(data);
    });
    const port = await until('kubectl to listen', () => /127\.0\.0\.1:(\d+)/.exec(said)?.[1]);
    const get = async (path: string) => (await fetch(`http://127.0.0.1:${port}${path}`)).text();
    expect(await get('/')).toBe('hello');
    expect(await Promise.all([get('/large'), get('/'), get('/large')])).toEqual([large, 'hello', large]);
  });

  it('shows logs, follows them, and runs commands', async () => {
    const here = controlPlane().folder;
    const selector = { matchNames: ['talkative'] };
    await runPod(controlPlane(), 'talkative');
    const log = ['logs', '-n', 'team-a', 'talkative'];
    await logPods(controlPlane(), {
      name: 'talkative',
      selector,
      lines: ['one', 'two'],
      previousLines: ['zero'],
    });
    await execInPods(controlPlane(), {
      name: 'talkative',
      selector,
      workDir: here,
      envs: { GREETING: 'hi' },
    });
    expect((await controlPlane().kubectl(log)).stdout).toBe('one\ntwo\n');
    expect((await controlPlane().kubectl([...log, '--previous'])).stdout).toBe('zero\n');
    expect((await controlPlane().kubectl([...log, '--tail=1'])).stdout).toBe('two\n');

    const follow = controlPlane().spawnKubectl([...log, '-f', '--tail=0']);
    onTestFinished(() => void follow.kill());
    let followed = '';
    follow.stdout?.on('data', data => {
      followed += String(data);
    });
    let count = 0;
    await until('a line to be followed', async () => {
      await appendFile(`${here}/talkative.pod.log`, logLine(`line ${++count}`));
      return followed.includes('line');
    });

    const inside = ['exec', '-i', '-n', 'team-a', 'talkative', '--'];
    const script = 'echo $GREETING $PWD; read word; echo got $word';
    const done = await controlPlane().kubectl([...inside, 'sh', '-c', script], { stdin: 'outside\n' });
    expect(done).toEqual({ code: 0, stdout: `hi ${here}\ngot outside\n`, stderr: '' });
  });

  it('keeps its data and its address when the API server is stopped and started', async () => {
    await controlPlane().kubectl(['create', 'configmap', 'kept', '-n', 'team-a']);
    const path = '/api/v1/namespaces/team-a/configmaps/kept';
    const before = (await controlPlane().api({ path })).json<{ metadata: { uid: string } }>();
    const { port } = new URL(controlPlane().url);
    await controlPlane().stopApiServer();
    const refused = connect(Number(port), '127.0.0.1');
    await expect(once(refused, 'connect')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    expect(controlPlane().pids()).not.toHaveProperty('kube-apiserver');
    await controlPlane().startApiServer();
    expect(new URL(controlPlane().url).port).toBe(port);
    expect((await controlPlane().api({ path })).json()).toMatchObject(before);
    // What clients trust must still fit.
    expect((await controlPlane().kubectl(['get', 'configmap', 'kept', '-n', 'team-a'])).code).toBe(0);
  });
});

describe('the sample', () => {
  const controlPlane = useControlPlane({ name: 'sample' });

  it('runs, except what shall crash or wait', async () => {
    await createSample(controlPlane());
    const pods = await until('the sample to have settled', async () => {
      const all = [
        ...(await podsOf(controlPlane(), 'shop')),
        ...(await podsOf(controlPlane(), 'models')),
        ...(await podsOf(controlPlane(), 'notebooks')),
        ...(await podsOf(controlPlane(), 'kube-system')),
      ].map(pod => {
        const waiting = pod.status.containerStatuses?.[0]?.state.waiting?.reason;
        return `${pod.metadata.name} ${waiting ?? pod.status.phase}`;
      });
      const pending = all.filter(pod => pod.endsWith(' Pending'));
      return all.length === 17 && pending.length === 1 && all.some(pod => pod.includes('Crash')) && all;
    });
    // A controller's own part of a name says nothing here.
    const named = pods.map(pod => pod.replace(/-[0-9a-z]{5} /, ' ').replace(/-[0-9a-f]{6,10} /, ' '));
    expect(named.sort()).toEqual([
      'catalog Running',
      'catalog Running',
      'coredns Running',
      'coredns Running',
      'db-0 Running',
      'db-1 Running',
      'import-products Succeeded',
      'jupyter-ada Running',
      'log-collector Running',
      'log-collector Running',
      'log-collector Running',
      'payments CrashLoopBackOff',
      'sentiment Running',
      'train-ranking Pending',
      'web Running',
      'web Running',
      'web Running',
    ]);
    const context = await controlPlane().kubectl(['config', 'current-context']);
    expect(context.stdout).toBe('sample\n');
  });

  it('does not share anything with another one that runs at the same time', async () => {
    const other = await startControlPlane({ kwok: false, audit: false });
    onTestFinished(() => other.stop());
    expect(other.url).not.toBe(controlPlane().url);
    expect((await other.api({ path: '/api/v1/namespaces/shop' })).status).toBe(404);
    expect((await controlPlane().api({ path: '/api/v1/namespaces/shop' })).status).toBe(200);
    const stranger = await fetchWith(other, controlPlane().tokens.admin);
    expect(stranger).toBe(401);
    expect(existsSync(other.auditLog)).toBe(false);
    expect(other.pids()).not.toHaveProperty('kwok');
  });
});

/** The status that a token gets. */
async function fetchWith(controlPlane: ControlPlane, token: string): Promise<number> {
  const client = apiClient(controlPlane.url, controlPlane.certificate);
  return (await client.send(token, { path: '/api/v1/pods' }).finally(() => client.close())).status;
}
