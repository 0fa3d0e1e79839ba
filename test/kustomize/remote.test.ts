import { expect, test } from 'vitest';
import { build } from '../../src/kustomize/build.ts';
import { newBuildCache } from '../../src/kustomize/buildCache.ts';
import { defaultOptions } from '../../src/kustomize/options.ts';
import { type RemoteRequest, requestKey } from '../../src/kustomize/remote/request.ts';
import type { Remote, Snapshot } from '../../src/kustomize/snapshot.ts';
import { memorySnapshot } from './memorySnapshot.ts';

const options = { ...defaultOptions, remote: true };
const configMap = (name: string) => `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}}\n`;

/** A snapshot in which repositories stand where `places` says, by their URLs. */
function withRemotes(
  files: Readonly<Record<string, string>>,
  places: (request: RemoteRequest) => Remote | undefined,
): Snapshot {
  const memory = memorySnapshot(files);
  const known = new Map<string, Remote | undefined>();
  return {
    entry: memory.entry,
    remote(request) {
      const key = requestKey(request);
      if (!known.has(key)) known.set(key, places(request));
      return known.get(key);
    },
  };
}

const app = { '/app/kustomization.yaml': "resources: ['git@host:org/repo//base?ref=v1']\nnamePrefix: a-\n" };
const fetched = (root: string): Remote => ({ kind: 'repository', root, commit: root });

test('what is not fetched yet is a need and no problem, so that nobody is blamed for a slow network', () => {
  const { needs, problems } = build(
    '/app',
    withRemotes(app, () => undefined),
    newBuildCache(),
    options,
  );
  expect(problems).toEqual([]);
  expect(needs).toEqual([
    {
      kind: 'remote',
      request: {
        form: 'repository',
        repository: 'git@host:org/repo',
        ref: 'v1',
        submodules: true,
        timeoutMs: 27_000,
      },
    },
  ]);
});

test('a build follows the repository when what it is at changes, and only then', () => {
  const files = {
    ...app,
    '/one/base/kustomization.yaml': 'resources: [cm.yaml]\n',
    '/one/base/cm.yaml': configMap('one'),
    '/two/base/kustomization.yaml': 'resources: [cm.yaml]\n',
    '/two/base/cm.yaml': configMap('two'),
  };
  const memory = memorySnapshot(files);
  let place = fetched('/one');
  const snapshot: Snapshot = { entry: memory.entry, remote: () => place };
  const cache = newBuildCache();
  const names = () => build('/app', snapshot, cache, options).resources.map(({ id }) => id.name);
  expect(names()).toEqual(['a-one']);
  memory.asked.clear();
  expect(names()).toEqual(['a-one']);
  place = fetched('/two');
  expect(names()).toEqual(['a-two']);
  place = { kind: 'failed', failure: { code: 'remote.unreachable', params: { url: 'x', reason: 'y' } } };
  expect(build('/app', snapshot, cache, options).problems.map(({ code }) => code)).toEqual([
    'remote.unreachable',
  ]);
});

test('without leave nothing is asked of the snapshot', () => {
  const snapshot = withRemotes(app, () => {
    throw new Error('asked');
  });
  const { problems, needs } = build('/app', snapshot);
  expect(problems.map(({ code }) => code)).toEqual(['remote.not-allowed']);
  expect(needs).toEqual([]);
});

test('what came from a server names no repository of this machine', () => {
  const files = {
    '/app/kustomization.yaml': "resources: ['https://host/org/repo']\n",
    '/local/kustomization.yaml': "resources: ['file:///home/me/secret']\n",
    '/remote/kustomization.yaml': "resources: ['file:///home/me/secret']\n",
    '/secret/kustomization.yaml': "resources: ['cm.yaml']\n",
    '/secret/cm.yaml': configMap('secret'),
  };
  const asked: string[] = [];
  const snapshot = withRemotes(files, request => {
    if (request.form === 'url')
      return { kind: 'failed', failure: { code: 'remote.no-git', params: { url: '' } } };
    asked.push(request.repository);
    return fetched(request.repository.startsWith('file:') ? '/secret' : '/remote');
  });
  const codes = (root: string) =>
    build(root, snapshot, newBuildCache(), options).problems.map(({ code }) => code);
  expect(codes('/app')).toEqual(['remote.outside-repository']);
  expect(asked).toEqual(['https://host/org/repo']);
  expect(codes('/local')).toEqual([]);
});

test('repositories that lead to ever new repositories end', () => {
  const files: Record<string, string> = { '/app/kustomization.yaml': "resources: ['git@host:org/r0']\n" };
  for (let index = 0; index < 100; index += 1) {
    files[`/r${index}/kustomization.yaml`] = `resources: ['git@host:org/r${index + 1}']\n`;
  }
  const snapshot = withRemotes(files, request =>
    request.form === 'repository' ? fetched(`/${request.repository.split('/').at(-1)}`) : undefined,
  );
  expect(build('/app', snapshot, newBuildCache(), options).problems.map(({ code }) => code)).toEqual([
    'remote.too-deep',
  ]);
});

test('one repository under two refs at one commit keeps the notes of each apart', () => {
  const files = {
    '/app/kustomization.yaml': 'resources: [left, right]\nbuildMetadata: [originAnnotations]\n',
    '/app/left/kustomization.yaml': "resources: ['git@host:org/repo//base?ref=main']\nnamePrefix: l-\n",
    '/app/right/kustomization.yaml': "resources: ['git@host:org/repo//base?ref=v1']\nnamePrefix: r-\n",
    '/one/base/kustomization.yaml': 'resources: [cm.yaml]\n',
    '/one/base/cm.yaml': configMap('one'),
  };
  const { resources } = build(
    '/app',
    withRemotes(files, () => fetched('/one')),
    newBuildCache(),
    options,
  );
  expect(resources.map(({ id, origin }) => [id.name, origin?.ref])).toEqual([
    ['l-one', 'main'],
    ['r-one', 'v1'],
  ]);
});

test('a local kustomization that reaches into the same files is not held to the repository', () => {
  const files = {
    '/app/kustomization.yaml': "resources: ['git@host:org/repo//base?ref=v1', ../one/base]\n",
    '/one/base/kustomization.yaml': 'resources: [../../outside]\n',
    '/outside/kustomization.yaml': 'resources: [cm.yaml]\n',
    '/outside/cm.yaml': configMap('outside'),
  };
  const { resources, problems } = build(
    '/app',
    withRemotes(files, () => fetched('/one')),
    newBuildCache(),
    options,
  );
  expect(problems.map(({ code }) => code)).toEqual(['remote.outside-repository']);
  expect(resources.map(({ id }) => id.name)).toEqual(['outside']);
});
