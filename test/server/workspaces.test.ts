import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { FileChangeType } from 'vscode-languageserver/node';
import { type Client, startClient } from './client.ts';

let client: Client | undefined;
afterEach(async () => {
  expect(await client?.stop()).toBe(0);
  client = undefined;
});

function git(cwd: string, ...args: string[]): void {
  const identity = [
    '-c',
    'user.name=a',
    '-c',
    'user.email=a@example.com',
    '-c',
    'protocol.file.allow=always',
  ];
  execFileSync('git', [...identity, ...args], { cwd, stdio: 'pipe' });
}

function commitAll(repository: string): void {
  git(repository, 'init', '-q', '-b', 'main');
  git(repository, 'remote', 'add', 'origin', 'https://example.com/team/fleet');
  git(repository, 'add', '.');
  git(repository, 'commit', '-qm', 'first');
}

const app = (path: string) => `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: web }
spec:
  source: { repoURL: https://example.com/team/fleet.git, path: ${path} }
`;
const secret = 'secretGenerator:\n- name: a\n  envs: [secret.env]\n';
/** Links are given once everything that is known was looked at. */
const settled = (of: Client) =>
  of.request('textDocument/documentLink', { textDocument: { uri: of.uri('none.yaml') } });
const codes = (found: readonly { code?: unknown }[]) => found.map(({ code }) => code);

test('a linked working tree is a repository of its own state, beside the one it belongs to', async () => {
  client = await startClient(
    {
      'main/kustomization.yaml': `resources: [app.yaml]\n${secret}`,
      'main/app.yaml': app('apps/web'),
      'main/apps/web/kustomization.yaml': 'namePrefix: a-\n',
      'main/secret.env': 'A=b\n',
    },
    { folders: ['main'] },
  );
  commitAll(join(client.folder, 'main'));
  git(join(client.folder, 'main'), 'worktree', 'add', '-q', '-b', 'topic', '../linked');
  await client.changeFolders(['linked'], []);
  // What is tracked is so in both, and what a tree lacks is told of that tree alone.
  await client.diagnostics('linked/kustomization.yaml', found =>
    codes(found).includes('generator.tracked-secret'),
  );
  await client.write('linked/app.yaml', app('apps/gone'));
  await client.tell('linked/app.yaml', FileChangeType.Changed);
  await client.diagnostics('linked/app.yaml', found => codes(found).includes('gitops.path-not-found'));
  await settled(client);
  expect(client.published()[client.uri('main/app.yaml')] ?? []).toEqual([]);
});

test('a base within a submodule is built, and paths of its objects are of the submodule', async () => {
  client = await startClient(
    {
      'library/base/kustomization.yaml': 'resources: [app.yaml]\n',
      'library/base/app.yaml': app('base'),
      'fleet/readme.txt': 'a\n',
    },
    { folders: ['fleet'] },
  );
  const { folder } = client;
  commitAll(join(folder, 'library'));
  commitAll(join(folder, 'fleet'));
  git(join(folder, 'fleet'), 'submodule', 'add', '-q', join(folder, 'library'), 'vendor/library');
  git(join(folder, 'fleet/vendor/library'), 'remote', 'set-url', 'origin', 'https://example.com/team/fleet');
  await client.write('fleet/prod/kustomization.yaml', 'resources: [../vendor/library/base]\nnamePrefx: a\n');
  await client.tell('fleet/prod/kustomization.yaml', FileChangeType.Created);
  await client.diagnostics('fleet/prod/kustomization.yaml', found => found.length === 1);
  // The overlay is right now, so all that is left to say is said.
  await client.write(
    'fleet/prod/kustomization.yaml',
    'resources: [../vendor/library/base]\nimages: [{ name: b }]\n',
  );
  await client.tell('fleet/prod/kustomization.yaml', FileChangeType.Changed);
  await client.diagnostics(
    'fleet/prod/kustomization.yaml',
    found => codes(found).join() !== 'kustomization.unknown-field',
  );
  await settled(client);
  expect(client.published()[client.uri('fleet/vendor/library/base/app.yaml')] ?? []).toEqual([]);
});

test('a client that asks hears which folders have a kustomization, as they come and go, in all its folders', async () => {
  client = await startClient(
    {
      'one/a/kustomization.yaml': '{}\n',
      'one/b/kustomize.yaml': 'kind: Kustomization\n',
      'two/Kustomization': '{}\n',
    },
    { folders: ['one', 'two'], initializationOptions: { kustomizations: true } },
  );
  await expect.poll(() => client?.kustomizations()).toEqual(['one/a', 'two']);
  await client.write('one/c/kustomization.yml', '{}\n');
  await client.tell('one/c/kustomization.yml', FileChangeType.Created);
  await expect.poll(() => client?.kustomizations()).toEqual(['one/a', 'one/c', 'two']);
  await client.changeFolders([], ['one']);
  await expect.poll(() => client?.kustomizations()).toEqual(['two']);
});
