import { describe, expect, test } from 'vitest';
import { matchesGlob } from '../../src/apply/safety/globPattern.ts';
import { boundTarget, namesContext } from '../../src/apply/safety/targets.ts';

describe('which root a glob of kubewright.targets means', () => {
  test.each([
    ['overlays/prod', 'overlays/prod', true],
    ['overlays/*', 'overlays/prod', true],
    ['overlays/*', 'overlays/prod/eu', false],
    ['overlays/**', 'overlays/prod/eu', true],
    ['**/prod', 'overlays/prod', true],
    ['**/prod', 'prod', true],
    ['**/prod', 'overlays/preprod', false],
    ['overlays/dev?', 'overlays/dev1', true],
    ['overlays/a.b', 'overlays/aXb', false],
    ['(a+)+$', 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!', false],
  ])('%s and %s', (glob, path, expected) => {
    expect(matchesGlob(glob, path)).toBe(expected);
  });
});

describe('where a root is bound to', () => {
  const setting = {
    'overlays/*': 'dev',
    'overlays/prod': { contexts: ['prod-eu', 'prod-us'], namespace: 'shop' },
    './overlays/staging/': { context: 'staging' },
    '**': { contexts: [], namespace: 'lost' },
    'broken/*': 7,
  };

  test.each([
    ['overlays/dev', { contexts: ['dev'], namespace: undefined }],
    ['overlays/prod', { contexts: ['prod-eu', 'prod-us'], namespace: 'shop' }],
    ['overlays/staging', { contexts: ['staging'], namespace: undefined }],
    ['broken/one', undefined],
    ['', undefined],
  ])('%s: the longest glob with a context counts', (path, expected) => {
    expect(boundTarget(setting, path)).toEqual(expected);
  });

  test('a setting of another shape binds nothing', () => {
    for (const other of [undefined, null, 'prod', [], { a: null }])
      expect(boundTarget(other, 'a')).toBeUndefined();
  });

  test('contexts are named or matched, slashes in them included', () => {
    expect(namesContext(['arn:aws:eks:*:cluster/prod'], 'arn:aws:eks:eu/1:cluster/prod')).toBe(true);
    expect(namesContext(['prod*'], 'staging')).toBe(false);
  });
});
