import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Kubeconfig, loadKubeconfig } from '../../src/cluster/kubeconfig.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kubewright-kubeconfig-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Loads files, given as name and text, in that order. */
async function load(...files: readonly (readonly [string, string])[]): Promise<Kubeconfig> {
  for (const [name, text] of files) await writeFile(join(folder, name), text);
  const list = files.map(([name]) => join(folder, name)).join(delimiter);
  return loadKubeconfig({ KUBECONFIG: list });
}

const good = `
current-context: dev
clusters:
- name: dev
  cluster: {server: 'https://dev.example.test:6443/', certificate-authority: ca.crt}
users:
- name: dev
  user: {tokenFile: secrets/token}
contexts:
- name: dev
  context: {cluster: dev, user: dev, namespace: team-a}
- name: anonymous
  context: {cluster: dev}
`;

describe('one file', () => {
  test('paths start at its folder, the namespace is default where none is named', async () => {
    const { contexts, broken, failures, currentContext } = await load(['one', good]);
    expect([broken, failures, currentContext]).toEqual([[], [], 'dev']);
    const [dev, anonymous] = contexts;
    expect(dev).toMatchObject({
      name: 'dev',
      namespace: 'team-a',
      cluster: { server: 'https://dev.example.test:6443', caFile: join(folder, 'ca.crt') },
      user: { tokenFile: join(folder, 'secrets/token') },
    });
    expect(anonymous).toMatchObject({ namespace: 'default', user: { name: '' } });
  });

  test('an unknown user or cluster breaks its own context only, by name', async () => {
    const { contexts, broken } = await load([
      'unknown',
      `${good}- {name: a, context: {cluster: dev, user: ghost}}\n- {name: b, context: {cluster: ghost, user: dev}}\n`,
    ]);
    expect(contexts.map(context => context.name)).toEqual(['dev', 'anonymous']);
    expect(broken.map(({ name, failure }) => [name, failure.code, failure.params])).toEqual([
      ['a', 'kubeconfig.unknown-user', { context: 'a', user: 'ghost' }],
      ['b', 'kubeconfig.unknown-cluster', { context: 'b', cluster: 'ghost' }],
    ]);
  });

  test('an entry that lacks a field or has no URL says which', async () => {
    const { broken } = await load([
      'lacking',
      `clusters: [{name: none, cluster: {}}, {name: odd, cluster: {server: 'localhost:80'}}]
users: [{name: plugin, user: {exec: {apiVersion: client.authentication.k8s.io/v1}}}]
contexts:
- {name: a, context: {cluster: none}}
- {name: b, context: {cluster: odd}}
- {name: c}
- {context: {cluster: none}}
- 7
`,
    ]);
    const file = join(folder, 'lacking');
    expect(broken.map(({ failure }) => [failure.code, failure.params])).toEqual([
      ['kubeconfig.incomplete', { file, entry: 'none', field: 'cluster.server' }],
      ['kubeconfig.invalid-server', { context: 'b', server: 'localhost:80' }],
      ['kubeconfig.incomplete', { file, entry: 'c', field: 'context' }],
      ['kubeconfig.incomplete', { file, entry: 'contexts[3]', field: 'name' }],
      ['kubeconfig.incomplete', { file, entry: 'contexts[4]', field: 'name' }],
    ]);
  });

  test.each([
    ['broken YAML', 'a: [', 'kubeconfig.syntax'],
    ['a list', '- a', 'kubeconfig.syntax'],
    ['a word', 'kubeconfig', 'kubeconfig.syntax'],
    ['binary', '\u0000\u0001\u0002', 'kubeconfig.syntax'],
    ['an alias bomb', `a: &a [x,x]\nb: &b [*a,*a]\ncontexts: [*b,*b]`, undefined],
    ['nothing', '', undefined],
    ['lists that are none', 'contexts: 7\nusers: {}\nclusters: x\n', undefined],
  ])('%s harms no other file', async (_, text, code) => {
    const { contexts, failures } = await load(['bad', text], ['good', good]);
    expect(contexts.map(context => context.name)).toEqual(['dev', 'anonymous']);
    expect(failures.map(failure => failure.code)).toEqual(code === undefined ? [] : [code]);
  });
});

describe('several files', () => {
  test('the first to name something wins, entries may refer to each other across files', async () => {
    const users = 'users: [{name: shared, user: {token: one}}, {name: own, user: {token: own}}]\n';
    const { contexts, currentContext, files } = await load(
      ['users', users],
      [
        'contexts',
        `current-context: first
clusters: [{name: c, cluster: {server: 'https://one.example.test'}}]
users: [{name: shared, user: {token: two}}]
contexts: [{name: first, context: {cluster: c, user: shared}}]`,
      ],
      [
        'late',
        `current-context: late
clusters: [{name: c, cluster: {server: 'https://two.example.test'}}]
contexts: [{name: first, context: {cluster: c, user: own}}, {name: late, context: {cluster: c, user: own}}]`,
      ],
    );
    expect(currentContext).toBe('first');
    expect(
      contexts.map(context => [context.name, context.cluster.server, context.user.token, context.file]),
    ).toEqual([
      ['first', 'https://one.example.test', 'one', files[1]],
      ['late', 'https://one.example.test', 'own', files[2]],
    ]);
  });

  test('a missing file is none, an unreadable one is told, and both are watched for', async () => {
    await writeFile(join(folder, 'good'), good);
    const missing = join(folder, 'missing');
    const list = [missing, folder, join(folder, 'good')];
    const { contexts, failures, files } = await loadKubeconfig({ KUBECONFIG: list.join(delimiter) });
    expect(contexts).toHaveLength(2);
    expect(failures.map(failure => [failure.code, failure.params])).toEqual([
      ['kubeconfig.unreadable', { file: folder, reason: 'EISDIR' }],
    ]);
    expect(files).toEqual(list);
  });

  test('is never written: a read-only file is enough', async () => {
    const file = join(folder, 'read-only');
    await writeFile(file, good);
    await chmod(file, 0o400);
    expect((await loadKubeconfig({ KUBECONFIG: file })).contexts).toHaveLength(2);
  });
});

test('without KUBECONFIG the file of the home folder is read', async () => {
  const { files, contexts } = await loadKubeconfig({ HOME: folder });
  expect(files).toEqual([join(folder, '.kube', 'config')]);
  expect(contexts).toEqual([]);
});
