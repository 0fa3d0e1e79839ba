import { afterEach, expect, test } from 'vitest';
import { type Client, startClient } from './client.ts';

let client: Client | undefined;
afterEach(async () => {
  if (client !== undefined) expect(await client.stop()).toBe(0);
  client = undefined;
});

test('fields that the kustomize of a cluster lacks are warned of as soon as the setting names it', async () => {
  const text = 'configMapGenerator:\n- name: a\nsortOptions:\n  order: fifo\n';
  const settings: { current: unknown; version?: string } = { current: {}, version: 'kubectl 1.26' };
  client = await startClient({ 'app/kustomization.yaml': text }, { settings, trusted: true });
  const { diagnostics, notify } = client;
  client.open('app/kustomization.yaml', text);
  const found = await diagnostics('app/kustomization.yaml', all => all.length > 0);
  expect(found).toMatchObject([
    { code: 'version.newer-field', severity: 2, range: { start: { line: 2, character: 0 } } },
  ]);
  settings.version = '5.4.2';
  await notify('workspace/didChangeConfiguration', { settings: null });
  expect(await diagnostics('app/kustomization.yaml', all => all.length === 0)).toEqual([]);
});
