import { describe, expect, test } from 'vitest';
import { parseRepoSpec } from '../../src/kustomize/remote/repoSpec.ts';
import { isHttpUrl } from '../../src/kustomize/remote/request.ts';

/** How kustomize takes URLs apart: what git gets, and the directory in it. */
const repositories: readonly (readonly [written: string, repository: string, directory: string])[] = [
  ['https://github.com/org/repo', 'https://github.com/org/repo', ''],
  ['github.com/org/repo', 'https://github.com/org/repo', ''],
  ['GitHub.com/org/repo/a/b', 'https://github.com/org/repo', 'a/b'],
  ['http://github.com/org/repo//a', 'https://github.com/org/repo', 'a'],
  ['git::https://github.com/org/repo//a?ref=v1', 'https://github.com/org/repo', 'a'],
  ['GIT::https://example.com/org/repo', 'https://example.com/org/repo', ''],
  ['git@github.com:org/repo.git//a', 'git@github.com:org/repo.git', 'a'],
  ['git@github.com/org/repo', 'git@github.com:org/repo', ''],
  ['github.com:org/repo/a', 'https://github.com/org/repo', 'a'],
  ['ssh://git@github.com/org/repo/a', 'git@github.com:org/repo', 'a'],
  ['ssh://github.com/org/repo', 'github.com:org/repo', ''],
  ['ssh://git@example.com:22/org/repo.git/a', 'ssh://git@example.com:22/org/repo.git', 'a'],
  ['git@gitlab.example.com:org/group/repo.git/a', 'git@gitlab.example.com:org/group/repo.git', 'a'],
  ['git@gitlab.example.com:org/group/repo', 'git@gitlab.example.com:org/group', 'repo'],
  ['https://user@dev.azure.com/o/p/_git/repo/a/b', 'https://user@dev.azure.com/o/p/_git/repo', 'a/b'],
  ['https://example.com/a/b/c//d/e', 'https://example.com/a/b/c', 'd/e'],
  ['https://example.com/a/b/c.git/d/e', 'https://example.com/a/b/c.git', 'd/e'],
  ['https://user:secret@example.com/org/repo', 'https://user:secret@example.com/org/repo', ''],
  ['file:///srv/repo', 'file:///srv/repo', ''],
  ['file:///srv/repo//a/b', 'file:///srv/repo', 'a/b'],
  ['file:///srv/repo.git/a', 'file:///srv/repo.git', 'a'],
  ['FILE://~/repo', 'file://~/repo', ''],
  ['https://example.com/org/repo//a/../b', 'https://example.com/org/repo', 'a/../b'],
];

test.each(repositories)('%s', (written, repository, directory) => {
  expect(parseRepoSpec(written)).toMatchObject({ repository, directory, raw: written });
});

/** Taking one of these for a repository would send a local path to a server. */
test.each([
  '../base',
  'base',
  '/srv/repo',
  './github.com/org/repo',
  'https://example.com/file.yaml',
  'https://example.com',
  'https:/example.com/org/repo',
  'example.com/org/repo',
  'https://github.com/org',
  'https://example.com/org/repo//../outside',
  'git.example.com:org/repo',
  'ftp://example.com/org/repo',
  'ssh:///org/repo/x',
])('%s is no repository', written => {
  if (written === 'ssh:///org/repo/x') expect(parseRepoSpec(written)?.repository).toBe('ssh:///org/repo');
  else expect(parseRepoSpec(written)).toBeUndefined();
});

describe('the query', () => {
  const queries: readonly (readonly [query: string, ref: string, timeoutMs: number, submodules: boolean])[] =
    [
      ['', '', 27_000, true],
      ['?ref=v1.0', 'v1.0', 27_000, true],
      ['?version=v1', 'v1', 27_000, true],
      ['?version=v1&ref=v2', 'v2', 27_000, true],
      ['?ref=a%2Fb', 'a/b', 27_000, true],
      ['?ref=a+b', 'a b', 27_000, true],
      ['?ref=%zz&timeout=5', '', 27_000, true],
      ['?ref=a;timeout=5', '', 27_000, true],
      ['?timeout=61', '', 61_000, true],
      ['?timeout=1m30s', '', 90_000, true],
      ['?timeout=0', '', 27_000, true],
      ['?timeout=-5s', '', 27_000, true],
      ['?timeout=soon', '', 27_000, true],
      ['?timeout=500ms', '', 500, true],
      ['?submodules=false', '', 27_000, false],
      ['?submodules=0', '', 27_000, false],
      ['?submodules=no', '', 27_000, true],
      ['?ref=a&ref=b', 'a', 27_000, true],
      ['?ref=a?b', 'a?b', 27_000, true],
    ];
  test.each(queries)('%s', (query, ref, timeoutMs, submodules) => {
    expect(parseRepoSpec(`https://example.com/org/repo${query}`)).toMatchObject({
      ref,
      timeoutMs,
      submodules,
    });
  });
});

test.each([
  ['https://example.com/a.yaml', true],
  ['HTTP://example.com/a.yaml', true],
  ['https:/example.com/a.yaml', true],
  ['https://exa mple.com/a.yaml', false],
  ['https://example.com:port/a.yaml', false],
  ['https://example.com/%zz', false],
  ['ssh://example.com/a', false],
  ['git::https://example.com/a', false],
  ['a.yaml', false],
])('whether %s is asked for by HTTP: %s', (written, expected) => {
  expect(isHttpUrl(written)).toBe(expected);
});
