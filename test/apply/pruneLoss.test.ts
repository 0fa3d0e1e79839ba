import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ApplyPlan } from '../../src/apply/plan.ts';
import { planApply } from '../../src/apply/planApply.ts';
import { type ApplyReport, nameOfApplied } from '../../src/apply/report.ts';
import { runApply } from '../../src/apply/runApply.ts';
import { concernsOf } from '../../src/apply/safety/concerns.ts';
import type { SetOptions } from '../../src/apply/set/setOptions.ts';
import { planUndeploy, runUndeploy } from '../../src/apply/set/undeploy.ts';
import type { Connection } from '../../src/cluster/connection.ts';
import { readManifests } from '../../src/kustomize/plainManifests.ts';
import { textIn } from '../../src/messages/text.ts';
import { connect } from '../cluster/connect.ts';
import { useControlPlane } from '../cluster/shared.ts';
import { until } from '../cluster/until.ts';
import { agree } from './confirmed.ts';

const controlPlane = useControlPlane({ kwok: false });
let connection: Connection;
const textOf = textIn('en');

beforeAll(async () => {
  connection = await connect(controlPlane());
  await controlPlane().kubectl(['create', 'namespace', 'loss']);
});
afterAll(() => connection?.close());

/** Objects as JSON, which is YAML; their order is that of the file. */
type Manifest = Readonly<Record<string, unknown>>;

const meta = (name: string, namespace = 'loss', more: Manifest = {}) => ({ name, namespace, ...more });
const configMap = (name: string, namespace = 'loss', more: Manifest = {}): Manifest => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: meta(name, namespace, more),
});
const namespaceOf = (name: string): Manifest => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
const spec = (config: string, more: Manifest = {}) => ({
  ...more,
  containers: [{ name: 'a', image: 'a', envFrom: [{ configMapRef: { name: config } }] }],
});
const pod = (name: string, config: string): Manifest => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: meta(name),
  spec: spec(config),
});

function resourcesOf(objects: readonly Manifest[]) {
  const text = objects.map(object => JSON.stringify(object)).join('\n---\n');
  const { resources, problems } = readManifests([{ uri: 'file:///a.yaml', path: '/a.yaml', text }]);
  expect(problems).toEqual([]);
  return resources;
}

function planned(objects: readonly Manifest[], set: SetOptions, namespace = 'loss'): Promise<ApplyPlan> {
  return planApply({ connection, resources: resourcesOf(objects), namespace, set });
}

async function run(plan: ApplyPlan): Promise<ApplyReport> {
  expect(plan.problems).toEqual([]);
  const report = await runApply({ plan, confirmed: await agree(plan), connection });
  expect(report.problems).toEqual([]);
  return report;
}

async function applied(objects: readonly Manifest[], set: SetOptions): Promise<ApplyReport> {
  return run(await planned(objects, set));
}

async function create(...objects: readonly Manifest[]): Promise<void> {
  const items = objects.map(object => JSON.stringify(object)).join('\n---\n');
  const { code, stderr } = await controlPlane().kubectl(['create', '-f', '-'], { stdin: items });
  expect([code, stderr]).toEqual([0, '']);
}

const pruneOf = ({ set }: ApplyPlan) => (set?.prune ?? []).map(({ kind, name }) => `${kind}/${name}`).sort();
const keptOf = ({ set }: ApplyPlan) =>
  (set?.kept ?? [])
    .map(
      ({ reason, ...kept }) =>
        `${kept.kind}/${kept.name} ${textOf({ code: 'cli.kept', params: { reason } })}`,
    )
    .sort();

async function exists(kind: string, name: string, namespace = 'loss'): Promise<boolean> {
  const { stdout } = await controlPlane().kubectl([
    ...['get', kind, name, '-n', namespace, '--ignore-not-found'],
    ...['-o', 'jsonpath={.metadata.name}{.metadata.deletionTimestamp}'],
  ]);
  return stdout === name;
}

const root = configMap('root');

describe('a Namespace that is rendered no more', () => {
  test('is named with what others made in it, and counts as written to', async () => {
    const set = { name: 'victims' };
    await applied([root, namespaceOf('victim'), configMap('own', 'victim')], set);
    await create(configMap('theirs', 'victim'));
    const plan = await planned([root], { ...set, guarded: true });
    expect(plan.namespaces).toEqual(['loss', 'victim']);
    expect(pruneOf(plan)).toEqual(['ConfigMap/own', 'Namespace/victim']);
    const [namespace] = plan.set?.prune.filter(({ kind }) => kind === 'Namespace') ?? [];
    expect(namespace?.takes).toEqual([
      { apiVersion: 'v1', kind: 'ConfigMap', namespace: 'victim', name: 'theirs' },
    ]);
    const target = { contexts: [plan.target.context], namespace: 'loss' };
    const facts = { target, protectedContexts: [], source: undefined };
    expect(concernsOf(plan, facts).map(({ code }) => code)).toEqual(['concern.other-namespace']);
  });

  test('is named though nothing of the set is in it', async () => {
    const set = { name: 'alone', namespace: 'loss' };
    await applied([configMap('alone-root'), namespaceOf('alone')], set);
    const plan = await planned([configMap('alone-root')], { ...set, guarded: true });
    expect(plan.namespaces).toEqual(['alone', 'loss']);
  });

  test('stays with what is kept in it, what is still applied in it, and what another set has in it', async () => {
    const keep = { annotations: { 'helm.sh/resource-policy': 'keep' } };
    const set = { name: 'holding' };
    const homes = ['holds-kept', 'holds-applied', 'holds-other'];
    const inside = configMap('inside', 'holds-applied');
    await applied(
      [configMap('top'), ...homes.map(namespaceOf), configMap('stays', 'holds-kept', keep), inside],
      set,
    );
    await applied([configMap('member', 'holds-other')], { name: 'other' });
    const plan = await planned([configMap('top'), inside], { ...set, guarded: true });
    expect(pruneOf(plan)).toEqual([]);
    expect(keptOf(plan)).toEqual([
      'ConfigMap/stays kept, as its annotation helm.sh/resource-policy says',
      'Namespace/holds-applied kept, since ConfigMap holds-applied/inside in it is applied',
      'Namespace/holds-kept kept, since ConfigMap holds-kept/stays in it is kept',
      expect.stringMatching(
        /^Namespace\/holds-other kept, since ConfigMap holds-other\/\w+ in it is part of another set$/,
      ),
    ]);
    await run(plan);
    for (const home of homes) expect(await exists('namespace', home)).toBe(true);
  });

  test('that has the parent of its set goes only with all of the set', async () => {
    const keep = { annotations: { 'cli-utils.sigs.k8s.io/on-remove': 'keep' } };
    const set = { name: 'homed', namespace: 'homed', guarded: true };
    const all = [namespaceOf('homed'), configMap('inside', 'homed'), configMap('homed-kept', 'loss', keep)];
    await applied(all, set);
    const options = { connection, set, namespace: 'homed', isNamespaceGiven: true };
    const { signal } = new AbortController();
    const location = { uri: 'file:///app', start: 0, end: 0 };
    const found = await planUndeploy({ ...options, location, signal });
    if (found.kind !== 'plan') throw new Error(found.kind);
    expect(pruneOf(found.plan)).toEqual(['ConfigMap/inside']);
    expect(keptOf(found.plan)).toContain('Namespace/homed kept, since ConfigMap homed/homed in it is kept');
  });
});

describe('a definition that is rendered no more', () => {
  const definition = (kind: string): Manifest => {
    const plural = `${kind.toLowerCase()}s`;
    const schema = { openAPIV3Schema: { type: 'object' } };
    return {
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      metadata: { name: `${plural}.loss.example.com` },
      spec: {
        group: 'loss.example.com',
        scope: 'Namespaced',
        names: { plural, singular: kind.toLowerCase(), kind },
        versions: [{ name: 'v1', served: true, storage: true, schema }],
      },
    };
  };
  const custom = (kind: string, name: string, more: Manifest = {}): Manifest => ({
    apiVersion: 'loss.example.com/v1',
    kind,
    metadata: meta(name, 'loss', more),
  });

  test('stays with a kept object of its kind, and else names those of others', async () => {
    const set = { name: 'defined' };
    const keep = { annotations: { 'argocd.argoproj.io/sync-options': 'Prune=false' } };
    const top = configMap('defined-root');
    await applied([top, definition('Keeper'), custom('Keeper', 'kept', keep)], set);
    await applied([top, definition('Keeper'), custom('Keeper', 'kept', keep), definition('Loser')], set);
    await create(custom('Loser', 'theirs'));
    const plan = await planned([top], { ...set, guarded: true });
    expect(pruneOf(plan)).toEqual(['CustomResourceDefinition/losers.loss.example.com']);
    expect(plan.set?.prune[0]?.takes.map(({ name }) => name)).toEqual(['theirs']);
    expect(keptOf(plan)).toContain(
      'CustomResourceDefinition/keepers.loss.example.com kept, since Keeper loss/kept in it is kept',
    );
  });
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
    spec: spec(config, more),
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
        'loss',
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
      const job = { spec: { template: { spec: spec(config, { restartPolicy: 'Never' }) } } };
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
        template: { metadata: { labels: { app: name } }, spec: spec(config) },
      },
    });
    await applied([web('gone', 'gone-config'), configMap('gone-config'), configMap('named-config')], set);
    await until('its pods are there', async () => {
      const { stdout } = await controlPlane().kubectl([
        'get',
        'pods',
        '-n',
        'loss',
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
    const { signal } = new AbortController();
    const location = { uri: 'file:///app', start: 0, end: 0 };
    const options = { connection, set, namespace: 'loss', isNamespaceGiven: true, location, signal };
    const found = await planUndeploy(options);
    if (found.kind !== 'plan') throw new Error(found.kind);
    expect(pruneOf(found.plan)).toEqual(['ConfigMap/lent-b', 'Pod/lent-own']);
    expect(keptOf(found.plan)).toEqual(['ConfigMap/lent-a kept, since Pod borrower uses it']);
    const { plan } = found;
    const report = await runUndeploy({ plan, confirmed: await agree(plan), connection, signal });
    expect(report.kept.map(({ name }) => name)).toEqual(['lent-a']);
    // Its parent too, or nobody would find it again.
    expect([await exists('configmap', 'lent-a'), await exists('configmap', 'lent')]).toEqual([true, true]);
  });
});

test('what an earlier apply of a generateName made stays while it runs, and goes once it has ended', async () => {
  const set = { name: 'generated' };
  const template = { spec: spec('none', { restartPolicy: 'Never' }) };
  const job: Manifest = {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { generateName: 'migrate-', namespace: 'loss' },
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

test('what a tool looks after is named with it before it is deleted', async () => {
  const set = { name: 'flux-owned' };
  const labels = {
    'kustomize.toolkit.fluxcd.io/name': 'apps',
    'kustomize.toolkit.fluxcd.io/namespace': 'flux',
  };
  await applied([configMap('owned-a'), configMap('owned-b', 'loss', { labels })], set);
  const plan = await planned([configMap('owned-a')], set);
  const facts = { target: undefined, protectedContexts: [], source: undefined };
  expect(concernsOf(plan, facts)).toEqual([
    {
      code: 'concern.owned',
      params: { tool: 'Flux', name: 'flux/apps', objects: ['ConfigMap loss/owned-b'] },
    },
  ]);
});
