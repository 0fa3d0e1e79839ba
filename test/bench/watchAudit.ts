// Follows namespaces, Deployments, ReplicaSets and pods for five minutes (or as many seconds as the argument says) while
// Deployments are scaled up and down, and tells from the API server's audit log what was asked meanwhile.
import { setTimeout as sleep } from 'node:timers/promises';
import { createObjectStore } from '../../src/cluster/watch/objectStore.ts';
import { connect } from '../cluster/connect.ts';
import { startControlPlane } from '../cluster/controlPlane.ts';
import { createNodes } from '../cluster/fakeKubelet.ts';
import { rowsOf } from '../cluster/rows.ts';
import { until } from '../cluster/until.ts';

const seconds = Number(process.argv[2] ?? 300);
const kinds = ['namespaces', 'deployments', 'replicasets', 'pods'] as const;
const controlPlane = await startControlPlane({ name: 'watch-audit' });
try {
  await createNodes(controlPlane, ['node-1', 'node-2']);
  await controlPlane.kubectl(['create', 'deployment', 'web', '--image=web', '--replicas=5']);
  const connection = await connect(controlPlane);
  const store = createObjectStore(connection);
  let changes = 0;
  const subscriptions = kinds.map(kind =>
    store.subscribe(rowsOf(kind), () => {
      changes += 1;
    }),
  );
  await until('all are live', () => subscriptions.every(each => each.state.kind === 'live'));
  const end = Date.now() + seconds * 1000;
  for (let replicas = 3; Date.now() < end; replicas = replicas === 3 ? 8 : 3) {
    await controlPlane.kubectl(['scale', 'deployment', 'web', `--replicas=${replicas}`]);
    await sleep(Math.min(10_000, Math.max(0, end - Date.now())));
  }
  const live = subscriptions.every(each => each.state.kind === 'live');
  const ours = (await controlPlane.auditEvents()).filter(event => event.userAgent === 'kubewright');
  const requests = new Map(ours.map(event => [event.auditID, `${event.verb} ${event.objectRef?.resource}`]));
  const counts = Map.groupBy(requests.values(), call => call);
  console.log(`${seconds} s, ${changes} changes shown, all live at the end: ${live}`);
  for (const [call, all] of [...counts].sort()) console.log(`${call}: ${all.length}`);
  const expected = kinds.flatMap(kind => [`list ${kind}`, `watch ${kind}`]);
  const good = counts.size === expected.length && expected.every(call => counts.get(call)?.length === 1);
  console.log(
    good && live ? 'one list and one watch for each kind' : 'NOT one list and one watch for each kind',
  );
  process.exitCode = good && live ? 0 : 1;
  store.dispose();
  connection.close();
} finally {
  await controlPlane.stop();
}
