import { execFileSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readdir, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createRemotes } from '../../src/git/remotes.ts';
import { parseRepoSpec } from '../../src/kustomize/remote/repoSpec.ts';
import { type RemoteRequest, repositoryRequest } from '../../src/kustomize/remote/request.ts';
import { answerOf, fetchingBuild } from './fetchingBuild.ts';
import {
  type GitServer,
  isRunning,
  makeRepository,
  type Repository,
  startGitServer,
  textOf,
} from './gitServer.ts';

let server: GitServer;
let repository: Repository;
let commit: string;
let folder: string;
let cache: string;

const configMap = (name: string) => `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\n`;
const never = new AbortController().signal;

beforeAll(async () => {
  server = await startGitServer();
  repository = await makeRepository(join(server.folder, 'org/repo'));
  commit = await repository.commit({
    'base/kustomization.yaml': 'resources: [cm.yaml]\n',
    'base/cm.yaml': configMap('remote'),
  });
});
afterAll(() => server.stop());
beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'kubewright-remotes-')));
  cache = join(folder, 'cache');
  server.forget();
});
afterEach(() => rm(folder, { recursive: true, force: true }));

function request(url: string): RemoteRequest {
  const spec = parseRepoSpec(url);
  if (spec === undefined) throw new Error(`${url} is no repository`);
  return repositoryRequest(spec);
}

async function fetched(url: string, env: NodeJS.ProcessEnv = process.env) {
  const remotes = createRemotes({ folder: cache, env });
  await remotes.load([request(url)], never);
  return remotes.get(request(url));
}

async function app(text: string): Promise<string> {
  const directory = join(folder, 'app');
  await mkdir(directory, { recursive: true });
  await writeFile(join(directory, 'kustomization.yaml'), text);
  return directory;
}

describe('what is fetched is kept', () => {
  test('a commit that was fetched once needs no network, so that a train has no say in a build', async () => {
    const directory = await app(`resources: ['${server.url}/org/repo//base?ref=${commit}']\n`);
    const first = answerOf(await fetchingBuild(directory, cache));
    expect(first).toEqual({ output: configMap('remote') });
    server.forget();
    expect(answerOf(await fetchingBuild(directory, cache))).toEqual(first);
    expect(server.requests).toEqual([]);
  });

  test('a branch is asked for each time, and what it points to is fetched once', async () => {
    const url = `${server.url}/org/repo//base?ref=main`;
    await fetched(url);
    server.forget();
    await fetched(url);
    // Asking for the name of the commit downloads no objects.
    expect(server.requests.filter(line => line.includes('info/refs'))).toHaveLength(1);
    expect(
      server.requests.filter(line => line.includes('git-upload-pack') && line.startsWith('POST')),
    ).toHaveLength(1);
    const moved = await repository.commit({ 'base/cm.yaml': configMap('moved') });
    expect(await fetched(url)).toMatchObject({ kind: 'repository', commit: moved });
    await repository.git('reset', '--hard', '--quiet', commit);
    expect(await fetched(url)).toMatchObject({ commit });
  });

  test('builds at the same time share one fetch', async () => {
    const remotes = createRemotes({ folder: cache, env: process.env });
    const one = request(`${server.url}/org/repo//base?ref=main`);
    await Promise.all([
      remotes.load([one], never),
      remotes.load([one, one], never),
      remotes.load([one], never),
    ]);
    expect(server.requests.filter(line => line.includes('info/refs'))).toHaveLength(1);
  });

  test('two processes that fetch the same leave one whole tree', async () => {
    const url = `${server.url}/org/repo//base?ref=${commit}`;
    const roots = await Promise.all([fetched(url), fetched(url), fetched(url)]);
    const [root] = roots.map(remote => (remote?.kind === 'repository' ? remote.root : ''));
    expect(roots.every(remote => remote?.kind === 'repository' && remote.root === root)).toBe(true);
    expect((await readdir(root ?? '')).sort()).toEqual(['base']);
    expect(await readdir(join(cache, 'tmp'))).toEqual([]);
  });
});

describe('what cannot be fetched', () => {
  test('a server that says nothing costs the time that the URL allows, and leaves nothing behind', async () => {
    const release = server.hang();
    try {
      const begun = Date.now();
      const remote = await fetched(`${server.url}/org/repo//base?ref=main&timeout=1`);
      expect(remote).toMatchObject({ failure: { code: 'remote.timeout', params: { seconds: 1 } } });
      expect(Date.now() - begun).toBeLessThan(10_000);
      expect(await isRunning(`${server.url}/org/repo`)).toBe(false);
      expect(await readdir(join(cache, 'tmp'))).toEqual([]);
    } finally {
      release();
    }
  });

  test('giving up ends git and everything that git started', async () => {
    const release = server.hang();
    try {
      const controller = new AbortController();
      const remotes = createRemotes({ folder: cache, env: process.env });
      const loading = remotes.load([request(`${server.url}/org/repo//base?ref=main`)], controller.signal);
      while (server.requests.length === 0) await new Promise(resolve => setTimeout(resolve, 20));
      expect(await isRunning(`${server.url}/org/repo`)).toBe(true);
      controller.abort();
      await expect(loading).rejects.toThrow();
      await expect.poll(() => isRunning(`${server.url}/org/repo`)).toBe(false);
      await expect.poll(() => readdir(join(cache, 'tmp'))).toEqual([]);
    } finally {
      release();
    }
  });

  test('one who gives up does not take it from another who waits', async () => {
    const controller = new AbortController();
    const remotes = createRemotes({ folder: cache, env: process.env });
    const one = request(`${server.url}/org/repo//base?ref=main`);
    const first = remotes.load([one], controller.signal);
    const second = remotes.load([one], never);
    controller.abort();
    await expect(first).rejects.toThrow();
    await second;
    expect(remotes.get(one)).toMatchObject({ kind: 'repository' });
  });

  test('a repository that wants a password is refused without a prompt, and let in by a credential helper', async () => {
    await makeRepository(join(server.folder, 'private/repo')).then(made => made.commit({ 'a.txt': 'a' }));
    server.protect('/private', 'user:s3cret');
    const url = `${server.url}/private/repo?ref=main`;
    expect(await fetched(url)).toMatchObject({ failure: { code: 'remote.denied' } });
    const config = join(folder, 'gitconfig');
    const helper = '!f() { echo username=user; echo password=s3cret; }; f';
    execFileSync('git', ['config', '--file', config, 'credential.helper', helper]);
    const env = { ...process.env, GIT_CONFIG_GLOBAL: config };
    expect(await fetched(url, env)).toMatchObject({ kind: 'repository' });
  });

  test('a password in a URL is told to nobody', async () => {
    server.protect('/private', 'user:s3cret');
    const host = server.url.replace('http://', '');
    for (const path of ['private/gone', 'private/repo?ref=nowhere']) {
      const url = `http://user:s3cret@${host}/${path}`;
      const directory = await app(`resources: ['${url}']\n`);
      const { problems } = await fetchingBuild(directory, cache);
      expect(problems).toHaveLength(1);
      expect(JSON.stringify(problems[0]?.params)).toContain('user:***@');
      expect(JSON.stringify(problems)).not.toContain('s3cret');
    }
    const directory = await app(`resources: ['http://user:s3cret@${host}/private/repo']\n`);
    expect(
      JSON.stringify(await fetchingBuild(directory, cache, { remote: false }).then(r => r.problems)),
    ).not.toContain('s3cret');
  });

  test('a machine without git says so', async () => {
    const remote = await fetched(`${server.url}/org/repo//base`, {
      ...process.env,
      PATH: join(folder, 'empty'),
    });
    expect(remote).toMatchObject({ failure: { code: 'remote.no-git' } });
  });

  test('the rest of the build is looked at all the same', async () => {
    const directory = await app(
      `resources: ['${server.url}/org/gone//a', missing.yaml, local.yaml]\nnamePrefix: a-\n`,
    );
    await writeFile(join(directory, 'local.yaml'), configMap('local'));
    const { problems, resources } = await fetchingBuild(directory, cache);
    expect(problems.map(({ code }) => code)).toEqual(['remote.unreachable', 'resource.not-found']);
    expect(resources.map(({ id }) => id.name)).toEqual(['a-local']);
  });
});

/** Whoever writes a kustomization, or a repository that one names, must not get to run anything or read local files. */
describe('hostile repositories and URLs', () => {
  test('a ref or a URL that looks like an option of git is none', async () => {
    const marker = join(folder, 'ran');
    const option = encodeURIComponent(`--upload-pack=touch ${marker};git-upload-pack`);
    const local = `file://${repository.directory}`;
    expect(await fetched(`${local}//base?ref=${option}`)).toMatchObject({ kind: 'failed' });
    expect(await fetched(`git@-oProxyCommand=touch ${marker}:org/repo?timeout=5`)).toMatchObject({
      kind: 'failed',
    });
    expect(await textOf(marker)).toBeUndefined();
  });

  test('no filter of the user runs for the attributes of a repository, and no hook', async () => {
    const made = await makeRepository(join(server.folder, 'hostile/filters'));
    await made.commit({ '.gitattributes': '*.yaml filter=evil\n', 'a.yaml': 'a: b\n' });
    const marker = join(folder, 'ran');
    const hooks = join(folder, 'hooks');
    await mkdir(hooks);
    for (const hook of ['post-checkout', 'reference-transaction']) {
      await writeFile(join(hooks, hook), `#!/bin/sh\ntouch ${marker}\n`);
      await chmod(join(hooks, hook), 0o755);
    }
    const config = join(folder, 'gitconfig');
    const set = (...args: readonly string[]) => execFileSync('git', ['config', '--file', config, ...args]);
    set('filter.evil.smudge', `touch ${marker}; cat`);
    set('filter.evil.required', 'true');
    set('core.hooksPath', hooks);
    const remote = await fetched(`${server.url}/hostile/filters`, {
      ...process.env,
      GIT_CONFIG_GLOBAL: config,
    });
    expect(remote).toMatchObject({ kind: 'repository' });
    expect(await textOf(`${remote?.kind === 'repository' ? remote.root : ''}/a.yaml`)).toBe('a: b\n');
    expect(await textOf(marker)).toBeUndefined();
  });

  test('links out of a repository lead nowhere', async () => {
    await writeFile(join(folder, 'secret.yaml'), configMap('secret'));
    await mkdir(join(folder, 'local'));
    await writeFile(join(folder, 'local/kustomization.yaml'), `resources: [../secret.yaml]\n`);
    const made = await makeRepository(join(server.folder, 'hostile/links'));
    const place = (name: string) => join(made.directory, name);
    await mkdir(place('file'));
    await symlink(join(folder, 'secret.yaml'), place('file/secret.yaml'));
    await mkdir(place('own'));
    await symlink(join(folder, 'local/kustomization.yaml'), place('own/kustomization.yaml'));
    await mkdir(place('base'));
    await symlink(join(folder, 'local'), place('base/local'));
    await symlink(join(folder, 'local'), place('root'));
    await made.commit({
      'file/kustomization.yaml': 'resources: [secret.yaml]\n',
      'base/kustomization.yaml': 'resources: [local]\n',
    });
    const code = async (name: string) =>
      answerOf(
        await fetchingBuild(await app(`resources: ['${server.url}/hostile/links//${name}']\n`), cache),
      );
    expect(await code('file')).toEqual({ codes: ['resource.outside-root'] });
    expect(await code('own')).toEqual({ codes: ['resource.outside-root'] });
    expect(await code('base')).toEqual({ codes: ['remote.outside-repository'] });
    expect(await code('root')).toEqual({ codes: ['remote.outside-repository'] });
  });

  test('two repositories that name each other end', async () => {
    const [left, right] = await Promise.all(
      ['left', 'right'].map(name => makeRepository(join(server.folder, `hostile/${name}`))),
    );
    await left?.commit({ 'kustomization.yaml': `resources: ['${server.url}/hostile/right?ref=main']\n` });
    await right?.commit({ 'kustomization.yaml': `resources: ['${server.url}/hostile/left?ref=HEAD&a=b']\n` });
    const directory = await app(`resources: ['${server.url}/hostile/left?ref=main']\n`);
    expect(answerOf(await fetchingBuild(directory, cache))).toEqual({ codes: ['resource.cycle'] });
  });
});

describe('submodules', () => {
  beforeAll(async () => {
    const made = await makeRepository(join(server.folder, 'org/super'));
    const settings = (url: string) => `[submodule "lib"]\n\tpath = lib\n\turl = ${url}\n`;
    await made.commit({
      'kustomization.yaml': 'resources: [lib/base]\n',
      '.gitmodules': settings('../repo'),
    });
    await made.git('update-index', '--add', '--cacheinfo', `160000,${commit},lib`);
    await made.git('commit', '--quiet', '--message=submodule');
    await made.git('checkout', '--quiet', '-b', 'local');
    await writeFile(join(made.directory, '.gitmodules'), settings(`file://${repository.directory}`));
    await made.git('add', '.gitmodules');
    await made.git('commit', '--quiet', '--message=local');
  });

  test('are fetched, by URLs that may be relative', async () => {
    const directory = await app(`resources: ['${server.url}/org/super?ref=main']\n`);
    expect(answerOf(await fetchingBuild(directory, cache))).toEqual({ output: configMap('remote') });
  });

  test('are left out where the URL says so', async () => {
    const directory = await app(`resources: ['${server.url}/org/super?ref=main&submodules=false']\n`);
    expect(answerOf(await fetchingBuild(directory, cache))).toEqual({ codes: ['resource.not-found'] });
  });

  test('of a server cannot name local repositories', async () => {
    expect(await fetched(`${server.url}/org/super?ref=local`)).toMatchObject({
      failure: { code: 'remote.unreachable' },
    });
  });
});
