import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { nameOfApplied } from '../../src/apply/report.ts';
import { runUndeploy } from '../../src/apply/set/undeploy.ts';
import type { Connection } from '../../src/cluster/connection.ts';
import { connect } from '../cluster/connect.ts';
import { useControlPlane } from '../cluster/shared.ts';
import { until } from '../cluster/until.ts';
import { agree } from './confirmed.ts';
import { configMap, home, keptOf, type Manifest, meta, podSpec, pruneOf, setsOn } from './setsOn.ts';

const controlPlane = useControlPlane({ kwok: false });
let connection: Connection;
const { planned, run, applied, undeployed, create, exists } = setsOn(controlPlane, () => connection);

beforeAll(async () => {
  connection = await connect(controlPlane());
  await controlPlane().kubectl(['create', 'namespace', home]);
});
afterAll(() => connection?.close());

const pod = (name: string, config: string): Manifest => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: meta(name),
  spec: podSpec(config),
});

describe('ConfigMaps and Secrets in use', () => {
  test('are not deleted where a pod has come to use them since they were shown', async () => {
    const set = { name: 'since' };
    await applied([configMap('since-a'), configMap('since-old'), configMap('since-free')], set);
    const plan = await planned([configMap('since-a')], set);
    expect(pruneOf(plan)).toEqual(['ConfigMap/since-free', 'ConfigMap/since-old']);
    await create(pod('since-user', 'since-old'));
    const report = await run(plan);
    expect(
      report.pruned.map(({ candidate: { name }, outcome, message }) => [name, outcome, message]),
    ).toEqual([
      ['since-old', 'in-use', 'Pod since-user'],
      ['since-free', 'deleted', undefined],
    ]);
    expect(await exists('configmap', 'since-old')).toBe(true);
  });

  const labels = { app: 'x' };
  const template = (config: string, more: Manifest = {}) => ({
    metadata: { labels },
    spec: podSpec(config, more),
  });
  const stateful = (name: string, config: string): Manifest => ({
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: meta(name),
    spec: { replicas: 0, serviceName: name, selector: { matchLabels: labels }, template: template(config) },
  });

  test('stay for the earlier revisions of a StatefulSet without pods', async () => {
    const set = { name: 'revised' };
    await applied([stateful('revised', 'config-1'), configMap('config-1')], set);
    await until('the revision is there', async () => {
      const { stdout } = await controlPlane().kubectl([
        'get',
        'controllerrevisions',
        '-n',
        home,
        '-o',
        'name',
      ]);
      return stdout.includes('revised');
    });
    const plan = await planned([stateful('revised', 'config-2'), configMap('config-2')], set);
    expect(pruneOf(plan)).toEqual([]);
    expect(keptOf(plan)).toEqual([
      expect.stringMatching(/^ConfigMap\/config-1 kept, since ControllerRevision revised-\w+ uses it$/),
    ]);
  });

  test('stay for a CronJob of somebody else, but not for one that is applied with another', async () => {
    const cron = (name: string, config: string): Manifest => {
      const job = { spec: { template: { spec: podSpec(config, { restartPolicy: 'Never' }) } } };
      const metadata = meta(name);
      return {
        apiVersion: 'batch/v1',
        kind: 'CronJob',
        metadata,
        spec: { schedule: '0 0 1 1 *', jobTemplate: job },
      };
    };
    const set = { name: 'crons' };
    await applied([cron('ours', 'cron-1'), configMap('cron-1'), configMap('cron-shared')], set);
    await create(cron('theirs', 'cron-shared'));
    const plan = await planned([cron('ours', 'cron-2'), configMap('cron-2')], set);
    expect(pruneOf(plan)).toEqual(['ConfigMap/cron-1']);
    expect(keptOf(plan)).toEqual(['ConfigMap/cron-shared kept, since CronJob theirs uses it']);
  });

  test('stay for what an applied workload still names, and go with a workload that goes', async () => {
    const set = { name: 'named' };
    const web = (name: string, config: string): Manifest => ({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: meta(name),
      spec: {
        selector: { matchLabels: { app: name } },
        template: { metadata: { labels: { app: name } }, spec: podSpec(config) },
      },
    });
    await applied([web('gone', 'gone-config'), configMap('gone-config'), configMap('named-config')], set);
    await until('its pods are there', async () => {
      const { stdout } = await controlPlane().kubectl([
        'get',
        'pods',
        '-n',
        home,
        '-l',
        'app=gone',
        '-o',
        'name',
      ]);
      return stdout.includes('gone');
    });
    const plan = await planned([web('stays', 'named-config')], set);
    expect(pruneOf(plan)).toEqual(['ConfigMap/gone-config', 'Deployment/gone']);
    expect(keptOf(plan)).toEqual(['ConfigMap/named-config kept, since Deployment stays uses it']);
    const { pruned } = await run(plan);
    expect(pruned.map(({ outcome }) => outcome)).toEqual(['deleted', 'deleted']);
  });

  test('stay when their set is deleted, where a pod outside of it uses them', async () => {
    const set = { name: 'lent' };
    await applied([configMap('lent-a'), configMap('lent-b'), pod('lent-own', 'lent-b')], set);
    await create(pod('borrower', 'lent-a'));
    const plan = await undeployed(set);
    expect(pruneOf(plan)).toEqual(['ConfigMap/lent-b', 'Pod/lent-own']);
    expect(keptOf(plan)).toEqual(['ConfigMap/lent-a kept, since Pod borrower uses it']);
    const { signal } = new AbortController();
    const report = await runUndeploy({ plan, confirmed: await agree(plan), connection, signal });
    expect(report.kept.map(({ name }) => name)).toEqual(['lent-a']);
    // Its parent too, or nobody would find it again.
    expect([await exists('configmap', 'lent-a'), await exists('configmap', 'lent')]).toEqual([true, true]);
  });
});

test('what an earlier apply of a generateName made stays while it runs, and goes once it has ended', async () => {
  const set = { name: 'generated' };
  const template = { spec: podSpec('none', { restartPolicy: 'Never' }) };
  const job: Manifest = {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { generateName: 'migrate-', namespace: home },
    // Its controller has not begun it, and so does not write its status.
    spec: { suspend: true, template },
  };
  const [first] = (await applied([job], set)).objects;
  const plan = await planned([job], set);
  expect(pruneOf(plan)).toEqual([]);
  expect(keptOf(plan)).toEqual([expect.stringMatching(/^Job\/migrate-\w+ kept, since it has not ended$/)]);
  if (first === undefined) throw new Error('nothing was applied');
  const { name } = nameOfApplied(first);
  const now = new Date().toISOString();
  const conditions = ['FailureTarget', 'Failed'].map(type => ({
    type,
    status: 'True',
    lastTransitionTime: now,
  }));
  const ended = await controlPlane().api({
    method: 'PATCH',
    path: `/apis/batch/v1/namespaces/loss/jobs/${name}/status`,
    contentType: 'application/merge-patch+json',
    body: { status: { startTime: now, active: 0, ready: 0, conditions } },
  });
  expect(ended.status, JSON.stringify(ended.json())).toBe(200);
  expect(pruneOf(await planned([job], set))).toEqual([`Job/${name}`]);
});
