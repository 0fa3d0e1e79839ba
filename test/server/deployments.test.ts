import { afterEach, expect, test } from 'vitest';
import type { CodeLens, DocumentLink } from 'vscode-languageserver/node';
import { type Client, startClient } from './client.ts';

let client: Client | undefined;
afterEach(async () => {
  expect(await client?.stop()).toBe(0);
  client = undefined;
});

const config = '[remote "origin"]\n\turl = https://github.com/example/fleet\n';
const sync = `apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: { name: flux-system }
spec: { url: https://github.com/example/fleet.git }
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: flux-system }
spec:
  path: ./clusters/prod
  sourceRef: { kind: GitRepository, name: flux-system }
`;
const apps = `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: apps }
spec:
  path: ./apps/web
  sourceRef: { kind: GitRepository, name: flux-system }
`;
const fleet = {
  '.git/config': config,
  '.git/HEAD': 'ref: refs/heads/main\n',
  'clusters/prod/flux-system/kustomization.yaml': 'resources: [sync.yaml]\n',
  'clusters/prod/flux-system/sync.yaml': sync,
  'clusters/prod/apps.yaml': apps,
  'apps/web/kustomization.yaml': 'namePrefix: a-\n',
};

const lenses = (of: Client, path: string) =>
  of.request<CodeLens[]>('textDocument/codeLens', { textDocument: { uri: of.uri(path) } });

test('a kustomization says who deploys it, and that object is one click away', async () => {
  client = await startClient(fleet);
  client.open('apps/web/kustomization.yaml', fleet['apps/web/kustomization.yaml']);
  const [lens, ...more] = await lenses(client, 'apps/web/kustomization.yaml');
  expect(more).toEqual([]);
  expect(lens?.command?.title).toBe('Deployed by Flux Kustomization apps');
  await client.request('workspace/executeCommand', lens!.command!);
  expect(client.shown).toEqual([`${client.uri('clusters/prod/apps.yaml')} 2:18`]);
});

test('the path of a Flux Kustomization leads to what it deploys, and is underlined when it leads nowhere', async () => {
  client = await startClient(fleet);
  client.open('clusters/prod/apps.yaml', apps);
  const links = () =>
    client?.request<DocumentLink[]>('textDocument/documentLink', {
      textDocument: { uri: client.uri('clusters/prod/apps.yaml') },
    });
  expect(await links()).toMatchObject([
    {
      range: { start: { line: 4, character: 8 }, end: { line: 4, character: 18 } },
      target: client.uri('apps/web/kustomization.yaml'),
    },
  ]);
  client.edit('clusters/prod/apps.yaml', './apps/web', './apps/wbe');
  const [diagnostic] = await client.diagnostics('clusters/prod/apps.yaml', found => found.length > 0);
  expect(diagnostic?.code).toBe('gitops.path-not-found');
  const [action] = await client.actions('clusters/prod/apps.yaml', diagnostic!);
  client.apply(action!);
  expect(client.text('clusters/prod/apps.yaml')).toBe(apps);
  await client.diagnostics('clusters/prod/apps.yaml', found => found.length === 0);
  expect(await links()).toHaveLength(1);
});

test('a directory that comes later ends the finding that a path leads nowhere', async () => {
  const broken = apps.replace('./apps/web', './apps/late');
  client = await startClient({ ...fleet, 'clusters/prod/apps.yaml': broken });
  await client.diagnostics('clusters/prod/apps.yaml', found => found.length > 0);
  await client.write('apps/late/web.yaml', 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\n');
  await client.tell('apps/late', 1);
  await client.diagnostics('clusters/prod/apps.yaml', found => found.length === 0);
});
