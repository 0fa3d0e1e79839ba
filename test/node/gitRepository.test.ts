import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { belonging, isComparable } from '../../src/language/deployments/repository.ts';
import { createRepositories, readGitConfig } from '../../src/node/gitRepository.ts';

describe('a repository is known by its remotes, however each is written', () => {
  const fleet = { top: '/', branch: 'topic', isSparse: false, remotes: ['git@github.com:Example/fleet.git'] };
  test.each([
    ['https://github.com/example/fleet', 'same'],
    ['https://token@github.com/example/fleet.git/', 'same'],
    ['ssh://git@github.com:22/example/fleet', 'same'],
    ['ssh://git@ssh.github.com:443/example/fleet.git', 'same'],
    ['work:example/fleet.git', 'same'],
    ['https://github.com/someone/fleet', 'unknown'],
    ['https://gitlab.com/example/fleet', 'unknown'],
    ['{{ .url }}', 'unknown'],
    ['https://github.com/example/other', 'other'],
  ])('%s', (url, expected) => {
    expect(belonging(url, fleet)).toBe(expected);
  });

  test('and nothing is known without a remote, or of tags and foreign branches', () => {
    expect(belonging('https://github.com/example/fleet', { ...fleet, remotes: [] })).toBe('unknown');
    expect(['', 'HEAD', 'main', 'topic'].every(revision => isComparable(revision, fleet))).toBe(true);
    expect(['environments', undefined].some(revision => isComparable(revision, fleet))).toBe(false);
  });
});

test('remotes are read out of a configuration, and other URLs are not', () => {
  const fork = `[remote "up"]\n\turl = https://a.example/up\n[remote "origin"]\n\turl = https://a.example/mine\n`;
  expect(readGitConfig(fork).remotes).toEqual(['https://a.example/mine', 'https://a.example/up']);
  const config = `[remote "origin"]\n\turl = https://a.example/b # ours\n\tpushurl = x\n[submodule "c"]\n\turl = https://c\n[remote "up"]\n  url="https://d.example/e"\n`;
  expect(readGitConfig(config)).toEqual({
    remotes: ['https://a.example/b', 'https://d.example/e'],
    isSparse: false,
  });
});

describe('working trees of every kind say what they are of', () => {
  let folder: string;
  const git = (cwd: string, ...args: string[]) => {
    const identity = [
      '-c',
      'user.name=a',
      '-c',
      'user.email=a@example.com',
      '-c',
      'protocol.file.allow=always',
    ];
    execFileSync('git', [...identity, ...args], { cwd: join(folder, cwd), stdio: 'pipe' });
  };
  beforeAll(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'kubewright-trees-')));
    mkdirSync(join(folder, 'main/apps'), { recursive: true });
    mkdirSync(join(folder, 'shared'));
    for (const name of ['main', 'shared']) {
      writeFileSync(join(folder, name, 'a.yaml'), 'a: 1\n');
      git(name, 'init', '-q', '-b', 'main');
      git(name, 'remote', 'add', 'origin', `https://example.com/team/${name}`);
      git(name, 'add', '.');
      git(name, 'commit', '-qm', 'first');
    }
    git('main', 'submodule', 'add', '-q', join(folder, 'shared'), 'vendor/shared');
    git('main', 'worktree', 'add', '-q', '-b', 'topic', '../linked');
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test.each([
    ['main/apps/a.yaml', 'main', 'main', 'https://example.com/team/main'],
    ['linked/a.yaml', 'linked', 'topic', 'https://example.com/team/main'],
    ['main/vendor/shared/a.yaml', 'main/vendor/shared', 'main', undefined],
  ])('%s', (path, top, branch, remote) => {
    const found = createRepositories()(join(folder, path));
    const remotes = [remote ?? join(folder, 'shared')];
    expect(found).toEqual({ top: join(folder, top), branch, remotes, isSparse: false });
  });

  test('and a folder of no repository says nothing', () => {
    expect(createRepositories()(join(folder, 'none/a.yaml'))).toBeUndefined();
  });
});
