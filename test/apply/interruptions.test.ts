import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { planApply } from '../../src/apply/planApply.ts';
import { runApply } from '../../src/apply/runApply.ts';
import { type Connection, openConnection } from '../../src/cluster/connection.ts';
import { connect, contextOf, throughServer } from '../cluster/connect.ts';
import { useControlPlane } from '../cluster/shared.ts';
import { tcpProxy } from '../cluster/tcpProxy.ts';
import { agree, applyProject, outcomes, verdicts } from './confirmed.ts';
import { type Project, project } from './project.ts';

const controlPlane = useControlPlane({ kwok: false });
let connection: Connection;

beforeAll(async () => {
  connection = await connect(controlPlane());
});

afterAll(() => connection?.close());

function configMaps(prefix: string, count: number): Project {
  const documents = Array.from(
    { length: count },
    (_, index) => `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${prefix}-${index}}\ndata: {a: b}\n`,
  );
  return project({
    'kustomization.yaml': 'resources: [all.yaml]\n',
    'all.yaml': documents.join('---\n'),
  });
}

async function namesOnServer(prefix: string, namespace = 'default'): Promise<Set<string>> {
  const answer = await controlPlane().api({ path: `/api/v1/namespaces/${namespace}/configmaps` });
  const { items } = answer.json<{ items: { metadata: { name: string } }[] }>();
  return new Set(items.map(({ metadata }) => metadata.name).filter(name => name.startsWith(prefix)));
}

describe('a user with rights in one namespace', () => {
  test('is told every object that may not be applied, and nothing is changed', async () => {
    const own = await connect(controlPlane(), 'namespaced');
    try {
      const set = project({
        'kustomization.yaml': 'resources: [all.yaml]\n',
        'all.yaml': ['team-a', 'default', 'team-a', 'kube-system']
          .map(
            (namespace, index) =>
              `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: mine-${index}\n  namespace: ${namespace}\n`,
          )
          .join('---\n'),
      });
      const plan = await planApply({ connection: own, resources: set.resources, namespace: 'team-a' });
      expect(set.describe(plan.problems).sort()).toEqual([
        'all.yaml:10 apply.forbidden',
        'all.yaml:22 apply.forbidden',
      ]);
      expect(verdicts(plan).filter(each => each.endsWith('create'))).toHaveLength(2);
      expect(await namesOnServer('mine', 'team-a')).toEqual(new Set());
    } finally {
      own.close();
    }
  });

  test('who loses a right between plan and run gets an exact report of what was done', async () => {
    const own = await connect(controlPlane(), 'namespaced');
    try {
      const set = project({
        'kustomization.yaml': 'resources: [all.yaml]\n',
        'all.yaml': ['a', 'b']
          .map(name => `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: lost-${name}}\ndata: {a: b}\n`)
          .concat('apiVersion: v1\nkind: Secret\nmetadata: {name: lost-secret}\n')
          .join('---\n'),
      });
      const plan = await planApply({ connection: own, resources: set.resources, namespace: 'team-a' });
      expect(plan.problems).toEqual([]);
      const role = '/apis/rbac.authorization.k8s.io/v1/namespaces/team-a/roles/everything';
      const rules = (resources: string[]) => ({ rules: [{ apiGroups: ['*'], resources, verbs: ['*'] }] });
      const patch = (resources: string[]) =>
        controlPlane().api({
          method: 'PATCH',
          path: role,
          contentType: 'application/merge-patch+json',
          body: rules(resources),
        });
      await patch(['configmaps']);
      await expect
        .poll(() =>
          own.get({ path: '/api/v1/namespaces/team-a/secrets' }).then(
            () => 'allowed',
            () => 'forbidden',
          ),
        )
        .toBe('forbidden');
      const report = await runApply({ plan, confirmed: await agree(plan), connection: own });
      await patch(['*']);
      expect(outcomes(report)).toEqual([
        'ConfigMap/lost-a created',
        'ConfigMap/lost-b created',
        'Secret/lost-secret failed',
      ]);
      expect(set.describe(report.problems)).toEqual(['all.yaml:13 apply.forbidden']);
      expect(await namesOnServer('lost', 'team-a')).toEqual(new Set(['lost-a', 'lost-b']));
    } finally {
      own.close();
    }
  });
});

describe('given up in the middle', () => {
  test('the report says what was and what was not done, as the server has it', async () => {
    const set = configMaps('cancel', 120);
    const controller = new AbortController();
    const { report } = await applyProject(connection, set, {
      signal: controller.signal,
      onProgress: ({ done }) => {
        if (done === 30) controller.abort();
      },
    });
    expect(report.cancelled).toBe(true);
    const { created, notDone, failed } = report.counts;
    expect(created).toBeGreaterThanOrEqual(30);
    expect(created + notDone).toBe(120);
    expect(failed).toBe(0);
    const done = report.objects.filter(({ outcome }) => outcome.kind === 'created');
    expect(await namesOnServer('cancel')).toEqual(new Set(done.map(({ planned }) => planned.name)));
    expect((await applyProject(connection, set)).report.counts).toMatchObject({
      created: notDone,
      unchanged: created,
    });
  });

  test('while planning, it is an AbortError and nothing else', async () => {
    const { resources } = configMaps('never', 50);
    const controller = new AbortController();
    const plan = planApply({
      connection,
      resources,
      namespace: 'default',
      signal: controller.signal,
      onProgress: ({ done }) => {
        if (done === 5) controller.abort();
      },
    });
    await expect(plan).rejects.toMatchObject({ name: 'AbortError' });
  });
});

describe('an API server that goes away', () => {
  test('a reset connection is tried again, and what it had done is not called unchanged', async () => {
    const proxy = await tcpProxy(controlPlane().url);
    const through = openConnection(throughServer(await contextOf(controlPlane()), proxy.url));
    try {
      let cut = false;
      const { report } = await applyProject(through, configMaps('reset', 100), {
        onProgress: ({ done }) => {
          if (done < 20 || cut) return;
          cut = true;
          proxy.cut();
        },
      });
      expect(cut).toBe(true);
      expect(report.counts).toMatchObject({ created: 100, unchanged: 0, failed: 0 });
    } finally {
      through.close();
      proxy.close();
    }
  });

  test('stopped in the middle: the report claims no more than the server has', async () => {
    const set = configMaps('stopped', 150);
    const plan = await planApply({ connection, resources: set.resources, namespace: 'default' });
    let stopping: Promise<void> | undefined;
    const report = await runApply({
      plan,
      confirmed: await agree(plan),
      connection,
      onProgress: ({ done }) => {
        if (done >= 20) stopping ??= controlPlane().stopApiServer();
      },
    });
    await stopping;
    await controlPlane().startApiServer();
    expect(report.failure?.code).toMatch(/^connection\./);
    expect(report.cancelled).toBe(false);
    const { created, failed, notDone } = report.counts;
    expect(created + failed + notDone).toBe(150);
    expect(notDone).toBeGreaterThan(0);
    for (const problem of report.problems) expect(problem.code).toBe('apply.unknown-outcome');
    const present = await namesOnServer('stopped');
    const those = (kind: string) =>
      report.objects.filter(({ outcome }) => outcome.kind === kind).map(({ planned }) => planned.name);
    for (const name of those('created')) expect(present).toContain(name);
    for (const name of those('not-done')) expect(present).not.toContain(name);
    expect((await applyProject(connection, set)).report.counts).toMatchObject({ failed: 0, notDone: 0 });
    expect((await namesOnServer('stopped')).size).toBe(150);
  });
});
