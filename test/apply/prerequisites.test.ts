import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { planApply } from '../../src/apply/planApply.ts';
import { runApply } from '../../src/apply/runApply.ts';
import type { Connection } from '../../src/cluster/connection.ts';
import { connect } from '../cluster/connect.ts';
import { useControlPlane } from '../cluster/shared.ts';
import { agree, applyProject, outcomes, verdicts } from './confirmed.ts';
import { project } from './project.ts';

const controlPlane = useControlPlane({ kwok: false });
let connection: Connection;

beforeAll(async () => {
  connection = await connect(controlPlane());
});
afterAll(() => connection?.close());

const objects = (...documents: readonly string[]) =>
  project({ 'kustomization.yaml': 'resources: [all.yaml]\n', 'all.yaml': documents.join('---\n') });

const pod = (name: string, field: string, namespace = 'default') =>
  `apiVersion: v1\nkind: Pod\nmetadata: {name: ${name}, namespace: ${namespace}}\nspec: {${field}, containers: [{name: a, image: a}]}\n`;
const account = (name: string, namespace = 'default') =>
  `apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: ${name}, namespace: ${namespace}}\n`;
const priority = (name: string) =>
  `apiVersion: scheduling.k8s.io/v1\nkind: PriorityClass\nmetadata: {name: ${name}}\nvalue: 1000\n`;
const namespaceOf = (name: string) => `apiVersion: v1\nkind: Namespace\nmetadata: {name: ${name}}\n`;

describe('what the admission of pods asks for, in the same kustomization', () => {
  test.each([
    ['a ServiceAccount', account('runner'), 'serviceAccountName: runner', 'ServiceAccount/runner'],
    ['a PriorityClass', priority('high'), 'priorityClassName: high', 'PriorityClass/high'],
    [
      'a RuntimeClass',
      'apiVersion: node.k8s.io/v1\nkind: RuntimeClass\nmetadata: {name: boxed}\nhandler: boxed\n',
      'runtimeClassName: boxed',
      'RuntimeClass/boxed',
    ],
  ])('%s is applied before', async (_, needed, field, told) => {
    const [kind = '', name = ''] = told.split('/');
    const { plan, report } = await applyProject(connection, objects(pod(`with-${name}`, field), needed));
    expect(verdicts(plan).sort()).toEqual([`${told} create`, `Pod/with-${name} unverified`].sort());
    expect(plan.objects.find(each => each.kind === 'Pod')?.verdict).toMatchObject({ needs: { kind, name } });
    expect(outcomes(report).sort()).toEqual([`${told} created`, `Pod/with-${name} created`].sort());
  });

  test('is there in time in a new Namespace too', async () => {
    const set = objects(
      pod('fresh', 'serviceAccountName: runner, priorityClassName: fresh', 'fresh'),
      namespaceOf('fresh'),
      account('runner', 'fresh'),
      priority('fresh'),
    );
    const { report } = await applyProject(connection, set);
    expect(report.problems).toEqual([]);
    expect(report.counts).toMatchObject({ created: 4, failed: 0 });
  });

  test('of another namespace or name is none: the refusal stays', async () => {
    await controlPlane().kubectl(['create', 'namespace', 'elsewhere']);
    for (const other of [account('absent', 'elsewhere'), account('other')]) {
      const set = objects(other, pod('lost', 'serviceAccountName: absent'));
      const { problems } = await planApply({ connection, ...set, namespace: 'default' });
      expect(set.describe(problems)).toEqual([expect.stringMatching(/^all\.yaml:\d+ apply\.refused$/)]);
    }
  });
});

test('a user who may not hand out all rights binds a Role that the same kustomization makes', async () => {
  const admin = { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'admin' };
  const made = await controlPlane().api({
    method: 'POST',
    path: '/apis/rbac.authorization.k8s.io/v1/namespaces/team-a/rolebindings',
    body: {
      metadata: { name: 'admin-of-it' },
      roleRef: admin,
      subjects: [{ apiGroup: 'rbac.authorization.k8s.io', kind: 'User', name: 'nobody' }],
    },
  });
  expect(made.status).toBe(201);
  const own = await connect(controlPlane(), 'nobody');
  try {
    const api = 'apiVersion: rbac.authorization.k8s.io/v1\n';
    const { resources } = objects(
      `${api}kind: RoleBinding\nmetadata: {name: reads}\nroleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: reader}\n`,
      `${api}kind: Role\nmetadata: {name: reader}\nrules: [{apiGroups: [''], resources: [pods], verbs: [get]}]\n`,
    );
    const plan = await planApply({ connection: own, resources, namespace: 'team-a' });
    expect(plan.problems).toEqual([]);
    const report = await runApply({ plan, confirmed: await agree(plan), connection: own });
    expect(outcomes(report).sort()).toEqual(['Role/reader created', 'RoleBinding/reads created']);
  } finally {
    own.close();
  }
});
