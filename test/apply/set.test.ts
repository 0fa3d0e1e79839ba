import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import type { ApplyPlan } from '../../src/apply/plan.ts';
import { planApply } from '../../src/apply/planApply.ts';
import type { ApplyReport } from '../../src/apply/report.ts';
import { runApply } from '../../src/apply/runApply.ts';
import { setId, setNameOf, toolVersion } from '../../src/apply/set/applySet.ts';
import type { SetOptions } from '../../src/apply/set/setOptions.ts';
import type { Connection } from '../../src/cluster/connection.ts';
import { teamNamespace } from '../cluster/bootstrapObjects.ts';
import { connect } from '../cluster/connect.ts';
import { createNodes } from '../cluster/fakeKubelet.ts';
import { useControlPlane } from '../cluster/shared.ts';
import { until } from '../cluster/until.ts';
import { agree } from './confirmed.ts';
import { project } from './project.ts';

const controlPlane = useControlPlane();
let connection: Connection;

beforeAll(async () => {
  connection = await connect(controlPlane());
  await createNodes(controlPlane(), ['node-1']);
  for (const name of ['one', 'two', 'kubectl']) await controlPlane().kubectl(['create', 'namespace', name]);
});
afterAll(() => connection?.close());

interface Applied {
  readonly plan: ApplyPlan;
  readonly report: ApplyReport;
}

async function plan(files: Record<string, string>, set: SetOptions): Promise<ApplyPlan> {
  return planApply({ connection, resources: project(files).resources, namespace: 'one', set });
}

async function apply(files: Record<string, string>, set: SetOptions): Promise<Applied> {
  const planned = await plan(files, set);
  expect(planned.problems).toEqual([]);
  const report = await runApply({ plan: planned, confirmed: await agree(planned), connection });
  expect(report.problems).toEqual([]);
  return { plan: planned, report };
}

const configMap = (name: string, namespace = 'one', extra = '') =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\n  namespace: ${namespace}\n${extra}data: {a: "1"}\n`;

/** A kustomization of these ConfigMaps, `namespace/name`. */
function maps(...names: readonly string[]): Record<string, string> {
  const files = names.map(each => {
    const [namespace = '', name = ''] = each.split('/');
    return [`${namespace}-${name}.yaml`, configMap(name, namespace)] as const;
  });
  return {
    'kustomization.yaml': `resources: [${files.map(([name]) => name).join(', ')}]\n`,
    ...Object.fromEntries(files),
  };
}

async function names(namespace: string, prefix: string): Promise<string[]> {
  const { stdout } = await controlPlane().kubectl(['get', 'configmaps', '-n', namespace, '-o', 'name']);
  const all = stdout
    .trim()
    .split('\n')
    .map(each => each.replace('configmap/', ''));
  return all.filter(name => name.startsWith(prefix)).sort();
}

const pruned = ({ report }: Applied) =>
  report.pruned.map(({ candidate, outcome }) => `${candidate.namespace}/${candidate.name} ${outcome}`).sort();

async function annotationsOf(namespace: string, name: string): Promise<Record<string, string>> {
  const answer = await controlPlane().api({ path: `/api/v1/namespaces/${namespace}/configmaps/${name}` });
  return answer.json<{ metadata: { annotations: Record<string, string> } }>().metadata.annotations;
}

/** kubectl with its alpha ApplySets, which it must be told of by its environment. */
async function kubectlApplySet(folder: string, namespace: string, set: string) {
  const { program, kubeconfigs } = controlPlane();
  const env = {
    PATH: process.env['PATH'],
    HOME: folder,
    KUBECONFIG: kubeconfigs.admin,
    KUBECTL_APPLYSET: 'true',
  };
  const args = ['apply', '-n', namespace, '--prune', `--applyset=configmap/${set}`, '-f', folder];
  return promisify(execFile)(program, ['kubectl', ...args], { env }).then(
    ({ stdout }) => ({ code: 0, text: stdout }),
    error => ({ code: 1, text: String(error.stderr) }),
  );
}

describe('what a kustomization no longer renders', () => {
  const set = { name: 'across' };

  test('goes, in every namespace where the set has something, and nothing else goes', async () => {
    await controlPlane().kubectl(['create', 'configmap', 'across-strange', '-n', 'one']);
    const first = await apply(maps('one/across-a', 'one/across-b', 'two/across-c'), set);
    expect(pruned(first)).toEqual([]);
    const parent = first.plan.set;
    expect(parent).toMatchObject({ name: 'across', namespace: 'one', parent: undefined });
    expect(await annotationsOf('one', 'across')).toEqual({
      'applyset.kubernetes.io/additional-namespaces': 'two',
      'applyset.kubernetes.io/contains-group-kinds': 'ConfigMap',
      'applyset.kubernetes.io/tooling': `kubewright/v${manifest.version}`,
      'kubewright/claim': expect.any(String),
    });
    const second = await apply(maps('one/across-a'), set);
    expect(second.plan.counts.delete).toBe(2);
    expect(second.plan.namespaces).toEqual(['one', 'two']);
    expect(pruned(second)).toEqual(['one/across-b deleted', 'two/across-c deleted']);
    expect(await names('one', 'across')).toEqual(['across', 'across-a', 'across-strange']);
    expect(await names('two', 'across')).toEqual([]);
    expect((await annotationsOf('one', 'across'))['applyset.kubernetes.io/additional-namespaces']).toBe('');
    expect(pruned(await apply(maps('one/across-a'), set))).toEqual([]);
  });

  test('is found again where a run was interrupted before it was deleted', async () => {
    await apply(maps('one/cut-a', 'two/cut-b'), { name: 'cut' });
    const next = await plan(maps('one/cut-a'), { name: 'cut' });
    const stop = new AbortController();
    const report = await runApply({
      plan: next,
      confirmed: await agree(next),
      connection,
      signal: stop.signal,
      onProgress: ({ step }) => {
        if (step === 'objects') stop.abort();
      },
    });
    expect(report.cancelled).toBe(true);
    expect(report.pruned.map(({ outcome }) => outcome)).toEqual(['not-done']);
    expect(await names('two', 'cut')).toEqual(['cut-b']);
    expect(pruned(await apply(maps('one/cut-a'), { name: 'cut' }))).toEqual(['two/cut-b deleted']);
  });

  test('stays where somebody changed it since it was shown', async () => {
    await apply(maps('one/late-a', 'one/late-b'), { name: 'late' });
    const next = await plan(maps('one/late-a'), { name: 'late' });
    await controlPlane().kubectl(['annotate', 'configmap', '-n', 'one', 'late-b', 'note=mine']);
    const report = await runApply({ plan: next, confirmed: await agree(next), connection });
    expect(pruned({ plan: next, report })).toEqual(['one/late-b changed']);
    expect(await names('one', 'late-')).toEqual(['late-a', 'late-b']);
  });

  test('stays where an annotation says so, or others are lost with it, until that is agreed to', async () => {
    const keep = '  annotations: {client.lifecycle.config.k8s.io/deletion: detach}\n';
    const namespace = 'apiVersion: v1\nkind: Namespace\nmetadata: {name: guarded}\n';
    const files = {
      'kustomization.yaml': 'resources: [a.yaml, kept.yaml, namespace.yaml]\n',
      'a.yaml': configMap('stay-a'),
      'kept.yaml': configMap('stay-kept', 'one', keep),
      'namespace.yaml': namespace,
    };
    await apply(files, { name: 'stay' });
    const only = { 'kustomization.yaml': 'resources: [a.yaml]\n', 'a.yaml': configMap('stay-a') };
    const { plan: kept } = await apply(only, { name: 'stay' });
    expect(kept.set?.kept.map(({ kind, name, reason }) => [kind, name, reason.kind]).sort()).toEqual([
      ['ConfigMap', 'stay-kept', 'annotation'],
      ['Namespace', 'guarded', 'guarded'],
    ]);
    const agreed = await apply(only, { name: 'stay', guarded: true });
    expect(pruned(agreed)).toEqual(['undefined/guarded deleted']);
    expect(await names('one', 'stay-')).toEqual(['stay-a', 'stay-kept']);
  });

  test('stays while pods use it or can be rolled back to it: ConfigMaps with a hash', async () => {
    const files = (mode: string) => ({
      'kustomization.yaml': `namespace: one
resources: [web.yaml]
configMapGenerator:
- name: rollout
  literals: [mode=${mode}]
`,
      'web.yaml': `apiVersion: apps/v1
kind: Deployment
metadata: {name: rollout}
spec:
  selector: {matchLabels: {app: rollout}}
  template:
    metadata: {labels: {app: rollout}}
    spec:
      containers: [{name: web, image: web, envFrom: [{configMapRef: {name: rollout}}]}]
`,
    });
    const deploy = async (mode: string) => {
      const applied = await apply(files(mode), { name: 'rollout-set' });
      const args = ['rollout', 'status', '-n', 'one', 'deployment/rollout', '--timeout=60s'];
      expect((await controlPlane().kubectl(args)).code).toBe(0);
      // Revisions count pods that are on their way out.
      await until('the old pods are gone', async () => {
        const { stdout } = await controlPlane().kubectl([
          'get',
          'pods',
          '-n',
          'one',
          '-l',
          'app=rollout',
          '-o',
          'name',
        ]);
        return stdout.trim().split('\n').length === 1;
      });
      return applied;
    };
    await deploy('1');
    const second = await deploy('2');
    expect(second.plan.set?.kept.map(({ reason }) => reason.kind)).toEqual(['in-use']);
    expect(await names('one', 'rollout-')).toHaveLength(3);
    await deploy('3');
    expect(await names('one', 'rollout-')).toHaveLength(4);
    await deploy('4');
    const fifth = await deploy('5');
    expect(fifth.plan.counts.delete).toBe(1);
  }, 120_000);
});

describe('another set', () => {
  test('keeps its members: the same object in two kustomizations is told before anything is changed', async () => {
    await apply(maps('one/both'), { name: 'first' });
    const { problems } = await plan(maps('one/both'), { name: 'second' });
    expect(problems).toMatchObject([{ code: 'apply.other-set', params: { object: 'ConfigMap one/both' } }]);
    expect(await names('one', 'second')).toEqual([]);
  });
});

describe('beside kubectl', () => {
  test('a set has the identity that kubectl gives it; neither tool touches a set of the other until it is adopted', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'kubewright-applyset-'));
    try {
      await writeFile(join(folder, 'theirs.yaml'), configMap('theirs', 'kubectl'));
      const made = await kubectlApplySet(folder, 'kubectl', 'shared');
      expect(made).toMatchObject({ code: 0 });
      const { stdout } = await controlPlane().kubectl([
        ...['get', 'configmap', '-n', 'kubectl', 'shared', '-o', 'jsonpath={.metadata.labels}'],
      ]);
      const id = setId({ name: 'shared', namespace: 'kubectl' });
      expect(JSON.parse(stdout)['applyset.kubernetes.io/id']).toBe(id);
      const { resources } = project(maps('kubectl/theirs'));
      const changed = await planApply({ connection, resources, namespace: 'kubectl' });
      expect(changed).toMatchObject({
        problems: [],
        othersMembers: [
          { object: { name: 'theirs' }, set: 'kubectl/shared', tooling: expect.stringMatching(/^kubectl\//) },
        ],
      });
      const member = await plan(maps('kubectl/theirs'), { name: 'other' });
      expect(member.problems).toMatchObject([
        { code: 'apply.other-set', params: { set: 'kubectl/shared', known: { name: 'shared' } } },
      ]);
      const refused = await plan(maps('kubectl/ours'), { name: 'shared' });
      expect(refused.problems).toMatchObject([
        { code: 'apply.foreign-set', params: { set: 'kubectl/shared' } },
      ]);
      const adopted = await apply(maps('kubectl/ours'), { name: 'shared', adopt: true });
      expect(pruned(adopted)).toEqual(['kubectl/theirs deleted']);
      const again = await kubectlApplySet(folder, 'kubectl', 'shared');
      expect(again.code).toBe(1);
      expect(again.text).toContain('kubewright');
      expect(await names('kubectl', 'ours')).toEqual(['ours']);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});

test('a user who may not write the parent is told before anything is changed', async () => {
  const rbac = `/apis/rbac.authorization.k8s.io/v1/namespaces/${teamNamespace}`;
  const name = 'secrets-only';
  await controlPlane().api({
    method: 'POST',
    path: `${rbac}/roles`,
    body: { metadata: { name }, rules: [{ apiGroups: [''], resources: ['secrets'], verbs: ['*'] }] },
  });
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
    const { resources, describe: told } = project({
      'kustomization.yaml': `namespace: ${teamNamespace}\nresources: [secret.yaml]\n`,
      'secret.yaml': 'apiVersion: v1\nkind: Secret\nmetadata:\n  name: allowed\n',
    });
    const options = { connection: restricted, resources, namespace: teamNamespace };
    const alone = await planApply(options);
    expect(alone.problems).toEqual([]);
    const { problems } = await planApply({ ...options, set: { name: 'restricted' } });
    expect(told(problems)).toEqual(['secret.yaml:4 apply.set-refused']);
    const { code } = await controlPlane().kubectl(['get', 'secret', '-n', teamNamespace, 'allowed']);
    expect(code).toBe(1);
  } finally {
    restricted.close();
  }
});

test('names of sets are those of directories, and differ where these do', () => {
  expect(setNameOf('')).toBe('kubewright-root');
  expect(setNameOf('overlays/prod')).toBe('kubewright-overlays-prod');
  expect(setNameOf('a-b')).not.toBe(setNameOf('a/b'));
  expect(setNameOf('overlays/Prod')).not.toBe(setNameOf('overlays/prod'));
  expect(setNameOf('a_b')).not.toBe(setNameOf('a.b'));
  expect(setNameOf('x/'.repeat(300)).length).toBeLessThan(253);
  expect(toolVersion).toBe(manifest.version);
});
