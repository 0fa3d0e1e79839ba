// Forwards a port through the real API server and kwok to a process of this machine, with the built command line and with
// the kubectl of the control plane's version, in turn, in one run. `npm run build` comes first.
import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ControlPlane, startControlPlane } from '../cluster/controlPlane.ts';
import { createNodes, forwardPods } from '../cluster/fakeKubelet.ts';
import { until } from '../cluster/until.ts';
import { compare, median, report } from './figures.ts';
import { download, readSlowly, upload } from './portForward/client.ts';

const mebibyte = 1024 * 1024;
const size = 500 * mebibyte;
const rounds = Number(process.argv[2] ?? 3);
const cli = join(import.meta.dirname, '../../dist/cli.cjs');
const sink = join(import.meta.dirname, 'portForward/sink.ts');
const load = () =>
  loadavg()
    .map(value => value.toFixed(2))
    .join(' ');

const children: ChildProcess[] = [];

/** Starts a program that prints the port it listens on. */
function listening(
  program: string,
  args: readonly string[],
  env: object,
  pattern: RegExp,
): Promise<{ child: ChildProcess; port: number }> {
  const child = spawn(program, args, {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  return new Promise((resolve, reject) => {
    child.once('exit', code => reject(new Error(`${program} ended with ${code}`)));
    child.stdout?.on('data', text => {
      const [, port] = pattern.exec(String(text)) ?? [];
      if (port !== undefined) resolve({ child, port: Number(port) });
    });
  });
}

interface Forwarding {
  readonly child: ChildProcess;
  readonly port: number;
}

type Forwarder = (target: string) => Promise<Forwarding>;

function forwarders(controlPlane: ControlPlane): readonly [Forwarder, Forwarder] {
  const env = { KUBECONFIG: controlPlane.kubeconfigs.admin, HOME: tmpdir() };
  const port = /127\.0\.0\.1:(\d+)/;
  return [
    target => listening(process.execPath, [cli, 'port-forward', target, ':80'], env, port),
    target => listening(controlPlane.program, ['kubectl', 'port-forward', target, ':80'], env, port),
  ];
}

const rss = ({ pid }: ChildProcess) =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;

interface Figures {
  readonly down: number[];
  readonly up: number[];
  readonly many: number[];
  readonly first: number[];
  readonly memory: number[];
  failed: number;
}

const figures = (): Figures => ({ down: [], up: [], many: [], first: [], memory: [], failed: 0 });

async function measure(forward: Forwarder, into: Figures): Promise<void> {
  const { child, port } = await forward('service/web');
  try {
    await download(port, 10);
    // One is too few on cores that five programs share.
    for (let repeat = 0; repeat < 3; repeat += 1) {
      into.down.push(500 / ((await download(port, size)).all / 1000));
      into.up.push(500 / ((await upload(port, size)).all / 1000));
    }
    const began = performance.now();
    const all = await Promise.allSettled(Array.from({ length: 200 }, () => download(port, mebibyte)));
    into.many.push(performance.now() - began);
    into.failed += all.filter(({ status }) => status === 'rejected').length;
    for (let index = 0; index < 500; index += 1) into.first.push((await download(port, 10)).firstByte);
    const idle = rss(child);
    const seen: number[] = [];
    const watching = setInterval(() => seen.push(rss(child)), 50);
    await readSlowly(port, size, 20, 5);
    clearInterval(watching);
    into.memory.push(Math.max(...seen) - idle);
  } finally {
    child.removeAllListeners('exit');
    child.kill('SIGKILL');
  }
}

/** Requests of a client that tries each twice, while the pod is replaced 30 times. */
async function replacements(controlPlane: ControlPlane, forward: Forwarder): Promise<string> {
  const { child, port } = await forward('service/web');
  let failed = 0;
  let asked = 0;
  let running = true;
  const client = (async () => {
    while (running) {
      asked += 1;
      await download(port, 10)
        .catch(() => download(port, 10))
        .catch(() => {
          failed += 1;
        });
      await new Promise(resolve => setTimeout(resolve, 5));
    }
  })();
  const pods = async () => {
    const list = await controlPlane.api({ path: '/api/v1/namespaces/default/pods?labelSelector=app%3Dweb' });
    const { items } = list.json<{ items: { metadata: { name: string }; status: { phase: string } }[] }>();
    return items.map(({ metadata, status }) => ({ name: metadata.name, phase: status.phase }));
  };
  for (let round = 0; round < 30; round += 1) {
    const [pod] = await pods();
    await controlPlane.api({ method: 'DELETE', path: `/api/v1/namespaces/default/pods/${pod?.name}` });
    await until('it is replaced', async () => {
      const all = await pods();
      return all.every(({ name }) => name !== pod?.name) && all.some(({ phase }) => phase === 'Running');
    });
  }
  running = false;
  await client;
  child.removeAllListeners('exit');
  child.kill('SIGKILL');
  return `${failed} of ${asked} requests failed`;
}

async function prepare(controlPlane: ControlPlane, target: number): Promise<void> {
  await createNodes(controlPlane, ['node-1']);
  const labels = { app: 'web' };
  const template = { metadata: { labels }, spec: { containers: [{ name: 'app', image: 'app' }] } };
  await controlPlane.api({
    method: 'POST',
    path: '/apis/apps/v1/namespaces/default/deployments',
    body: { metadata: { name: 'web' }, spec: { selector: { matchLabels: labels }, template } },
  });
  await controlPlane.api({
    method: 'POST',
    path: '/api/v1/namespaces/default/services',
    body: { metadata: { name: 'web' }, spec: { selector: labels, ports: [{ port: 80 }] } },
  });
  const selector = { matchNamespaces: ['default'] };
  await forwardPods(controlPlane, { name: 'web', selector, target: { port: target } });
}

const controlPlane = await startControlPlane({ name: 'bench-forward', audit: false });
try {
  const target = await listening(
    process.execPath,
    [join(import.meta.dirname, 'portForward/target.mjs')],
    {},
    /(\d+)/,
  );
  await prepare(controlPlane, target.port);
  const [ours, theirs] = forwarders(controlPlane);
  const warm = await listening(
    process.execPath,
    [sink, 'forward'],
    { KUBECONFIG: controlPlane.kubeconfigs.admin },
    /(\d+)/,
  );
  await until('kwok knows the rule', () =>
    download(warm.port, 10).then(
      () => true,
      () => false,
    ),
  );
  warm.child.removeAllListeners('exit');
  warm.child.kill('SIGKILL');
  console.log(`load before: ${load()}`);
  const [own, other] = [figures(), figures()];
  const ceilings: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    ceilings.push(await ceiling(controlPlane));
    await measure(ours, own);
    await measure(theirs, other);
  }
  const ceilingMedian = median(ceilings);
  console.log(`a sink that discards frames, MB/s: ${ceilingMedian.toFixed(0)}`);
  const goal = Math.min(median(other.down) * 1.3, ceilingMedian * 0.85).toFixed(0);
  report('one stream down, MB/s', compare(median(own.down), median(other.down)), `>= ${goal} MB/s`);
  report('one stream up, MB/s', compare(median(own.up), median(other.up)), `>= 1.3 or 0.85 of the ceiling`);
  report('200 connections of 1 MB, ms', compare(median(own.many), median(other.many)), '<= 0.5');
  console.log(`of them failed: ${own.failed} against ${other.failed} (goal 0)`);
  report('first byte, p50 of 500, ms', compare(median(own.first), median(other.first)), '<= 0.7');
  report(
    'RSS above idle with a slow reader, MB',
    compare(Math.max(...own.memory), Math.max(...other.memory)),
    '<= 80 MB',
  );
  console.log(`30 pod replacements: ${await replacements(controlPlane, ours)} (goal 0)`);
  console.log(`the same with kubectl: ${await replacements(controlPlane, theirs)}`);
  console.log(`load after: ${load()}`);
} finally {
  for (const child of children) {
    child.removeAllListeners('exit');
    child.kill('SIGKILL');
  }
  await controlPlane.stop();
}

/** Megabytes a second into a sink that discards what WebSocket frames hold. */
async function ceiling({ kubeconfigs }: ControlPlane): Promise<number> {
  const { child, port } = await listening(
    process.execPath,
    [sink],
    { KUBECONFIG: kubeconfigs.admin },
    /rate (\d+)/,
  );
  child.removeAllListeners('exit');
  child.kill('SIGKILL');
  return port;
}
