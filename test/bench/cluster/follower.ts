// Follows all pods as the tree does, from a cold connection, in a process of its own: `node --expose-gc follower.ts
// KUBECONFIG SECONDS`. Prints one line of JSON once it is live, another behind the seconds, with the time at which each
// version of a pod was told to views, and one of what is held then.
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { openConnection } from '../../../src/cluster/connection.ts';
import { kindQuery } from '../../../src/cluster/kinds/kindQuery.ts';
import { pods } from '../../../src/cluster/kinds/pod.ts';
import { loadKubeconfig } from '../../../src/cluster/kubeconfig/loadKubeconfig.ts';
import { createObjectStore } from '../../../src/cluster/watch/objectStore.ts';

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
const seen: [version: string, time: number][] = [];
let first: number | undefined;
delays.enable();
const start = performance.now();
const subscription = store.subscribe(query, change => {
  if (change !== undefined) first ??= performance.now() - start;
  if (subscription.state.kind !== 'live') return;
  for (const { metadata } of change?.set.values() ?? []) seen.push([metadata.resourceVersion, Date.now()]);
});
while (subscription.state.kind !== 'live') await sleep(5);
const all = performance.now() - start;
const longest = delays.max / 1e6;
const after = await held();
console.log(
  JSON.stringify({ first, all, rows: subscription.items.size, heap: after - before, blocked: longest }),
);
delays.reset();
seen.length = 0;
await sleep(Number(seconds) * 1000);
const blocked = delays.max / 1e6;
console.log(JSON.stringify({ seen, blocked }));
// What was measured is no part of what the list holds.
seen.length = 0;
console.log(JSON.stringify({ grown: (await held()) - after, live: subscription.state.kind === 'live' }));
store.dispose();
connection.close();
