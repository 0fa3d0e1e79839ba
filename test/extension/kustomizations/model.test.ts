import { describe, expect, test } from 'vitest';
import type { RepositoryIdentity } from '../../../src/apply/set/repository.ts';
import type { DeployedSet } from '../../../src/extension/kustomizations/deployedSets.ts';
import { createDriftChecks } from '../../../src/extension/kustomizations/driftChecks.ts';
import { grouped, groupNames } from '../../../src/extension/kustomizations/grouped.ts';
import type { ToldKustomization } from '../../../src/extension/kustomizations/kustomizationList.ts';
import { kustomizationRow, targetRow } from '../../../src/extension/kustomizations/rows.ts';
import { targetsOf } from '../../../src/extension/kustomizations/targetsOf.ts';

const problems = { error: 0, warning: 0, information: 0, hint: 0 };

function told(directory: string, kind: ToldKustomization['kind'], bases: string[] = []): ToldKustomization {
  return {
    directory,
    file: `${directory}/kustomization.yaml`,
    kind,
    bases,
    components: [],
    remotes: [],
    problems,
  };
}

describe('the headings', () => {
  test('have each kustomization once: a base only where another takes it, who cannot be read where it is seen', () => {
    const groups = grouped([
      told('prod', 'overlay', ['base']),
      told('base', 'base'),
      told('tool', 'base'),
      told('ha', 'component'),
      told('broken', 'unknown'),
    ]);
    expect([...groups.keys()]).toEqual(groupNames);
    expect(
      Object.fromEntries([...groups].map(([name, all]) => [name, all.map(each => each.directory)])),
    ).toEqual({ overlays: ['prod', 'broken'], standalone: ['tool'], bases: ['base'], components: ['ha'] });
  });
});

describe('the targets of a kustomization', () => {
  const record = (root: string) =>
    ({ root, commit: undefined, dirty: false, namespace: '', user: '', time: '', tool: '' }) as never;
  const set = (name: string, ...roots: string[]) => ({
    name,
    records: roots.map(record),
    repository: undefined as RepositoryIdentity | undefined,
  });
  const identity = { remotes: ['git.example.com/acme/shop'], root: 'a'.repeat(40) };
  const place = { root: 'overlays/prod', setName: 'kubewright-overlays-prod', identity };

  test('are the sets with its name, from before there was a history, and those that were last applied from it', () => {
    const sets = [
      set('kubewright-overlays-prod'),
      set('kubewright-overlays-prod', 'overlays/prod'),
      set('by-hand', 'overlays/prod', 'elsewhere'),
    ];
    expect(targetsOf(place, sets)).toEqual(sets);
  });

  test('are no sets of others: another name, or last applied from elsewhere', () => {
    const sets = [
      set('kubewright-overlays-dev'),
      set('by-hand', 'overlays/dev', 'overlays/prod'),
      set('kubewright-overlays-prod', 'renamed'),
    ];
    expect(targetsOf(place, sets)).toEqual([]);
  });

  test('are no sets of another repository that has the same path, once it is known which one this is', () => {
    const shop = { ...set('kubewright-overlays-prod', 'overlays/prod'), repository: identity };
    const billing = {
      ...shop,
      repository: { remotes: ['git.example.com/acme/billing'], root: 'b'.repeat(40) },
    };
    expect(targetsOf(place, [shop, billing])).toEqual([shop]);
    expect(targetsOf({ ...place, identity: undefined }, [shop, billing])).toEqual([]);
    expect(targetsOf({ ...place, identity: 'unknown' }, [shop, billing])).toEqual([shop, billing]);
  });
});

describe('what a dry run said', () => {
  const deployed = (resourceVersion: string, context = 'one') =>
    ({
      name: 'set',
      namespace: 'shop',
      session: { kubeContext: { name: context } },
      metadata: { uid: 'u', resourceVersion },
    }) as unknown as DeployedSet;

  test('counts for the set as it was: after another apply nothing is known', () => {
    const checks = createDriftChecks();
    checks.note(deployed('1'), { is: 'in-sync', at: 5 });
    expect(checks.of(deployed('1'))).toEqual({ is: 'in-sync', at: 5 });
    expect(checks.of(deployed('2'))).toEqual({ is: 'unknown' });
    expect(checks.of(deployed('1', 'two'))).toEqual({ is: 'unknown' });
  });

  test('is forgotten when files change, but not that somebody is asking', () => {
    const checks = createDriftChecks();
    checks.note(deployed('1'), { is: 'in-sync', at: 5 });
    checks.note(deployed('1', 'two'), { is: 'checking' });
    checks.forget();
    expect(checks.of(deployed('1'))).toEqual({ is: 'unknown' });
    expect(checks.of(deployed('1', 'two'))).toEqual({ is: 'checking' });
  });
});

test.each([undefined, null, 'text', 7, {}, { kustomization: undefined, set: {}, scope: {} }])(
  'a command that gets %j takes it for no row',
  argument => {
    expect([kustomizationRow(argument), targetRow(argument)]).toEqual([undefined, undefined]);
  },
);
