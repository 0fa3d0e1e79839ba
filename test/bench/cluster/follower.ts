// Follows all pods as the tree does, from a cold connection, in a process of its own: `node --expose-gc follower.ts
// KUBECONFIG SECONDS`. Prints one line of JSON once it is live and another behind the seconds.
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { openConnection } from '../../../src/cluster/connection.ts';
import { recordAt, textOf } from '../../../src/cluster/json.ts';
import { kindQuery, type Listed } from '../../../src/cluster/kinds/kindQuery.ts';
import { pods } from '../../../src/cluster/kinds/pod.ts';
import { loadKubeconfig } from '../../../src/cluster/kubeconfig.ts';
import { createObjectStore } from '../../../src/cluster/objectStore.ts';
import { quantile } from '../figures.ts';

/** When the change was sent, in the annotation that the churn writes. */
type Stamped = Listed & { readonly stamp: string | undefined };

const [kubeconfig = '', seconds = '10'] = process.argv.slice(2);
const { contexts } = await loadKubeconfig({ KUBECONFIG: kubeconfig });
const [context] = contexts;
if (context === undefined) throw new Error('no context');
const collect = globalThis.gc;
if (collect === undefined) throw new Error('run with --expose-gc');

/** The heap that is held, once everything that can go has gone. */
async function held(): Promise<number> {
  for (let round = 0; round < 3; round += 1) {
    collect?.();
    await sleep(50);
  }
  return process.memoryUsage().heapUsed / 1e6;
}

const before = await held();
const delays = monitorEventLoopDelay({ resolution: 1 });
const query = kindQuery(pods, { namespace: undefined });
const connection = openConnection(context);
const store = createObjectStore(connection);
const lags: number[] = [];
let events = 0;
let first: number | undefined;
delays.enable();
const start = performance.now();
const subscription = store.subscribe<Stamped>(
  {
    ...query,
    slim: object => ({
      ...query.slim(object),
      stamp: textOf(recordAt(recordAt(object, 'metadata'), 'annotations')['bench/sent']),
    }),
  },
  change => {
    if (change !== undefined) first ??= performance.now() - start;
    if (subscription.state.kind !== 'live') return;
    for (const { stamp } of change?.set.values() ?? []) {
      events += 1;
      if (stamp !== undefined) lags.push(Date.now() - Number(stamp));
    }
  },
);
while (subscription.state.kind !== 'live') await sleep(5);
const all = performance.now() - start;
const longest = delays.max / 1e6;
const after = await held();
console.log(
  JSON.stringify({ first, all, rows: subscription.items.size, heap: after - before, blocked: longest }),
);
delays.reset();
lags.length = 0;
events = 0;
await sleep(Number(seconds) * 1000);
console.log(
  JSON.stringify({
    events,
    p50: quantile(lags, 0.5),
    p99: quantile(lags, 0.99),
    blocked: delays.max / 1e6,
    grown: (await held()) - after,
    live: subscription.state.kind === 'live',
  }),
);
store.dispose();
connection.close();
