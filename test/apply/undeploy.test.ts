import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { planApply } from '../../src/apply/planApply.ts';
import { runApply } from '../../src/apply/runApply.ts';
import { setId } from '../../src/apply/set/applySet.ts';
import { planUndeploy, runUndeploy, type UndeployOptions } from '../../src/apply/set/undeploy.ts';
import type { Connection } from '../../src/cluster/connection.ts';
import { connect } from '../cluster/connect.ts';
import { useControlPlane } from '../cluster/shared.ts';
import { agree } from './confirmed.ts';
import { project } from './project.ts';

const controlPlane = useControlPlane({ kwok: false });
let connection: Connection;
const { signal } = new AbortController();

beforeAll(async () => {
  connection = await connect(controlPlane());
});

afterAll(() => connection?.close());

const files = (home: string) => ({
  'kustomization.yaml': 'resources: [all.yaml]\n',
  'all.yaml': `apiVersion: v1
kind: Namespace
metadata: {name: ${home}}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: inside, namespace: ${home}}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: ${home}}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers: [{name: web, image: web, envFrom: [{configMapRef: {name: inside}}]}]
`,
});

async function deploy(name: string): Promise<void> {
  const { resources } = project(files(`${name}-home`));
  const plan = await planApply({ connection, resources, namespace: 'default', set: { name } });
  const report = await runApply({ plan, confirmed: await agree(plan), connection });
  expect(report.problems).toEqual([]);
}

function options(name: string, more: Partial<UndeployOptions> = {}): UndeployOptions {
  return {
    connection,
    set: { name },
    namespace: 'default',
    isNamespaceGiven: false,
    location: { uri: 'file:///app', start: 0, end: 0 },
    signal,
    ...more,
  };
}

async function planOf(options: UndeployOptions) {
  const found = await planUndeploy(options);
  if (found.kind !== 'plan') throw new Error(found.kind);
  return found.plan;
}

describe('deleting an applied set', () => {
  test('deletes what it has, wherever its parent is, keeps the Namespace unless that is agreed to, and the parent last', async () => {
    await deploy('undeployed');
    const plan = await planOf(options('undeployed'));
    const { set } = plan;
    expect(set?.prune.map(({ kind, name }) => `${kind}/${name}`).sort()).toEqual([
      'ConfigMap/inside',
      'Deployment/web',
    ]);
    expect(set?.kept.map(({ kind, reason }) => [kind, reason.kind])).toEqual([['Namespace', 'guarded']]);
    const report = await runUndeploy({ plan, confirmed: await agree(plan), connection, signal });
    expect(report.pruned.every(({ outcome }) => outcome === 'deleted')).toBe(true);
    expect(report.cancelled).toBe(false);
    const guarded = await planOf(options('undeployed', { set: { name: 'undeployed', guarded: true } }));
    const last = await runUndeploy({
      plan: guarded,
      confirmed: await agree(guarded),
      connection,
      signal,
    });
    expect(last.pruned.map(({ candidate, outcome }) => [candidate.kind, outcome])).toEqual([
      ['Namespace', 'deleted'],
      ['ConfigMap', expect.stringMatching(/^(deleted|gone)$/)],
    ]);
  });

  test('finds nothing where nothing was applied with a set, and leaves a set of another tool alone', async () => {
    const absent = { kind: 'absent', elsewhere: [] };
    expect(await planUndeploy(options('never-applied'))).toEqual(absent);
    await controlPlane().kubectl(['create', 'configmap', 'theirs-of-name']);
    expect(await planUndeploy(options('theirs-of-name'))).toEqual(absent);
    // A namespace that somebody names must not make more of it.
    expect(await planUndeploy(options('theirs-of-name', { isNamespaceGiven: true }))).toEqual(absent);
    await controlPlane().kubectl([
      'annotate',
      'configmap',
      'theirs-of-name',
      'applyset.kubernetes.io/tooling=kubectl/v1.36.3',
    ]);
    expect(await planUndeploy(options('theirs-of-name'))).toEqual(absent);
    await controlPlane().kubectl([
      'label',
      'configmap',
      'theirs-of-name',
      `applyset.kubernetes.io/id=${setId({ name: 'theirs-of-name', namespace: 'default' })}`,
    ]);
    const plan = await planOf(options('theirs-of-name'));
    expect(plan.problems.map(({ code }) => code)).toEqual(['apply.foreign-set']);
  });

  test('asks which one where sets of one name are in several namespaces', async () => {
    for (const namespace of ['default', 'kube-public']) {
      const { resources } = project({
        'kustomization.yaml': 'configMapGenerator: [{name: twin, literals: [a=1]}]\n',
      });
      const plan = await planApply({ connection, resources, namespace, set: { name: 'twins' } });
      await runApply({ plan, confirmed: await agree(plan), connection });
    }
    expect(await planUndeploy(options('twins'))).toEqual({
      kind: 'several',
      namespaces: ['default', 'kube-public'],
    });
    const plan = await planOf(options('twins', { namespace: 'kube-public', isNamespaceGiven: true }));
    await runUndeploy({ plan, confirmed: await agree(plan), connection, signal });
    expect(await planUndeploy(options('twins'))).toMatchObject({ kind: 'plan' });
    const elsewhere = options('twins', { namespace: 'kube-public', isNamespaceGiven: true });
    expect(await planUndeploy(elsewhere)).toEqual({ kind: 'absent', elsewhere: ['default'] });
  });

  test('given up, deletes no more and says what is left', async () => {
    await deploy('half');
    const plan = await planOf(options('half'));
    expect(plan.counts.delete).toBe(2);
    const confirmed = await agree(plan);
    const stopped = AbortSignal.abort();
    const report = await runUndeploy({ plan, confirmed, connection, signal: stopped });
    expect(report.pruned.map(({ outcome }) => outcome)).toEqual(['not-done', 'not-done']);
    expect(report.cancelled).toBe(true);
  });
});
