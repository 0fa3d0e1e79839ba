import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeObject } from '../../src/apply/objectName.ts';
import type { ApplyPlan } from '../../src/apply/plan.ts';
import { planApply } from '../../src/apply/planApply.ts';
import type { Connection } from '../../src/cluster/connection.ts';
import { connect } from '../cluster/connect.ts';
import { useControlPlane } from '../cluster/shared.ts';
import { until } from '../cluster/until.ts';
import { applyProject, verdicts } from './confirmed.ts';
import { type Project, project } from './project.ts';

const controlPlane = useControlPlane({ kwok: false });
const namespace = 'many-objects';
const rbac = `/apis/rbac.authorization.k8s.io/v1/namespaces/${namespace}`;
let connection: Connection;

/** A dozen ConfigMaps and as many Secrets. */
function dozen(value: string): Project {
  const documents = ['ConfigMap', 'Secret'].flatMap(kind =>
    Array.from({ length: 12 }, (_, index) => {
      const data = kind === 'Secret' ? 'stringData' : 'data';
      return `apiVersion: v1\nkind: ${kind}\nmetadata: {name: m-${index}}\n${data}: {a: "${value}"}\n`;
    }),
  );
  return project({ 'kustomization.yaml': 'resources: [all.yaml]\n', 'all.yaml': documents.join('---\n') });
}

beforeAll(async () => {
  connection = await connect(controlPlane());
  await controlPlane().kubectl(['create', 'namespace', namespace]);
  await applyProject(connection, dozen('old'), { namespace });
});

afterAll(() => connection?.close());

/** What `nobody` may do here. */
async function allow(verbs: readonly string[]): Promise<void> {
  const name = 'applier';
  await controlPlane().api({ method: 'DELETE', path: `${rbac}/roles/${name}` });
  await controlPlane().api({
    method: 'POST',
    path: `${rbac}/roles`,
    body: { metadata: { name }, rules: [{ apiGroups: [''], resources: ['configmaps', 'secrets'], verbs }] },
  });
  const roleRef = { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name };
  const subjects = [{ apiGroup: 'rbac.authorization.k8s.io', kind: 'User', name: 'nobody' }];
  await controlPlane().api({
    method: 'POST',
    path: `${rbac}/rolebindings`,
    body: { metadata: { name }, roleRef, subjects },
  });
  const can = ['auth', 'can-i', '-n', namespace, '--as=nobody'];
  await until(`nobody may ${verbs.join()}`, async () => {
    const { stdout } = await controlPlane().kubectl([...can, 'list', 'configmaps']);
    const patch = await controlPlane().kubectl([...can, 'patch', 'configmaps']);
    return stdout.startsWith('yes') === verbs.includes('list') && patch.stdout.startsWith('yes');
  });
}

/** The plan of `nobody`, and the reads that it took: `list configmaps`, `get secrets/m-1`. */
async function planOfNobody(set: Project): Promise<{ readonly plan: ApplyPlan; readonly reads: string[] }> {
  const own = await connect(controlPlane(), 'nobody');
  const began = (await controlPlane().auditEvents()).length;
  try {
    const plan = await planApply({ connection: own, resources: set.resources, namespace });
    const events = async () => (await controlPlane().auditEvents()).slice(began);
    const ofNobody = async () =>
      (await events()).filter(
        each => each.user.username === 'nobody' && each.objectRef?.namespace === namespace,
      );
    await until(
      'all is logged',
      async () => (await ofNobody()).filter(({ verb }) => verb === 'patch').length >= 24,
    );
    const reads = (await ofNobody()).filter(({ verb }) => verb === 'get' || verb === 'list');
    const shown = ({ verb, objectRef }: (typeof reads)[number]) =>
      [verb, [objectRef?.resource, objectRef?.name].filter(part => part !== undefined).join('/')].join(' ');
    return { plan, reads: reads.map(shown).sort() };
  } finally {
    own.close();
  }
}

const oneByOne = (resource: string) =>
  Array.from({ length: 12 }, (_, index) => `get ${resource}/m-${index}`).sort();
const change = ({ objects }: ApplyPlan) =>
  objects.map(object => [describeObject(object), object.verdict] as const);

test('many objects of a kind are read by one list, and are what they are one by one; Secrets are never listed', async () => {
  await allow(['get', 'list', 'patch']);
  const listed = await planOfNobody(dozen('new'));
  expect(listed.reads).toEqual([...oneByOne('secrets'), 'list configmaps']);
  expect(verdicts(listed.plan)).toEqual(verdicts(listed.plan).map(each => each.replace(/ .*/, ' change')));
  await allow(['get', 'patch']);
  const single = await planOfNobody(dozen('new'));
  expect(single.reads).toEqual([...oneByOne('configmaps'), ...oneByOne('secrets'), 'list configmaps']);
  const bare = (plan: ApplyPlan) =>
    change(plan).map(([name, verdict]) => [name, 'before' in verdict ? verdict.before : verdict]);
  expect(bare(listed.plan)).toEqual(bare(single.plan));
}, 60_000);

test('a namespace that holds many others is not read whole for a few', async () => {
  const others = Array.from({ length: 300 }, (_, index) => ({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: `a-${index}` },
  }));
  await Promise.all(
    others.map(body =>
      controlPlane().api({ method: 'POST', path: `/api/v1/namespaces/${namespace}/configmaps`, body }),
    ),
  );
  await allow(['get', 'list', 'patch']);
  const { plan, reads } = await planOfNobody(dozen('old'));
  // Ours come behind the others in the list, of which one page is read.
  expect(reads).toEqual([...oneByOne('configmaps'), ...oneByOne('secrets'), 'list configmaps']);
  expect(plan.counts).toMatchObject({ unchanged: 24, change: 0, create: 0 });
}, 60_000);
