import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isBeingDeleted } from '../../src/apply/plan.ts';
import { awaitedObjects } from '../../src/apply/wait/awaitedObjects.ts';
import { crashLog } from '../../src/apply/wait/crashLog.ts';
import { type AwaitedProgress, type WaitResult, waitForReady } from '../../src/apply/wait/waitForReady.ts';
import type { Connection } from '../../src/cluster/connection.ts';
import { createObjectStore, type ObjectStore } from '../../src/cluster/watch/objectStore.ts';
import { connect } from '../cluster/connect.ts';
import { createNodes, logPods } from '../cluster/fakeKubelet.ts';
import { useControlPlane } from '../cluster/shared.ts';
import { until } from '../cluster/until.ts';
import { applyProject } from './confirmed.ts';
import { project } from './project.ts';

const controlPlane = useControlPlane();
let connection: Connection;
let store: ObjectStore;

beforeAll(async () => {
  connection = await connect(controlPlane());
  store = createObjectStore(connection);
  await createNodes(controlPlane(), ['node-1']);
});
afterAll(() => {
  store?.dispose();
  connection?.close();
});

interface Waiting {
  readonly timeoutSeconds?: number;
  readonly signal?: AbortSignal;
  readonly onProgress?: (objects: readonly AwaitedProgress[]) => void;
}

async function applyAndWait(text: string, options: Waiting = {}): Promise<WaitResult> {
  const files = { 'kustomization.yaml': 'resources: [all.yaml]\n', 'all.yaml': text };
  const { report } = await applyProject(connection, project(files));
  expect(report.problems).toEqual([]);
  return waitForReady({
    store,
    objects: awaitedObjects(report),
    timeoutSeconds: 60,
    signal: new AbortController().signal,
    ...options,
  });
}

const deployment = (name: string, { replicas = 1, pod = '', labels = '' } = {}) => `apiVersion: apps/v1
kind: Deployment
metadata: {name: ${name}}
spec:
  replicas: ${replicas}
  selector: {matchLabels: {app: ${name}}}
  template:
    metadata:
      labels: {app: ${name}${labels}}
    spec:
      containers: [{name: web, image: web}]
${pod}
`;

const told = ({ objects }: WaitResult) =>
  objects.map(({ object, isReady, troubles }) => [
    `${object.kind}/${object.name}`,
    isReady,
    troubles.map(({ reason }) => reason),
  ]);

describe('after an apply', () => {
  test('all that has a status gets ready, told on the way; what has none is there at once', async () => {
    const seen: string[] = [];
    const result = await applyAndWait(
      `${deployment('fine', { replicas: 2 })}---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: fine}\n`,
      { onProgress: objects => seen.push(objects[0]?.status?.reason ?? '?') },
    );
    expect(result.outcome).toBe('ready');
    expect(told(result)).toEqual([['Deployment/fine', true, []]]);
    expect(seen.length).toBeGreaterThan(0);
  });

  test('the rollout of a change is waited for, though the one before was ready', async () => {
    await applyAndWait(deployment('again'));
    const result = await applyAndWait(deployment('again', { replicas: 4 }));
    expect(result.outcome).toBe('ready');
    const { stdout } = await controlPlane().kubectl([
      ...['get', 'deployment', 'again', '-o', 'jsonpath={.status.readyReplicas}'],
    ]);
    expect(stdout).toBe('4');
  });

  test('a Job is waited for until it is complete', async () => {
    const result = await applyAndWait(
      'apiVersion: batch/v1\nkind: Job\nmetadata: {name: once}\nspec: {template: {spec: {restartPolicy: Never, containers: [{name: a, image: a}]}}}\n',
    );
    expect(told(result)).toEqual([['Job/once', true, []]]);
    const { stdout } = await controlPlane().kubectl([
      'get',
      'job',
      'once',
      '-o',
      'jsonpath={.status.succeeded}',
    ]);
    expect(stdout).toBe('1');
  });

  test('pods that no node takes are told with what the scheduler says', async () => {
    const result = await applyAndWait(deployment('nowhere', { pod: '      nodeSelector: {disk: none}' }), {
      timeoutSeconds: 3,
    });
    expect(result.outcome).toBe('timed-out');
    expect(told(result)).toEqual([['Deployment/nowhere', false, ['Unschedulable']]]);
    expect(result.objects[0]?.troubles[0]?.message).toMatch(/nodes are available/);
  });

  test('a quota that refuses pods is told, though there is no pod to look at', async () => {
    await controlPlane().kubectl(['create', 'namespace', 'small']);
    await controlPlane().kubectl(['create', 'quota', '-n', 'small', 'none', '--hard=pods=0']);
    await until('the quota counts', async () => {
      const args = ['get', 'quota', '-n', 'small', 'none', '-o', 'jsonpath={.status.used.pods}'];
      return (await controlPlane().kubectl(args)).stdout === '0';
    });
    const text = deployment('refused').replace('name: refused}', 'name: refused, namespace: small}');
    const result = await applyAndWait(text, { timeoutSeconds: 5 });
    expect(told(result)).toEqual([['Deployment/refused', false, ['FailedCreate']]]);
    expect(result.objects[0]?.troubles[0]?.message).toContain('exceeded quota');
  });

  test('a crash loop is told with the container, whose last lines are at hand', async () => {
    await logPods(controlPlane(), {
      name: 'crash',
      selector: { matchNamespaces: ['default'] },
      lines: ['starting'],
      previousLines: ['starting', 'fatal: no configuration'],
    });
    const text = deployment('crash', { labels: ', kubewright.test/stage: crash-loop' });
    await applyAndWait(text, { timeoutSeconds: 1 });
    await until('it crashes', async () => {
      const { stdout } = await controlPlane().kubectl(['get', 'pods', '-l', 'app=crash', '--no-headers']);
      return stdout.includes('CrashLoopBackOff');
    });
    const result = await applyAndWait(text, { timeoutSeconds: 3 });
    expect(told(result)).toEqual([['Deployment/crash', false, ['CrashLoopBackOff']]]);
    const [trouble] = result.objects[0]?.troubles ?? [];
    if (trouble === undefined) throw new Error('no trouble');
    const lines = await crashLog(connection, trouble, new AbortController().signal);
    expect(lines).toContain('fatal: no configuration');
  });

  test('who gives up waiting gets how far it was', async () => {
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 1500);
    const result = await applyAndWait(deployment('given-up', { pod: '      nodeSelector: {disk: none}' }), {
      signal: stop.signal,
    });
    expect(result.outcome).toBe('cancelled');
    expect(result.objects[0]?.isReady).toBe(false);
  });

  test('a Job that failed ends the waiting', async () => {
    const result = await applyAndWait(
      'apiVersion: batch/v1\nkind: Job\nmetadata: {name: late}\nspec: {activeDeadlineSeconds: 1, template: {spec: {restartPolicy: Never, nodeSelector: {disk: none}, containers: [{name: a, image: a}]}}}\n',
    );
    expect(result.outcome).toBe('failed');
    expect(result.objects[0]?.status).toMatchObject({ status: 'Failed', reason: 'DeadlineExceeded' });
  });
});

test('what is being deleted is told in the plan and never ready, whatever its status says', async () => {
  const leaving = (data: string) =>
    project({
      'kustomization.yaml': 'resources: [all.yaml]\n',
      'all.yaml': `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: leaving, finalizers: [example.com/wait]}\ndata: {a: ${data}}\n`,
    });
  await applyProject(connection, leaving('one'));
  await controlPlane().kubectl(['delete', 'configmap', 'leaving', '--wait=false']);
  const { plan, report } = await applyProject(connection, leaving('two'));
  expect(plan.objects.map(isBeingDeleted)).toEqual([true]);
  const objects = awaitedObjects(report);
  const { signal } = new AbortController();
  const result = await waitForReady({ store, objects, timeoutSeconds: 60, signal });
  expect(result.outcome).toBe('failed');
  expect(result.objects.map(({ isReady, status }) => [isReady, status?.status])).toEqual([
    [false, 'Terminating'],
  ]);
});
