// `npm run bench:cluster`: a large cluster as the tree and the command line see it, beside kubectl, in one run against
// the real control plane. `--pods=50000` makes it larger, `--namespaces=2000` spreads them thin,
// `--editor` looks at the tree and the search in VS Code too.
import { spawn } from 'node:child_process';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { createDiscovery } from '../../src/cluster/discovery.ts';
import { connect } from '../cluster/connect.ts';
import { type ControlPlane, startControlPlane } from '../cluster/controlPlane.ts';
import { until } from '../cluster/until.ts';
import { bareWatch } from './cluster/bareWatch.ts';
import { churnPods } from './cluster/churn.ts';
import { createCustomKinds } from './cluster/customKinds.ts';
import { measureFind } from './cluster/findInEditor.ts';
import { measureTree } from './cluster/inEditor.ts';
import { createManyPods } from './cluster/manyPods.ts';
import { wholeProcess } from './cluster/wholeProcess.ts';
import { compare, median, quantile, report } from './figures.ts';

const { values } = parseArgs({
  options: {
    pods: { type: 'string', default: '10000' },
    namespaces: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '20' },
    rounds: { type: 'string', default: '5' },
    rate: { type: 'string', default: '500' },
    editor: { type: 'boolean', default: false },
  },
});
const pods = Number(values.pods);
const namespaces = Number(values.namespaces);
const rounds = Number(values.rounds);
const cli = join(import.meta.dirname, '../../dist/cli.cjs');
const load = () =>
  loadavg()
    .map(value => value.toFixed(2))
    .join(' ');

const controlPlane = await startControlPlane({ name: 'bench-cluster', audit: false });
try {
  await createManyPods(controlPlane, { nodes: 100, pods, namespaces });
  console.log(`${pods} pods in ${namespaces} namespaces; load before: ${load()}`);
  const theirs = await getPods(controlPlane);
  await follow(controlPlane, theirs);
  await discover(controlPlane);
  if (values.editor) {
    await measureTree(controlPlane, { pods, namespaces });
    await measureFind(controlPlane.kubeconfigs.admin, pods);
  }
  console.log(`load after: ${load()}`);
} finally {
  await controlPlane.stop();
}

/** Gives kubectl's median, in milliseconds. */
async function getPods({ program, folder, kubeconfigs }: ControlPlane): Promise<number> {
  const env = { PATH: process.env['PATH'], HOME: folder, KUBECONFIG: kubeconfigs.admin };
  const ours = () => wholeProcess(process.execPath, [cli, 'get', 'pods', '-A'], env);
  const theirs = () => wholeProcess(program, ['kubectl', 'get', 'pods', '-A'], env);
  await ours();
  await theirs();
  const costs = { ours: [await ours()], theirs: [await theirs()] };
  for (let round = 1; round < rounds; round += 1) {
    costs.ours.push(await ours());
    costs.theirs.push(await theirs());
  }
  const [lines] = costs.ours.map(each => each.lines);
  if (costs.theirs.some(each => each.lines !== lines)) throw new Error('they print another number of rows');
  const of = (key: 'milliseconds' | 'peakMegabytes') =>
    compare(median(costs.ours.map(each => each[key])), median(costs.theirs.map(each => each[key])));
  report('get pods -A, median ms', of('milliseconds'), '<= 0.15, with thousands of namespaces <= 0.35');
  report('get pods -A, peak MB', of('peakMegabytes'), '<= 0.4');
  return of('milliseconds').theirs;
}

/** The tree's list of all pods: cold, then under 500 changes a second. */
async function follow(plane: ControlPlane, kubectl: number): Promise<void> {
  const script = join(import.meta.dirname, 'cluster/follower.ts');
  const args = ['--expose-gc', script, plane.kubeconfigs.admin, values.seconds];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const told = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async () => JSON.parse(String((await told.next()).value));
  const cold = await next();
  report(`first of ${cold.rows} rows, ms`, compare(cold.first, kubectl), '<= 0.1');
  console.log(`all rows and live: ${cold.all.toFixed(0)} ms`);
  console.log(`heap held: ${cold.heap.toFixed(1)} MB (goal <= 25 for 10,000, 5 times that for 50,000)`);
  console.log(`longest block while listing: ${cold.blocked.toFixed(1)} ms (goal <= 20)`);
  const stop = new AbortController();
  const churning = churnPods(plane, { perSecond: Number(values.rate), pods, namespaces }, stop.signal);
  const watching = bareWatch(plane, stop.signal);
  const churned = await next();
  const { grown, live } = await next();
  stop.abort();
  const { perSecond, made } = await churning;
  // A row can be there before whoever asked for the change has its answer.
  const lagsOf = (seen: Iterable<readonly [version: string, time: number]>) =>
    [...seen].flatMap(([version, time]) => {
      const answered = made.get(version);
      return answered === undefined ? [] : [Math.max(0, time - answered)];
    });
  const show = (lags: readonly number[]) =>
    `p50 ${quantile(lags, 0.5)} ms, p99 ${quantile(lags, 0.99)} ms (${lags.length} seen)`;
  console.log(`at ${perSecond.toFixed(0)} changes/s, of ${values.rate} wanted`);
  console.log(`event -> row: ${show(lagsOf(churned.seen))} (goal <= 50 / 250)`);
  console.log(`event -> a bare watch that does nothing, the server's part: ${show(lagsOf(await watching))}`);
  console.log(`longest block meanwhile: ${churned.blocked.toFixed(1)} ms (goal <= 20)`);
  console.log(`heap grown meanwhile: ${grown.toFixed(1)} MB; live: ${live}`);
}

/** What is served, with 200 kinds more than Kubernetes has. */
async function discover(plane: ControlPlane): Promise<void> {
  await createCustomKinds(plane, 200);
  const connection = await connect(plane);
  await until('all are served', async () => {
    const { resources } = await createDiscovery(connection).discover();
    return resources.filter(({ kind }) => kind.startsWith('Thing')).length === 200;
  });
  connection.close();
  const env = { PATH: process.env['PATH'], HOME: plane.folder, KUBECONFIG: plane.kubeconfigs.admin };
  const ours: number[] = [];
  const theirs: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const start = performance.now();
    const fresh = await connect(plane);
    await createDiscovery(fresh).discover();
    ours.push(performance.now() - start);
    fresh.close();
    const kubectl = ['kubectl', 'api-resources', `--cache-dir=${join(plane.folder, `cache-${round}`)}`];
    theirs.push((await wholeProcess(plane.program, kubectl, env)).milliseconds);
  }
  report('discovery with 200 CRDs, median ms', compare(median(ours), median(theirs)), '<= 0.5');
}
