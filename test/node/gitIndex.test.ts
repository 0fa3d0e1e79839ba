import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createGitIndex, readIndex } from '../../src/node/gitIndex.ts';

let folder = '';
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'kubewright-git-')));
  git('init', '--quiet');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function git(...args: string[]): void {
  // Settings of whoever runs the tests must not count.
  const env = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' };
  execFileSync('git', ['-C', folder, ...args], { env, stdio: 'ignore' });
}

function write(...names: string[]): void {
  for (const name of names) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), 'text');
  }
}

const names = [
  'a',
  'app/secret.env',
  'app/secret.yaml',
  'app/비밀.env',
  `deep/${'d'.repeat(200)}/e`,
  'exactly8',
];

test.each(['2', '3', '4'])('what git tracks is known from an index of version %s', version => {
  write(...names, 'app/other.env');
  git('add', ...names);
  // Only an entry with a further flag makes git write version 3.
  if (version === '3') git('add', '--intent-to-add', 'app/other.env');
  git('update-index', '--index-version', version);
  const { isTracked } = createGitIndex();
  expect(names.filter(name => !isTracked(join(folder, name)))).toEqual([]);
  expect(isTracked(join(folder, 'app/other.env'))).toBe(version === '3');
  expect(isTracked(join(folder, 'app'))).toBe(false);
});

test('a file that is added or taken out later is seen to be', () => {
  write('a', 'secret.env');
  git('add', 'a');
  const { isTracked } = createGitIndex();
  expect(isTracked(join(folder, 'secret.env'))).toBe(false);
  git('add', 'secret.env');
  expect(isTracked(join(folder, 'secret.env'))).toBe(true);
  git('rm', '--quiet', '--cached', 'secret.env');
  expect(isTracked(join(folder, 'secret.env'))).toBe(false);
});

test('a linked working tree has an index of its own', () => {
  write('a');
  git('add', 'a');
  git('-c', 'user.name=a', '-c', 'user.email=a@example.com', 'commit', '--quiet', '-m', 'a');
  git('worktree', 'add', '--quiet', join(folder, 'linked'));
  const { isTracked } = createGitIndex();
  expect(isTracked(join(folder, 'linked/a'))).toBe(true);
  expect(isTracked(join(folder, 'linked/b'))).toBe(false);
});

test('where a filter encrypts, nothing is said to be plain', () => {
  write('secret.env');
  git('add', 'secret.env');
  writeFileSync(join(folder, '.gitattributes'), '*.env filter=git-crypt diff=git-crypt\n');
  expect(createGitIndex().isTracked(join(folder, 'secret.env'))).toBe(false);
});

test('what is no index, or a damaged one, says nothing', () => {
  write('a');
  git('add', 'a');
  writeFileSync(join(folder, '.git/index'), 'DIRC');
  expect(createGitIndex().isTracked(join(folder, 'a'))).toBe(false);
  expect(createGitIndex().isTracked('/nowhere/at/all')).toBe(false);
  expect(readIndex(Buffer.from('DIRC\0\0\0\x02\0\0\0\x09'))).toBeUndefined();
  expect(readIndex(Buffer.alloc(100))).toBeUndefined();
});
