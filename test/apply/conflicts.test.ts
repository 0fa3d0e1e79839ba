import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Conflict, ConflictChoice, DecideConflicts } from '../../src/apply/conflicts/conflict.ts';
import { planDiff } from '../../src/apply/diff/planDiff.ts';
import { planApply } from '../../src/apply/planApply.ts';
import { runApply } from '../../src/apply/runApply.ts';
import { fieldManager } from '../../src/cluster/change/serverSideApply.ts';
import type { Connection } from '../../src/cluster/connection.ts';
import { textIn } from '../../src/messages/text.ts';
import { connect } from '../cluster/connect.ts';
import { useControlPlane } from '../cluster/shared.ts';
import { agree, applyProject, outcomes, verdicts } from './confirmed.ts';
import { type Project, project } from './project.ts';

const controlPlane = useControlPlane({ kwok: false });
let connection: Connection;

beforeAll(async () => {
  connection = await connect(controlPlane());
});

afterAll(() => connection?.close());

/** Applies as another field manager does, with force. */
async function applyAs(manager: string, object: object, path: string): Promise<void> {
  const query = `fieldManager=${manager}&force=true`;
  const answer = await controlPlane().api({
    method: 'PATCH',
    path: `${path}?${query}`,
    contentType: 'application/apply-patch+yaml',
    body: object,
  });
  expect(answer.status).toBeLessThan(300);
}

async function live<T>(path: string): Promise<T> {
  return (await controlPlane().api({ path })).json<T>();
}

/** Who owns a field, by the last part of its name. */
async function ownersOf(path: string, element: string): Promise<string[]> {
  interface Managed {
    readonly metadata: { readonly managedFields: readonly { manager: string; fieldsV1: object }[] };
  }
  const { metadata } = await live<Managed>(path);
  return metadata.managedFields
    .filter(({ fieldsV1 }) => JSON.stringify(fieldsV1).includes(`"f:${element}"`))
    .map(({ manager }) => manager)
    .sort();
}

/** Decides by field; fails where there is a conflict that nobody has thought of. */
function choose(choices: Readonly<Record<string, ConflictChoice>>, seen: Conflict[] = []): DecideConflicts {
  return async conflicts => {
    seen.push(...conflicts);
    return conflicts.map(conflict => {
      const choice = choices[conflict.field];
      if (choice === undefined) throw new Error(conflict.field);
      return { conflict, choice };
    });
  };
}

async function applyDecided({ resources }: Project, decide: DecideConflicts) {
  const plan = await planApply({ connection, resources, namespace: 'default', decide });
  return { plan, report: await runApply({ plan, confirmed: await agree(plan), connection }) };
}

const configMap = (name: string, data: string) =>
  project({
    'kustomization.yaml': 'resources: [a.yaml]\n',
    'a.yaml': `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\ndata:\n${data}`,
  });

describe('fields that others own with another value', () => {
  test('are told with both values, every owner and the line; each is taken over or left, and only so', async () => {
    const path = '/api/v1/namespaces/default/configmaps/shared';
    const object = (data: object) => ({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'shared' },
      data,
    });
    await applyAs('team-a', object({ first: 'a', 'app.properties': 'a', third: 'a' }), path);
    await applyAs('team-b', object({ first: 'a' }), path);
    const seen: Conflict[] = [];
    const set = configMap('shared', '  first: "1"\n  app.properties: "2"\n  own: "3"\n');
    const choices = { 'data.first': 'take', 'data.app.properties': 'leave' } as const;
    const { plan, report } = await applyDecided(set, choose(choices, seen));
    const told = seen.map(({ field, managers, ours, live: value }) => ({
      field,
      managers,
      ours,
      value,
    }));
    expect(told).toEqual([
      { field: 'data.first', managers: ['team-a', 'team-b'], ours: '1', value: 'a' },
      { field: 'data.app.properties', managers: ['team-a'], ours: '2', value: 'a' },
    ]);
    const lines = seen.map(({ location }) =>
      set.describe([{ code: 'apply.no-name', params: { object: '' }, severity: 'error', location }]),
    );
    expect(lines.flat()).toEqual(['a.yaml:6 apply.no-name', 'a.yaml:7 apply.no-name']);
    expect(verdicts(plan)).toEqual(['ConfigMap/shared change']);
    expect(planDiff(plan)[0]?.changes.map(({ field }) => field)).toEqual(['data.first', 'data.own']);
    expect(outcomes(report)).toEqual(['ConfigMap/shared configured']);
    const { data } = await live<{ data: object }>(path);
    expect(data).toEqual({ first: '1', 'app.properties': 'a', own: '3', third: 'a' });
    expect(await ownersOf(path, 'first')).toEqual([fieldManager]);
    expect(await ownersOf(path, 'app.properties')).toEqual(['team-a']);
  });

  test('in elements of lists and whole objects are left out without taking the element away', async () => {
    const deployment = (image: string, replicas: string, strategy = '') =>
      project({
        'kustomization.yaml': 'resources: [web.yaml]\n',
        'web.yaml': `apiVersion: apps/v1
kind: Deployment
metadata: {name: decided}
spec:
${replicas}${strategy}  selector: {matchLabels: {app: decided}}
  template:
    metadata: {labels: {app: decided}}
    spec:
      containers:
      - name: web
        image: ${image}
`,
      });
    const path = '/apis/apps/v1/namespaces/default/deployments/decided';
    await applyProject(connection, deployment('web:1', '  replicas: 2\n'));
    await controlPlane().kubectl(['set', 'image', 'deployment/decided', 'web=web:9']);
    await controlPlane().kubectl(['scale', 'deployment/decided', '--replicas=7']);
    const seen: Conflict[] = [];
    const choices = {
      'spec.template.spec.containers[name="web"].image': 'leave',
      'spec.replicas': 'leave',
    } as const;
    await applyDecided(
      deployment('web:2', '  replicas: 3\n', '  minReadySeconds: 5\n'),
      choose(choices, seen),
    );
    expect(seen.map(({ field, ours, live: value }) => [field, ours, value])).toEqual([
      ['spec.replicas', 3, 7],
      ['spec.template.spec.containers[name="web"].image', 'web:2', 'web:9'],
    ]);
    interface Deployment {
      readonly spec: {
        readonly replicas: number;
        readonly minReadySeconds: number;
        readonly template: { readonly spec: { readonly containers: readonly { image: string }[] } };
      };
    }
    const { spec } = await live<Deployment>(path);
    expect([spec.replicas, spec.minReadySeconds]).toEqual([7, 5]);
    expect(spec.template.spec.containers.map(({ image }) => image)).toEqual(['web:9']);
  });

  test('of a Secret are told without a value, in every text', async () => {
    const path = '/api/v1/namespaces/default/secrets/sealed';
    const theirs = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'sealed' } };
    await applyAs('vault', { ...theirs, data: { password: 'dGhlaXJz' } }, path);
    const set = project({
      'kustomization.yaml': 'resources: [a.yaml]\n',
      'a.yaml':
        'apiVersion: v1\nkind: Secret\nmetadata: {name: sealed}\ndata:\n  password: b3Vycw==\n  other: eA==\n',
    });
    const refused = await planApply({ connection, resources: set.resources, namespace: 'default' });
    expect(set.describe(refused.problems)).toEqual(['a.yaml:5 apply.conflict data.password']);
    const seen: Conflict[] = [];
    await applyDecided(set, choose({ 'data.password': 'take' }, seen));
    const told =
      JSON.stringify(seen) + refused.problems.map(textIn('en')).join() + JSON.stringify(refused.problems);
    for (const secret of ['dGhlaXJz', 'b3Vycw==']) expect(told).not.toContain(secret);
    expect(seen[0]).toMatchObject({ ours: '***', live: '***', managers: ['vault'] });
    expect((await live<{ data: object }>(path)).data).toEqual({ password: 'b3Vycw==', other: 'eA==' });
  });

  test('that appear after the agreement are not taken over: the object fails and stays as it is', async () => {
    const path = '/api/v1/namespaces/default/configmaps/late';
    const object = (data: object) => ({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'late' },
      data,
    });
    await applyAs('team-a', object({ first: 'a' }), path);
    const set = configMap('late', '  first: "1"\n  second: "2"\n');
    const plan = await planApply({
      connection,
      resources: set.resources,
      namespace: 'default',
      decide: choose({ 'data.first': 'take' }),
    });
    const confirmed = await agree(plan);
    await applyAs('team-b', object({ second: 'b' }), path);
    const report = await runApply({ plan, confirmed, connection });
    expect(set.describe(report.problems)).toEqual(['a.yaml:7 apply.conflict data.second']);
    expect((await live<{ data: object }>(path)).data).toEqual({ first: 'a', second: 'b' });
  });

  test('are nothing to decide where the field says whose set the object is in', async () => {
    const path = '/api/v1/namespaces/default/configmaps/in-their-set';
    const labels = { 'applyset.kubernetes.io/part-of': 'applyset-theirs-v1' };
    const theirs = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'in-their-set', labels } };
    await applyAs('kubectl-applyset', theirs, path);
    const only = configMap('in-their-set', '  a: "1"\n');
    const ask = async () => {
      throw new Error('asked');
    };
    const options = { connection, ...only, namespace: 'default', set: { name: 'ours' }, decide: ask };
    expect(only.describe((await planApply(options)).problems)).toEqual(['a.yaml:4 apply.other-set']);
  });

  test('stay refusals where nobody decides, and where something else is wrong nobody is asked', async () => {
    const path = '/api/v1/namespaces/default/configmaps/undecided';
    const theirs = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'undecided' }, data: { a: 'x' } };
    await applyAs('team-a', theirs, path);
    const set = project({
      'kustomization.yaml': 'resources: [a.yaml, b.yaml]\n',
      'a.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: undecided}\ndata: {a: "1"}\n',
      'b.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: wrong}\ndta: {}\n',
    });
    const { resources } = set;
    const ask = async () => {
      throw new Error('asked');
    };
    const plan = await planApply({ connection, resources, namespace: 'default', decide: ask });
    expect(set.describe(plan.problems)).toEqual([
      'a.yaml:4 apply.conflict data.a',
      'b.yaml:4 apply.unknown-field dta',
    ]);
    const only = configMap('undecided', '  a: "1"\n');
    const none = async () => [];
    const open = await planApply({ connection, ...only, namespace: 'default', decide: none });
    expect(open.problems.map(textIn('en'))).toEqual([
      'ConfigMap default/undecided: data.a belongs to team-a, which set x, not 1. Leave the field to it, or have it give the field up.',
    ]);
  });
});
