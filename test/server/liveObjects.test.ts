import { afterEach, expect, test } from 'vitest';
import type { RenderedFile } from '../../src/language/renderedFrom.ts';
import type { SourcePlace } from '../../src/server/liveObjects.ts';
import { type Client, startClient } from './client.ts';

let client: Client | undefined;
afterEach(async () => {
  expect(await client?.stop()).toBe(0);
  client = undefined;
});

const service = 'apiVersion: v1\nkind: Service\nmetadata:\n  name: web\n';
const files = {
  'base/kustomization.yaml': 'resources:\n- service.yaml\n',
  'base/service.yaml': service,
  'prod/kustomization.yaml': 'resources:\n- ../base\nnamespace: prod\nnameSuffix: -v1\n',
  'loose/other.yaml': 'apiVersion: v1\nkind: Service\nmetadata:\n  name: other\n',
};
const identity = (name: string) => ({ apiVersion: 'v1', kind: 'Service', namespace: 'prod', name });

test('from a manifest to the objects of its overlay and back, unsaved edits included', async () => {
  client = await startClient(files);
  const asked = { uri: client.uri('base/service.yaml') };
  const root = `${client.folder}/prod`;
  // The folder is searched for kustomizations when the server starts.
  await expect
    .poll(async () => (await client?.request<RenderedFile>('kubewright/rendered', asked))?.objects, {
      timeout: 20_000,
    })
    .toEqual([{ root, document: 0, item: [], ...identity('web-v1') }]);
  client.open('prod/kustomization.yaml', files['prod/kustomization.yaml']);
  client.edit('prod/kustomization.yaml', '-v1', '-v2');
  const rendered = await client.request<RenderedFile>('kubewright/rendered', asked);
  expect(rendered.objects.map(({ name }) => name)).toEqual(['web-v2']);
  const object = await client.request<string>('kubewright/renderedObject', { root, ...identity('web-v2') });
  expect(JSON.parse(object)).toEqual({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'web-v2', namespace: 'prod' },
  });
  const sources = (name: string) =>
    client?.request<readonly SourcePlace[]>('kubewright/sourceOf', identity(name));
  const range = { start: { line: 3, character: 8 }, end: { line: 3, character: 11 } };
  expect(await sources('web-v2')).toEqual([{ uri: asked.uri, range, roots: [root], name: 'web' }]);
  expect(await sources('web-v1')).toEqual([]);
  expect(await sources('other')).toMatchObject([{ uri: client.uri('loose/other.yaml'), roots: [] }]);
});

test('what is no question of ours is answered with nothing', async () => {
  client = await startClient(files);
  expect(await client.request('kubewright/rendered', {})).toEqual({ isRead: false, objects: [] });
  expect(await client.request('kubewright/rendered', { uri: 'untitled:a' })).toEqual({
    isRead: false,
    objects: [],
  });
  expect(await client.request('kubewright/renderedObject', { root: 1 })).toBeNull();
  expect(
    await client.request('kubewright/renderedObject', { root: '/nowhere', ...identity('a') }),
  ).toBeNull();
  expect(await client.request('kubewright/sourceOf', { kind: 'Service' })).toEqual([]);
});
