import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { concernsOf } from '../../src/apply/safety/concerns.ts';
import type { Connection } from '../../src/cluster/connection.ts';
import { connect } from '../cluster/connect.ts';
import { useControlPlane } from '../cluster/shared.ts';
import { configMap, home, keptOf, type Manifest, meta, namespaceOf, pruneOf, setsOn } from './setsOn.ts';

const controlPlane = useControlPlane({ kwok: false });
let connection: Connection;
const { planned, run, applied, undeployed, create, exists } = setsOn(controlPlane, () => connection);

beforeAll(async () => {
  connection = await connect(controlPlane());
  await controlPlane().kubectl(['create', 'namespace', home]);
});
afterAll(() => connection?.close());

const root = configMap('root');

describe('a Namespace that is rendered no more', () => {
  test('is named with what others made in it, and counts as written to', async () => {
    const set = { name: 'victims' };
    await applied([root, namespaceOf('victim'), configMap('own', 'victim')], set);
    await create(configMap('theirs', 'victim'));
    const plan = await planned([root], { ...set, guarded: true });
    expect(plan.namespaces).toEqual([home, 'victim']);
    expect(pruneOf(plan)).toEqual(['ConfigMap/own', 'Namespace/victim']);
    const [namespace] = plan.set?.prune.filter(({ kind }) => kind === 'Namespace') ?? [];
    expect(namespace?.takes).toEqual([
      { apiVersion: 'v1', kind: 'ConfigMap', namespace: 'victim', name: 'theirs' },
    ]);
    const target = { contexts: [plan.target.context], namespace: home };
    const facts = { target, protectedContexts: [], source: undefined };
    expect(concernsOf(plan, facts).map(({ code }) => code)).toEqual(['concern.other-namespace']);
  });

  test('stays where somebody put something into it since that was shown', async () => {
    const set = { name: 'filled' };
    await applied([configMap('filled-root'), namespaceOf('filled')], set);
    const plan = await planned([configMap('filled-root')], { ...set, guarded: true });
    expect(pruneOf(plan)).toEqual(['Namespace/filled']);
    await create(configMap('late', 'filled'));
    const { pruned } = await run(plan);
    expect(pruned.map(({ outcome, message }) => [outcome, message])).toEqual([
      ['changed', 'ConfigMap filled/late'],
    ]);
    expect(await exists('namespace', 'filled')).toBe(true);
  });

  test('is named though nothing of the set is in it', async () => {
    const set = { name: 'alone', namespace: home };
    await applied([configMap('alone-root'), namespaceOf('alone')], set);
    const plan = await planned([configMap('alone-root')], { ...set, guarded: true });
    expect(plan.namespaces).toEqual(['alone', home]);
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
    const all = [namespaceOf('homed'), configMap('inside', 'homed'), configMap('homed-kept', home, keep)];
    await applied(all, set);
    const plan = await undeployed(set, 'homed');
    expect(pruneOf(plan)).toEqual(['ConfigMap/inside']);
    expect(keptOf(plan)).toContain('Namespace/homed kept, since ConfigMap homed/homed in it is kept');
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
    metadata: meta(name, home, more),
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

test('what a tool looks after is named with it before it is deleted', async () => {
  const set = { name: 'flux-owned' };
  const labels = {
    'kustomize.toolkit.fluxcd.io/name': 'apps',
    'kustomize.toolkit.fluxcd.io/namespace': 'flux',
  };
  await applied([configMap('owned-a'), configMap('owned-b', home, { labels })], set);
  const plan = await planned([configMap('owned-a')], set);
  const facts = { target: undefined, protectedContexts: [], source: undefined };
  expect(concernsOf(plan, facts)).toEqual([
    {
      code: 'concern.owned',
      params: { tool: 'Flux', name: 'flux/apps', objects: ['ConfigMap loss/owned-b'] },
    },
  ]);
});
