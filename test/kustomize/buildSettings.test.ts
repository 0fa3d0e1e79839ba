import { expect, test } from 'vitest';
import { buildOptionsFrom } from '../../src/kustomize/buildSettings.ts';
import { defaultOptions } from '../../src/kustomize/options.ts';

const settings = {
  remote: true,
  enableHelm: false,
  helmCommand: 'helm3',
  folders: {
    'clusters/': { enableHelm: true, loadRestrictor: 'LoadRestrictionsNone' },
    './clusters/prod': { remote: false },
    other: 'nonsense',
  },
};

/** The settings of a folder reach exactly the roots in it; more would let what nobody allowed be run. */
test.each([
  ['', true, 'root-only', undefined],
  ['apps', true, 'root-only', undefined],
  ['clusters', true, 'none', 'helm3'],
  ['clusters/test/a', true, 'none', 'helm3'],
  ['clusters/prod/a', false, 'none', 'helm3'],
  ['clusters-old', true, 'root-only', undefined],
  ['other', true, 'root-only', undefined],
])('the settings of %s', (path, remote, loadRestrictor, command) => {
  const options = buildOptionsFrom(settings, { path, trusted: true });
  expect(options).toMatchObject({ remote, loadRestrictor });
  expect(options.helm?.command).toBe(command);
});

test('nothing is allowed in a workspace that is not trusted, nor by values of wrong types', () => {
  expect(buildOptionsFrom(settings, { path: 'clusters', trusted: false })).toEqual(defaultOptions);
  for (const wrong of [undefined, null, 'x', { remote: 'true', enableHelm: 1, folders: [] }]) {
    expect(buildOptionsFrom(wrong, { path: '', trusted: true })).toEqual(defaultOptions);
  }
});

test('the kustomize that renders elsewhere may be another for some directories', () => {
  const versions = { kustomizeVersion: 'kubectl 1.31', folders: { old: { kustomizeVersion: 'v5.0.1' } } };
  const of = (path: string) => buildOptionsFrom(versions, { path, trusted: true }).kustomizeVersion;
  expect(of('apps')).toEqual([5, 4, 2]);
  expect(of('old/a')).toEqual([5, 0, 1]);
});
