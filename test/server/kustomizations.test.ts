import { afterEach, expect, test } from 'vitest';
import { URI } from 'vscode-uri';
import { type Client, startClient } from './client.ts';

let client: Client | undefined;
afterEach(() => client?.stop());

const options = { initializationOptions: { kustomizations: true } };

const files = {
  'prod/kustomization.yaml':
    'resources: [../base, extra.yaml, "https://user:secret@example.com/org/repo//app?ref=v1"]\ncomponents: [../ha]\n',
  'prod/extra.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: extra}\n',
  'base/kustomization.yaml': 'resources: [web.yaml]\n',
  'base/web.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: web}\n',
  'ha/kustomization.yaml': 'apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\nnamePrefix: ha-\n',
};

/** What the client was told of a folder, with its URIs as paths. */
function told(folder: string) {
  const found = client?.roles().find(({ directory }) => directory === client?.uri(folder));
  if (found === undefined) return undefined;
  const name = (uri: string) => URI.parse(uri).path.split('/').slice(-1)[0];
  const { kind, bases, components, remotes, problems } = found;
  return { kind, bases: bases.map(name), components: components.map(name), remotes, errors: problems.error };
}

test('a client that asks hears what kustomizations are to each other, without passwords of URLs', async () => {
  client = await startClient(files, options);
  await expect
    .poll(() => told('prod'))
    .toMatchObject({
      kind: 'overlay',
      bases: ['base'],
      components: ['ha'],
      errors: 0,
    });
  expect(JSON.stringify(client.roles())).not.toContain('secret');
  expect(told('prod')?.remotes).toHaveLength(1);
  expect(told('base')).toMatchObject({ kind: 'base', bases: [], components: [] });
  expect(told('ha')).toMatchObject({ kind: 'component' });
});

test('the counts of problems follow edits, in a base for its overlays too; who cannot be read stays what it was', async () => {
  client = await startClient(files, options);
  await expect.poll(() => told('prod')?.kind).toBe('overlay');
  await client.write('base/kustomization.yaml', 'resources: [web.yaml, gone.yaml]\n');
  await client.tell('base/kustomization.yaml', 2);
  await expect.poll(() => [told('base')?.errors, told('prod')?.errors]).toEqual([1, 1]);
  await client.write('base/kustomization.yaml', 'resources: [web.yaml\n');
  await client.tell('base/kustomization.yaml', 2);
  await expect.poll(() => told('base')?.errors).toBeGreaterThan(0);
  expect(told('base')?.kind).toBe('base');
  await client.write('base/kustomization.yaml', 'resources: [web.yaml]\n');
  await client.tell('base/kustomization.yaml', 2);
  await expect.poll(() => [told('base')?.errors, told('prod')?.errors]).toEqual([0, 0]);
});

test('the files of a root are those that its build takes in', async () => {
  client = await startClient({ ...files, 'prod/unread.yaml': 'a: b\n' }, options);
  await expect.poll(() => told('prod')?.kind).toBe('overlay');
  const paths = await client.request<string[]>('kubewright/rootFiles', { directory: client.uri('prod') });
  const names = paths.map(path => path.split('/').slice(-2).join('/')).sort();
  expect(names).toEqual([
    'base/kustomization.yaml',
    'base/web.yaml',
    'ha/kustomization.yaml',
    'prod/extra.yaml',
    'prod/kustomization.yaml',
  ]);
  expect(await client.request('kubewright/rootFiles', { directory: 7 })).toEqual([]);
});
