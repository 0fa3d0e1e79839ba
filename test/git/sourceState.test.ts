import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { workTreeState } from '../../src/git/sourceState.ts';
import { makeRepository, type Repository } from './gitServer.ts';

let folder = '';
let repository: Repository;
const { signal } = new AbortController();
const state = (files: readonly string[], directory = repository.directory) =>
  workTreeState(
    directory,
    files.map(file => join(repository.directory, file)),
    process.env,
    signal,
  );

beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'kubewright-state-')));
  repository = await makeRepository(join(folder, 'work'));
  await repository.commit({ 'base/a.yaml': 'a', 'overlay/kustomization.yaml': 'b', 'b.yaml': 'c' });
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('names the files of a root that differ from the last commit, new ones too, and none that it does not read', async () => {
  expect((await state(['base/a.yaml']))?.uncommitted).toEqual([]);
  await writeFile(join(repository.directory, 'base/a.yaml'), 'changed');
  await writeFile(join(repository.directory, 'overlay/new file.yaml'), 'new');
  await writeFile(join(repository.directory, 'b.yaml'), 'not read');
  const files = ['base/a.yaml', 'overlay/kustomization.yaml', 'overlay/new file.yaml'];
  const found = await state(files, join(repository.directory, 'overlay'));
  expect(found?.uncommitted).toEqual(['base/a.yaml', 'overlay/new file.yaml']);
  expect(found?.commit).toMatch(/^[0-9a-f]{40}$/);
});

test('counts commits that no remote has; where there is none, nothing could be pushed', async () => {
  expect(await state([])).toMatchObject({ unpushed: 0 });
  await repository.git('clone', '-q', repository.directory, join(folder, 'clone'));
  const clone = await makeRepository(join(folder, 'clone'));
  const here = () => workTreeState(clone.directory, [], process.env, signal);
  expect(await here()).toMatchObject({ unpushed: 0 });
  await clone.commit({ 'b.yaml': 'changed' });
  expect(await here()).toMatchObject({ unpushed: 1, branch: 'main' });
});

test('says nothing of a folder outside of repositories', async () => {
  await mkdir(join(folder, 'plain'));
  expect(await state([], join(folder, 'plain'))).toBeUndefined();
});
