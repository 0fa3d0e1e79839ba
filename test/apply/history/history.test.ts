import { mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { readSets } from '../../../src/apply/history/readSets.ts';
import { type HistoryRecord, historyAnnotation } from '../../../src/apply/history/record.ts';
import { planApply } from '../../../src/apply/planApply.ts';
import type { ApplyReport } from '../../../src/apply/report.ts';
import { type RunOptions, runApply } from '../../../src/apply/runApply.ts';
import { setId, toolVersion } from '../../../src/apply/set/applySet.ts';
import type { Connection } from '../../../src/cluster/connection.ts';
import { build } from '../../../src/kustomize/build.ts';
import { defaultOptions } from '../../../src/kustomize/options.ts';
import type { Resource } from '../../../src/kustomize/resource.ts';
import { createBlockingSnapshot } from '../../../src/node/blockingSnapshot.ts';
import { buildOrigin } from '../../../src/node/buildOrigin.ts';
import { renderCommit } from '../../../src/node/renderCommit.ts';
import { ended, startKubewright } from '../../cli/kubewright.ts';
import { teamNamespace } from '../../cluster/bootstrapObjects.ts';
import { connect } from '../../cluster/connect.ts';
import { useControlPlane } from '../../cluster/shared.ts';
import { until } from '../../cluster/until.ts';
import { makeRepository, type Repository } from '../../git/gitServer.ts';
import { agree } from '../confirmed.ts';
import { project } from '../project.ts';

const controlPlane = useControlPlane({ kwok: false });
const namespace = 'history';
let connection: Connection;

beforeAll(async () => {
  connection = await connect(controlPlane());
  await controlPlane().kubectl(['create', 'namespace', namespace]);
});
afterAll(() => connection?.close());

const signal = new AbortController().signal;
const origin = { root: 'overlays/prod', commit: 'a'.repeat(40), dirty: false, namespace };

const map = (name: string, value = '1') =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}}\ndata: {a: "${value}"}\n`;

function maps(...names: readonly string[]): readonly Resource[] {
  const files = Object.fromEntries(names.map(name => [`${name}.yaml`, map(name)]));
  const kustomization = `resources: [${Object.keys(files).join(', ')}]\n`;
  return project({ 'kustomization.yaml': kustomization, ...files }).resources;
}

interface Applying extends Partial<RunOptions> {
  readonly origin?: typeof origin | (Omit<typeof origin, 'commit'> & { readonly commit: string | undefined });
  readonly by?: Connection;
  readonly into?: string;
}

async function apply(
  name: string,
  resources: readonly Resource[],
  applying: Applying = {},
): Promise<ApplyReport> {
  const { by = connection, into = namespace, ...run } = applying;
  const set = { name, origin: applying.origin ?? origin };
  const plan = await planApply({ connection: by, resources, namespace: into, set });
  return runApply({ ...run, plan, confirmed: await agree(plan), connection: by });
}

async function recordsOf(name: string): Promise<readonly HistoryRecord[]> {
  const sets = await readSets(connection, [], signal);
  return sets.find(set => set.name === name)?.records ?? [];
}

async function names(prefix: string): Promise<string[]> {
  const { stdout } = await controlPlane().kubectl(['get', 'configmaps', '-n', namespace, '-o', 'name']);
  return stdout
    .trim()
    .split('\n')
    .map(each => each.replace('configmap/', ''))
    .filter(name => name.startsWith(prefix))
    .sort();
}

/** Lets an admission policy refuse the history of one set, once the server enforces it. */
async function refuseHistoryOf(name: string): Promise<void> {
  const kind = 'admissionregistration.k8s.io/v1';
  const rule = {
    apiGroups: [''],
    apiVersions: ['v1'],
    operations: ['CREATE', 'UPDATE'],
    resources: ['configmaps'],
  };
  const policy = {
    apiVersion: kind,
    kind: 'ValidatingAdmissionPolicy',
    metadata: { name: 'no-history' },
    spec: {
      matchConstraints: { resourceRules: [rule] },
      matchConditions: [{ name: 'one', expression: `object.metadata.name == '${name}'` }],
      validations: [
        {
          expression: `!has(object.metadata.annotations) || !('${historyAnnotation}' in object.metadata.annotations)`,
          message: 'no history here',
        },
      ],
    },
  };
  const binding = {
    apiVersion: kind,
    kind: 'ValidatingAdmissionPolicyBinding',
    metadata: { name: 'no-history' },
    spec: { policyName: 'no-history', validationActions: ['Deny'] },
  };
  const list = { apiVersion: 'v1', kind: 'List', items: [policy, binding] };
  await controlPlane().kubectl(['apply', '-f', '-'], { stdin: JSON.stringify(list) });
  const tried = {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name, annotations: { [historyAnnotation]: '[]' } },
  };
  await until('the policy is enforced', async () => {
    const args = ['create', '--dry-run=server', '-n', namespace, '-f', '-'];
    return (await controlPlane().kubectl(args, { stdin: JSON.stringify(tried) })).code !== 0;
  });
}

describe('the history of a set', () => {
  test('has each apply: from what, when, by whom and what it did, newest first', async () => {
    const before = Date.now();
    await apply('each', maps('each-a', 'each-b'));
    await apply('each', maps('each-a'), { origin: { ...origin, commit: 'b'.repeat(40), dirty: true } });
    await apply('each', maps('each-a'));
    const records = await recordsOf('each');
    const none = { created: 0, configured: 0, unchanged: 0, failed: 0, notDone: 0, pruned: 0 };
    const { stdout } = await controlPlane().kubectl([
      'auth',
      'whoami',
      '-o',
      'jsonpath={.status.userInfo.username}',
    ]);
    const all = {
      user: stdout,
      tool: `kubewright/v${toolVersion}`,
      result: 'complete',
      time: expect.any(String),
    };
    expect(stdout).not.toBe('');
    expect(records).toEqual([
      { ...origin, ...all, counts: { ...none, unchanged: 1 } },
      {
        ...origin,
        commit: 'b'.repeat(40),
        dirty: true,
        ...all,
        counts: { ...none, unchanged: 1, pruned: 1 },
      },
      { ...origin, ...all, counts: { ...none, created: 2 } },
    ]);
    for (const { time } of records) expect(Date.parse(time)).toBeGreaterThanOrEqual(before);
  });

  test('survives what else writes the parent: kubectl, and applies that know nothing of where they come from', async () => {
    await apply('kept', maps('kept-a'));
    await controlPlane().kubectl(['annotate', 'configmap', '-n', namespace, 'kept', 'note=mine']);
    const plan = await planApply({ connection, resources: maps('kept-a'), namespace, set: { name: 'kept' } });
    await runApply({ plan, confirmed: await agree(plan), connection });
    expect(await recordsOf('kept')).toHaveLength(1);
  });

  test('loses no record where several apply at once', async () => {
    await apply('busy', maps('busy-a'));
    const commits = ['1', '2', '3', '4', '5'].map(each => each.repeat(40));
    const reports = await Promise.all(
      commits.map(commit => apply('busy', maps('busy-a'), { origin: { ...origin, commit } })),
    );
    expect(reports.map(({ unrecorded }) => unrecorded)).toEqual(commits.map(() => undefined));
    const recorded = (await recordsOf('busy')).map(({ commit }) => commit);
    expect(recorded.toSorted()).toEqual([...commits, origin.commit].toSorted());
  });

  test('says that an apply which failed in the middle was partial, and what it did', async () => {
    await controlPlane().kubectl(['create', 'quota', 'one-secret', '-n', namespace, '--hard=secrets=1']);
    onTestFinished(async () => {
      await controlPlane().kubectl(['delete', 'quota', '-n', namespace, 'one-secret']);
    });
    const secret = (name: string) => `apiVersion: v1\nkind: Secret\nmetadata: {name: ${name}}\n`;
    const { resources } = project({
      'kustomization.yaml': 'resources: [a.yaml, b.yaml, c.yaml]\n',
      'a.yaml': map('partly-map'),
      'b.yaml': secret('partly-one'),
      'c.yaml': secret('partly-two'),
    });
    const report = await apply('partly', resources);
    expect(report.counts).toMatchObject({ created: 2, failed: 1 });
    expect(await recordsOf('partly')).toMatchObject([
      { result: 'partial', counts: { created: 2, failed: 1 }, commit: origin.commit },
    ]);
  });

  test('says so too where the user gave up', async () => {
    await apply('given', maps('given-a'));
    const stop = new AbortController();
    const report = await apply('given', maps('given-a', 'given-b'), {
      signal: stop.signal,
      onProgress: ({ step }) => {
        if (step === 'objects') stop.abort();
      },
    });
    expect(report.cancelled).toBe(true);
    expect((await recordsOf('given'))[0]).toMatchObject({ result: 'partial' });
  });

  test('that cannot be written says why, and the apply stays done', async () => {
    await refuseHistoryOf('refused');
    const report = await apply('refused', maps('refused-a'));
    expect(report.unrecorded?.message).toContain('no history here');
    expect(report.counts).toMatchObject({ created: 1, failed: 0 });
    expect(await names('refused-')).toEqual(['refused-a']);
  });

  test('is one that a user of one namespace may read', async () => {
    const limited = await connect(controlPlane(), 'namespaced');
    onTestFinished(() => limited.close());
    await apply('team', maps('team-a'), { by: limited, into: teamNamespace });
    const sets = await readSets(limited, [teamNamespace], signal);
    expect(sets.map(({ name, records }) => [name, records.length])).toEqual([['team', 1]]);
    expect(sets[0]?.records[0]?.user).toContain('namespaced');
  });

  test('is of no copy of a parent, whose label says that it is another', async () => {
    await controlPlane().kubectl(['create', 'configmap', 'copy', '-n', namespace]);
    const label = `applyset.kubernetes.io/id=${setId({ name: 'each', namespace })}`;
    await controlPlane().kubectl(['label', 'configmap', 'copy', '-n', namespace, label]);
    expect((await readSets(connection, [], signal)).map(({ name }) => name)).not.toContain('copy');
  });
});

describe('rolling back', () => {
  test('restores the objects of the earlier commit and prunes those that came later, from git alone', async () => {
    const repository = await emptyRepository();
    const top = repository.directory;
    const first = await repository.commit({
      'prod/kustomization.yaml': 'resources: [../base]\nnamePrefix: roll-\n',
      'base/kustomization.yaml': 'resources: [a.yaml, b.yaml]\n',
      'base/a.yaml': map('a', 'first'),
      'base/b.yaml': map('b'),
    });
    await applyFromDisk(top);
    await repository.commit({
      'base/kustomization.yaml': 'resources: [a.yaml, c.yaml]\n',
      'base/a.yaml': map('a', 'second'),
      'base/c.yaml': map('c'),
    });
    await applyFromDisk(top);
    expect(await names('roll-')).toEqual(['roll-a', 'roll-c']);
    const [latest, earlier] = await recordsOf('roll');
    expect(latest).toMatchObject({ root: 'prod', dirty: false });
    expect(earlier).toMatchObject({ root: 'prod', commit: first, dirty: false });

    const { resources, problems } = await renderCommit({
      repository: { top, env: process.env, signal },
      commit: first,
      directory: join(top, 'prod'),
      options: defaultOptions,
      uriOf: path => `revision:${path}`,
    });
    expect(problems).toEqual([]);
    const report = await apply('roll', resources, { origin: { ...origin, root: 'prod', commit: first } });
    expect(report.pruned.map(({ candidate, outcome }) => `${candidate.name} ${outcome}`)).toEqual([
      'roll-c deleted',
    ]);
    expect(await names('roll-')).toEqual(['roll-a', 'roll-b']);
    const { stdout } = await controlPlane().kubectl([
      'get',
      'configmap',
      '-n',
      namespace,
      'roll-a',
      '-o',
      'jsonpath={.data.a}',
    ]);
    expect(stdout).toBe('first');
    expect((await recordsOf('roll')).map(({ commit }) => commit)).toEqual([first, latest?.commit, first]);
    expect(await repository.git('status', '--porcelain')).toBe('');
  });
});

async function emptyRepository(): Promise<Repository> {
  const directory = await realpath(await mkdtemp(join(tmpdir(), 'kubewright-history-')));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  return makeRepository(directory);
}

async function applyFromDisk(top: string): Promise<void> {
  const directory = join(top, 'prod');
  const { resources, reads } = build(directory, createBlockingSnapshot());
  const from = await buildOrigin({ directory, reads, env: process.env, signal });
  const report = await apply('roll', resources, { origin: { ...from, namespace } });
  expect(report.problems).toEqual([]);
}

describe('kubewright apply and history', () => {
  async function kubewright(cwd: string, args: readonly string[]) {
    return ended(startKubewright(args, cwd, { KUBECONFIG: controlPlane().kubeconfigs.admin }));
  }

  test('record what was applied with --prune, and print it as a table and as JSON', async () => {
    const repository = await emptyRepository();
    const commit = await repository.commit({
      'apps/web/kustomization.yaml': 'resources: [web.yaml]\n',
      'apps/web/web.yaml': map('printed'),
    });
    const apply = ['apply', 'apps/web', '--prune', '--yes', '-n', namespace];
    expect(await kubewright(repository.directory, apply)).toMatchObject({ code: 0 });
    await repository.commit({ 'apps/web/web.yaml': map('printed', '2') });
    await writeFile(join(repository.directory, 'apps/web/web.yaml'), map('printed', '3'));
    expect(await kubewright(repository.directory, apply)).toMatchObject({ code: 0 });

    const table = await kubewright(repository.directory, ['history', '--set', 'kubewright-apps-web']);
    expect(table.code).toBe(0);
    const [header, dirty, clean, ...rest] = table.stdout.trimEnd().split('\n');
    expect(rest).toEqual([]);
    expect(header).toMatch(/^NAMESPACE +TIME +RESULT +COMMIT +USER +CHANGES +TOOL +ROOT$/);
    expect(dirty).toMatch(/^history +\S+Z +complete +[0-9a-f]{12}\* +\S+ +~1 +kubewright\/v\S+ +apps\/web$/);
    expect(clean).toMatch(new RegExp(`^history +\\S+Z +complete +${commit.slice(0, 12)} +\\S+ +\\+1 `));

    const json = await kubewright(join(repository.directory, 'apps/web'), [
      'history',
      '--format',
      'json',
      '--limit',
      '1',
    ]);
    expect(JSON.parse(json.stdout)).toMatchObject([
      { set: 'kubewright-apps-web', namespace, root: 'apps/web', dirty: true, result: 'complete' },
    ]);
  });

  test('say that there is no such set, and that nothing is recorded of one', async () => {
    const folder = (await emptyRepository()).directory;
    const none = await kubewright(folder, ['history', '--set', 'nowhere']);
    expect(none).toMatchObject({ code: 1, stdout: '' });
    expect(none.stderr).toContain('has no set nowhere');
    const plan = await planApply({
      connection,
      resources: maps('silent-a'),
      namespace,
      set: { name: 'silent' },
    });
    await runApply({ plan, confirmed: await agree(plan), connection });
    const empty = await kubewright(folder, ['history', '--set', 'silent']);
    expect(empty).toMatchObject({ code: 0, stdout: '' });
    expect(empty.stderr).toContain('Nothing is recorded');
    expect((await kubewright(folder, ['history', '--set', 'a', 'b'])).code).toBe(2);
  });
});
