import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ApplyPlan } from '../../src/apply/plan.ts';
import { planApply } from '../../src/apply/planApply.ts';
import type { ApplyReport } from '../../src/apply/report.ts';
import { runApply } from '../../src/apply/runApply.ts';
import { setId } from '../../src/apply/set/applySet.ts';
import type { Connection } from '../../src/cluster/connection.ts';
import { teamNamespace } from '../cluster/bootstrapObjects.ts';
import { connect } from '../cluster/connect.ts';
import { useControlPlane } from '../cluster/shared.ts';
import { agree } from './confirmed.ts';
import { project } from './project.ts';

const controlPlane = useControlPlane({ kwok: false });
let connection: Connection;

beforeAll(async () => {
  connection = await connect(controlPlane());
  for (const name of ['claim', 'claim-two']) await controlPlane().kubectl(['create', 'namespace', name]);
});
afterAll(() => connection?.close());

const configMap = (name: string) =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}, namespace: claim}\n`;
const service = (name: string) =>
  `apiVersion: v1\nkind: Service\nmetadata: {name: ${name}, namespace: claim-two}\nspec: {ports: [{port: 80}]}\n`;

function plan(set: string, ...objects: readonly string[]): Promise<ApplyPlan> {
  const files = { 'kustomization.yaml': 'resources: [all.yaml]\n', 'all.yaml': objects.join('---\n') };
  return planApply({
    connection,
    resources: project(files).resources,
    namespace: 'claim',
    set: { name: set },
  });
}

async function run(planned: ApplyPlan): Promise<ApplyReport> {
  expect(planned.problems).toEqual([]);
  return runApply({ plan: planned, confirmed: await agree(planned), connection });
}

interface Parent {
  readonly data?: Record<string, string>;
  readonly metadata: {
    readonly annotations?: Record<string, string>;
    readonly labels?: Record<string, string>;
  };
}

async function parentOf(name: string): Promise<Parent> {
  return (await controlPlane().api({ path: `/api/v1/namespaces/claim/configmaps/${name}` })).json<Parent>();
}

async function contentsOf(name: string) {
  const { annotations = {} } = (await parentOf(name)).metadata;
  const at = (key: string) => annotations[`applyset.kubernetes.io/${key}`];
  return { kinds: at('contains-group-kinds'), namespaces: at('additional-namespaces') };
}

const whole = { kinds: 'ConfigMap,Service', namespaces: 'claim-two' };

describe('two applies of one set at the same time', () => {
  test('lose no kind and no namespace, whichever was planned first: nothing would ever be pruned there', async () => {
    const earlier = await plan('race', configMap('race-a'));
    const later = await plan('race', configMap('race-a'), service('race-b'));
    expect((await run(later)).problems).toEqual([]);
    expect((await run(earlier)).problems).toEqual([]);
    expect(await contentsOf('race')).toEqual(whole);
    const next = await plan('race', configMap('race-a'));
    expect(next.set?.prune.map(({ kind, name }) => `${kind}/${name}`)).toEqual(['Service/race-b']);
    expect((await run(next)).problems).toEqual([]);
    expect(await contentsOf('race')).toEqual({ kinds: 'ConfigMap', namespaces: '' });
  });

  test('nor where a kind that one of them takes away comes back by the other', async () => {
    await run(await plan('back', configMap('back-a'), service('back-b')));
    const without = await plan('back', configMap('back-a'));
    const again = await plan('back', configMap('back-a'), service('back-c'));
    await run(again);
    await run(without);
    expect(await contentsOf('back')).toEqual(whole);
  });

  test('nor where both of them begin it', async () => {
    const plans = await Promise.all([
      plan('begin', configMap('begin-a')),
      plan('begin', service('begin-b')),
      plan('begin', configMap('begin-c'), service('begin-d')),
    ]);
    const reports = await Promise.all([...plans, ...plans, ...plans].map(run));
    expect(reports.flatMap(({ problems }) => problems)).toEqual([]);
    expect(await contentsOf('begin')).toEqual(whole);
  });
});

describe('what is no set of ours', () => {
  test('is not written where another tool made it one after the plan', async () => {
    const planned = await plan('late', configMap('late-a'));
    await controlPlane().kubectl(['create', 'configmap', 'late', '-n', 'claim']);
    const id = setId({ name: 'late', namespace: 'claim' });
    for (const args of [
      ['label', `applyset.kubernetes.io/id=${id}`],
      ['annotate', 'applyset.kubernetes.io/tooling=kubectl/v1.36.3'],
    ]) {
      const [verb = '', value = ''] = args;
      await controlPlane().kubectl([verb, 'configmap', 'late', '-n', 'claim', value]);
    }
    const report = await run(planned);
    expect(report.problems).toMatchObject([
      { code: 'apply.foreign-set', params: { set: 'claim/late', tooling: 'kubectl/v1.36.3' } },
    ]);
    expect(report.counts.created).toBe(0);
    expect((await parentOf('late')).metadata.annotations).toEqual({
      'applyset.kubernetes.io/tooling': 'kubectl/v1.36.3',
    });
  });

  test('a ConfigMap with data of its own is left alone, before the plan and after it', async () => {
    const early = await plan('app-config', configMap('app-a'));
    await controlPlane().kubectl(['create', 'configmap', 'app-config', '-n', 'claim', '--from-literal=a=1']);
    expect((await run(early)).problems).toMatchObject([{ code: 'apply.set-taken' }]);
    const { problems } = await plan('app-config', configMap('app-a'));
    expect(problems).toMatchObject([{ code: 'apply.set-taken', params: { set: 'claim/app-config' } }]);
    expect(await parentOf('app-config')).toMatchObject({ data: { a: '1' } });
    expect((await parentOf('app-config')).metadata.labels).toBeUndefined();
  });

  test('counts as there where this user may not read it: it may have members that would be lost', async () => {
    const rbac = `/apis/rbac.authorization.k8s.io/v1/namespaces/${teamNamespace}`;
    const name = 'blind';
    const rules = [{ apiGroups: [''], resources: ['configmaps'], verbs: ['create', 'patch', 'list'] }];
    await controlPlane().api({ method: 'POST', path: `${rbac}/roles`, body: { metadata: { name }, rules } });
    await controlPlane().api({
      method: 'POST',
      path: `${rbac}/rolebindings`,
      body: {
        metadata: { name },
        roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name },
        subjects: [{ apiGroup: 'rbac.authorization.k8s.io', kind: 'User', name: 'nobody' }],
      },
    });
    const restricted = await connect(controlPlane(), 'nobody');
    try {
      const { resources } = project({ 'kustomization.yaml': 'configMapGenerator: [{name: seen}]\n' });
      const options = { connection: restricted, resources, namespace: teamNamespace, set: { name: 'blind' } };
      const { problems } = await planApply(options);
      const set = problems.filter(({ code }) => code === 'apply.set-refused');
      expect(set).toMatchObject([{ params: { reason: expect.stringContaining('cannot get resource') } }]);
    } finally {
      restricted.close();
    }
  });
});
