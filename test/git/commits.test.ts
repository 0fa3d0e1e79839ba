import { mkdtemp, readdir, readFile, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { commitOfReads } from '../../src/git/commitOfReads.ts';
import { commitDistance, describeCommits } from '../../src/git/commitsBetween.ts';
import type { LocalRepository } from '../../src/git/localGit.ts';
import { build } from '../../src/kustomize/build.ts';
import { defaultOptions } from '../../src/kustomize/options.ts';
import { render } from '../../src/kustomize/render/render.ts';
import { createBlockingSnapshot } from '../../src/node/blockingSnapshot.ts';
import { renderCommit } from '../../src/node/renderCommit.ts';
import { makeRepository, type Repository } from './gitServer.ts';

let repository: Repository;
let local: LocalRepository;

beforeEach(async () => {
  const directory = await realpath(await mkdtemp(join(tmpdir(), 'kubewright-commits-')));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  repository = await makeRepository(directory);
  local = { top: directory, env: process.env, signal: new AbortController().signal };
});

const config = (name: string, value: string) =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}}\ndata: {value: "${value}"}\n`;

function renderAt(commit: string, directory: string) {
  return renderCommit({
    repository: local,
    commit,
    directory: join(local.top, directory),
    options: defaultOptions,
    uriOf: path => `revision:${path}?${commit}`,
  });
}

/** What the disk renders now, with the text that would be printed. */
function onDisk(directory: string) {
  const result = build(join(local.top, directory), createBlockingSnapshot());
  return { result, text: render(result.resources) };
}

const overlay = {
  'overlays/prod/kustomization.yaml': 'resources: [../../base]\nnamePrefix: prod-\n',
  'base/kustomization.yaml': 'resources: [settings.yaml]\n',
};

describe('a commit', () => {
  test('renders what the work tree rendered then, bases outside of the overlay included, and leaves the tree alone', async () => {
    const first = await repository.commit({ ...overlay, 'base/settings.yaml': config('settings', 'one') });
    const then = onDisk('overlays/prod').text;
    await repository.commit({ 'base/settings.yaml': config('settings', 'two') });
    await writeFile(join(local.top, 'base/settings.yaml'), config('settings', 'edited'));
    await writeFile(join(local.top, 'base/new.yaml'), 'not of any commit\n');
    const before = await readdir(local.top, { recursive: true });

    const { resources, problems, reads } = await renderAt(first, 'overlays/prod');
    expect(problems).toEqual([]);
    expect(render(resources)).toBe(then);
    const uris = [...reads.values()].flatMap(entry => (entry.kind === 'file' ? [entry.file.uri] : []));
    expect(uris).toContain(`revision:${local.top}/base/settings.yaml?${first}`);
    expect(await repository.git('status', '--porcelain')).toBe('M base/settings.yaml\n?? base/new.yaml');
    expect(await readFile(join(local.top, 'base/settings.yaml'), 'utf8')).toContain('edited');
    expect(await readdir(local.top, { recursive: true })).toEqual(before);
  });

  test('renders an overlay that the work tree no longer has', async () => {
    const first = await repository.commit({ ...overlay, 'base/settings.yaml': config('settings', 'one') });
    await repository.git('rm', '-r', '--quiet', 'overlays');
    await repository.git('commit', '--quiet', '--message=gone');
    expect((await renderAt(first, 'overlays/prod')).resources.map(({ id }) => id.name)).toEqual([
      'prod-settings',
    ]);
  });

  test('follows links within itself, refuses those that lead in circles, and reads names with spaces', async () => {
    await repository.commit({
      'app/kustomization.yaml': 'resources: ["with space.yaml", linked, round.yaml]\n',
      'app/with space.yaml': config('spaced', '1'),
      'shared/kustomization.yaml': `resources: [a.yaml]\n`,
      'shared/a.yaml': config('shared', '2'),
    });
    await symlink('../shared', join(local.top, 'app/linked'));
    await symlink('circle.yaml', join(local.top, 'app/round.yaml'));
    await symlink('round.yaml', join(local.top, 'app/circle.yaml'));
    const commit = await repository.commit({ 'note.txt': 'links' });
    await rm(join(local.top, 'app'), { recursive: true });
    const { resources, problems } = await renderAt(commit, 'app');
    expect(problems.map(({ code, params }) => [code, params])).toEqual([
      ['resource.unreadable', expect.objectContaining({ reason: 'ELOOP' })],
    ]);
    expect(resources.map(({ id }) => id.name)).toEqual(['shared', 'spaced']);
  });

  test('is not taken apart by what a filter has to make first: that would be applied as it is', async () => {
    const commit = await repository.commit({
      'kustomization.yaml':
        'secretGenerator:\n- name: key\n  files: [key.txt]\n- name: big\n  files: [big.bin]\n',
      'key.txt': '\0GITCRYPT\0encrypted',
      'big.bin': 'version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n',
    });
    const { problems } = await renderAt(commit, '.');
    expect(problems.map(({ params }) => ('reason' in params ? params.reason : ''))).toEqual([
      'git-crypt',
      'Git LFS',
    ]);
  });

  test('that the repository does not have is told as that', async () => {
    await repository.commit({ 'kustomization.yaml': 'resources: []\n' });
    await expect(renderAt('1'.repeat(40), '.')).rejects.toMatchObject({ problem: 'no-commit' });
    const env = { ...process.env, PATH: '/nowhere' };
    local = { ...local, env };
    await expect(renderAt('1'.repeat(40), '.')).rejects.toMatchObject({ problem: 'no-git' });
  });
});

describe('what a build was made from', () => {
  const state = async (directory: string) => commitOfReads(local, onDisk(directory).result.reads);

  test('is the commit, and clean where all that was read is as it has it', async () => {
    const commit = await repository.commit({ ...overlay, 'base/settings.yaml': config('settings', 'one') });
    expect(await state('overlays/prod')).toEqual({ commit, dirty: false });
    await writeFile(join(local.top, 'base/unread.yaml'), 'edited');
    expect(await state('overlays/prod')).toEqual({ commit, dirty: false });
    await writeFile(join(local.top, 'base/settings.yaml'), config('settings', 'edited'));
    expect(await state('overlays/prod')).toEqual({ commit, dirty: true });
    await repository.git('add', '--all');
    expect(await state('overlays/prod')).toEqual({ commit, dirty: true });
  });

  test('is dirty by a file that git ignores: another clone would render something else', async () => {
    const commit = await repository.commit({
      '.gitignore': '.env\n',
      'kustomization.yaml': 'configMapGenerator:\n- name: a\n  envs: [.env]\n',
    });
    await writeFile(join(local.top, '.env'), 'A=1\n');
    expect(await state('.')).toEqual({ commit, dirty: true });
  });

  test('is clean where git only turned the ends of lines', async () => {
    const commit = await repository.commit({ 'kustomization.yaml': 'namePrefix: a-\nresources: []\n' });
    await writeFile(join(local.top, 'kustomization.yaml'), 'namePrefix: a-\r\nresources: []\r\n');
    expect(await state('.')).toEqual({ commit, dirty: false });
  });

  test('is nothing where there is no commit yet', async () => {
    await writeFile(join(local.top, 'kustomization.yaml'), 'resources: []\n');
    expect(await state('.')).toBeUndefined();
  });
});

describe('the commits between what is deployed and what is checked out', () => {
  const files = () => [join(local.top, 'base/settings.yaml'), join(local.top, 'overlays/prod')];

  test('are those that changed the files', async () => {
    const deployed = await repository.commit({ ...overlay, 'base/settings.yaml': config('s', '1') });
    await repository.commit({ 'other.txt': 'nothing to do with it' });
    const second = await repository.commit({ 'base/settings.yaml': config('s', '2') });
    const third = await repository.commit({ 'overlays/prod/more.yaml': config('m', '1') });
    const distance = await commitDistance(local, deployed, files());
    expect(distance?.behind.map(({ commit }) => commit)).toEqual([third, second]);
    expect(distance?.ahead).toEqual([]);
    expect(distance?.behind[0]).toMatchObject({ subject: 'change', author: 'Test' });
  });

  test('are told apart where another branch was deployed, and not known where the commit is not', async () => {
    const base = await repository.commit({ ...overlay, 'base/settings.yaml': config('s', '1') });
    await repository.git('checkout', '--quiet', '-b', 'hotfix');
    const deployed = await repository.commit({ 'base/settings.yaml': config('s', 'hot') });
    await repository.git('checkout', '--quiet', 'main');
    expect(await commitDistance(local, deployed, files())).toMatchObject({
      behind: [],
      ahead: [{ commit: deployed }],
    });
    expect(await commitDistance(local, '1'.repeat(40), files())).toBeUndefined();
    const described = await describeCommits(local, [base, '1'.repeat(40)]);
    expect([...described.keys()]).toEqual([base]);
  });

  test('take a path for nothing but a path, and so many of them as there are', async () => {
    const deployed = await repository.commit({ 'a*/x.yaml': '1', 'ab/x.yaml': '1' });
    await repository.commit({ 'ab/x.yaml': '2' });
    expect((await commitDistance(local, deployed, [join(local.top, 'a*/x.yaml')]))?.behind).toEqual([]);
    const many = Array.from({ length: 1000 }, (_, index) => join(local.top, `ab/${index}.yaml`));
    expect((await commitDistance(local, deployed, many))?.behind).toHaveLength(1);
  });
});
