import { mkdir, rename, rm, symlink, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { type Diagnostic, FileChangeType } from 'vscode-languageserver/node';
import { type Client, startClient } from './client.ts';

let client: Client | undefined;
afterEach(async () => {
  expect(await client?.stop()).toBe(0);
  client = undefined;
});

const service = 'apiVersion: v1\nkind: Service\nmetadata:\n  name: web\n';
const none = (found: readonly Diagnostic[]) => found.length === 0;
const only =
  (...codes: string[]) =>
  (found: readonly Diagnostic[]) =>
    JSON.stringify(found.map(({ code }) => code)) === JSON.stringify(codes);

/** A base beside two overlays. */
const shop = {
  'base/kustomization.yaml': 'resources:\n- service.yaml\n',
  'base/service.yaml': service,
  'overlays/prod/kustomization.yaml': 'resources:\n- ../../base\n',
  'overlays/test/kustomization.yaml': 'resources:\n- ../../base\n',
};
/** A kustomization that is looked at last: once its mistake is there, all others have been built. */
const last = { 'last/kustomization.yaml': 'resorces: []\n' };
const prod = { folders: ['overlays/prod'], watches: true };

/** Everything that is published, as `path code`, by the path within the folder. */
function all({ folder, published }: Client): string[] {
  return Object.entries(published())
    .flatMap(([uri, found]) => found.map(({ code }) => `${uri.split(`${folder}/`)[1] ?? uri} ${code}`))
    .sort();
}

describe('a folder opened at an overlay whose base lies outside', () => {
  test('hears of edits of the base in the editor, unsaved', async () => {
    client = await startClient(shop, prod);
    client.open('base/service.yaml', service);
    client.edit('base/service.yaml', 'kind: Service', 'kind: [');
    await client.diagnostics('base/service.yaml', only('yaml.syntax'));
    client.close('base/service.yaml');
    await client.diagnostics('base/service.yaml', none);
  });

  test('hears of changes of the base on disk, of its end and of its return', async () => {
    client = await startClient(shop, prod);
    await expect.poll(() => client?.outside()).toContain(join(client.folder, 'base'));
    await client.write('base/service.yaml', 'kind: [');
    await client.diagnostics('base/service.yaml', only('yaml.syntax'));
    await client.write('base/service.yaml', service);
    await client.diagnostics('base/service.yaml', none);
    await rename(join(client.folder, 'base'), join(client.folder, 'gone'));
    await client.diagnostics('overlays/prod/kustomization.yaml', only('resource.not-found'));
    await rename(join(client.folder, 'gone'), join(client.folder, 'base'));
    await client.diagnostics('overlays/prod/kustomization.yaml', none);
  });

  test('hears of a file that the base waits for', async () => {
    client = await startClient({ ...shop, 'base/kustomization.yaml': 'resources:\n- late.yaml\n' }, prod);
    await client.diagnostics('base/kustomization.yaml', only('resource.not-found'));
    await expect.poll(() => client?.outside()).toContain(join(client.folder, 'base'));
    await client.write('base/late.yaml', service);
    await client.diagnostics('base/kustomization.yaml', none);
  });

  test('hears of what happened before anybody watched', async () => {
    // A client that never tells of anything is as good as one whose watchers start late.
    client = await startClient(shop, { folders: ['overlays/prod'] });
    client.open('overlays/prod/kustomization.yaml', 'resources:\n- ../../base\nresorces: []\n');
    await client.diagnostics('overlays/prod/kustomization.yaml', only('kustomization.unknown-field'));
    await client.write('base/service.yaml', 'kind: [');
    await client.diagnostics('base/service.yaml', only('yaml.syntax'));
  });

  test('watches the base no longer once nothing reads it', async () => {
    client = await startClient(shop, prod);
    await expect.poll(() => client?.outside()).toContain(join(client.folder, 'base'));
    await client.write('overlays/prod/kustomization.yaml', 'namePrefix: a-\n');
    await expect.poll(() => client?.outside()).toEqual([]);
  });

  test('forgets a kustomization outside that was only open for a while', async () => {
    client = await startClient(shop, prod);
    client.open('overlays/test/kustomization.yaml', 'resorces: []\n');
    await client.diagnostics('overlays/test/kustomization.yaml', only('kustomization.unknown-field'));
    client.close('overlays/test/kustomization.yaml');
    await client.diagnostics('overlays/test/kustomization.yaml', none);
  });
});

describe('what others do on disk', () => {
  test('a checkout that switches many files at once is seen whole', async () => {
    const names = Array.from({ length: 200 }, (_, i) => `s${i}`);
    const listing = `resources:\n${names.map(name => `- ${name}.yaml\n`).join('')}`;
    const files = names.map(name => [`app/${name}.yaml`, service.replace('web', name)]);
    client = await startClient(
      { ...shop, ...Object.fromEntries(files), 'app/kustomization.yaml': listing, ...last },
      { watches: true },
    );
    const { folder } = client;
    await client.diagnostics('last/kustomization.yaml', only('kustomization.unknown-field'));
    await Promise.all(names.slice(1).map(name => unlink(join(folder, `app/${name}.yaml`))));
    await rm(join(folder, 'base'), { recursive: true });
    await client.diagnostics('app/kustomization.yaml', found => found.length === 199);
    await client.diagnostics('overlays/test/kustomization.yaml', only('resource.not-found'));
    await Promise.all(
      names.slice(1).map(name => writeFile(join(folder, `app/${name}.yaml`), service.replace('web', name))),
    );
    await client.write('base/service.yaml', service);
    await client.write('base/kustomization.yaml', 'resources:\n- service.yaml\n');
    await client.diagnostics('app/kustomization.yaml', none);
    await client.diagnostics('overlays/test/kustomization.yaml', none);
    expect(all(client)).toEqual(['last/kustomization.yaml kustomization.unknown-field']);
  });

  test('a directory that is renamed takes its findings along, and its kustomizations are found again', async () => {
    client = await startClient(
      { ...shop, 'apps/a/deep/kustomization.yaml': 'resorces: []\n' },
      { watches: true },
    );
    const { folder } = client;
    await client.diagnostics('apps/a/deep/kustomization.yaml', only('kustomization.unknown-field'));
    await rename(join(folder, 'apps'), join(folder, 'services'));
    await client.diagnostics('services/a/deep/kustomization.yaml', only('kustomization.unknown-field'));
    await client.diagnostics('apps/a/deep/kustomization.yaml', none);
    await rename(join(folder, 'base'), join(folder, 'common'));
    await client.diagnostics('overlays/prod/kustomization.yaml', only('resource.not-found'));
    await rename(join(folder, 'common'), join(folder, 'base'));
    await client.diagnostics('overlays/prod/kustomization.yaml', none);
  });

  test('what a kustomization reads is followed also where nobody looks for kustomizations', async () => {
    client = await startClient(
      {
        'app/kustomization.yaml': 'resources:\n- ../node_modules/shared\n- gone.yaml\n',
        'node_modules/shared/kustomization.yaml': 'namePrefix: a-\n',
        'node_modules/other/kustomization.yaml': 'resorces: []\n',
      },
      { watches: true },
    );
    await client.diagnostics('app/kustomization.yaml', only('resource.not-found'));
    await client.write('node_modules/shared/kustomization.yaml', 'resorces: []\n');
    await client.diagnostics('node_modules/shared/kustomization.yaml', only('kustomization.unknown-field'));
    expect(all(client)).not.toContain('node_modules/other/kustomization.yaml kustomization.unknown-field');
  });

  test('a directory that is deleted takes its findings along', async () => {
    client = await startClient({ 'a/b/kustomization.yaml': 'resorces: []\n' }, { watches: true });
    await client.diagnostics('a/b/kustomization.yaml', only('kustomization.unknown-field'));
    await rm(join(client.folder, 'a'), { recursive: true });
    await client.diagnostics('a/b/kustomization.yaml', none);
  });

  test('a misnamed kustomization is one as soon as it has its right name', async () => {
    client = await startClient({ ...shop, 'base/Kustomization.yaml': 'resorces: []\n' }, { watches: true });
    await unlink(join(client.folder, 'base/kustomization.yaml'));
    await client.diagnostics('overlays/prod/kustomization.yaml', only('kustomization.missing'));
    await rename(
      join(client.folder, 'base/Kustomization.yaml'),
      join(client.folder, 'base/kustomization.yml'),
    );
    await client.diagnostics('base/kustomization.yml', only('kustomization.unknown-field'));
    await client.diagnostics('overlays/prod/kustomization.yaml', none);
  });
});

describe('a directory behind a link', () => {
  const linked = { ...shop, 'app/kustomization.yaml': 'resources:\n- shared\n- shared-file.yaml\n' };

  test('outside the folder: its changes on disk and in the editor are seen', async () => {
    client = await startClient(linked, {
      folders: ['app'],
      watches: true,
      links: { 'app/shared': '../base', 'app/shared-file.yaml': 'here.yaml' },
    });
    await client.diagnostics('app/kustomization.yaml', only('resource.not-found'));
    await client.write('app/here.yaml', service.replace('web', 'here'));
    await client.diagnostics('app/kustomization.yaml', none);
    await expect.poll(() => client?.outside()).toContain(join(client.folder, 'base'));
    await client.write('base/service.yaml', 'kind: [');
    await client.diagnostics('base/service.yaml', only('yaml.syntax'));
    client.open('app/shared/service.yaml', service);
    await client.diagnostics('base/service.yaml', none);
  });

  test('that comes to point elsewhere, or to what was missing', async () => {
    client = await startClient(
      {
        ...shop,
        'other/kustomization.yaml': 'resorces: []\n',
        'app/kustomization.yaml': 'resources:\n- shared\n',
      },
      { watches: true, links: { 'app/shared': '../nowhere' } },
    );
    const link = join(client.folder, 'app/shared');
    await client.diagnostics('app/kustomization.yaml', only('resource.not-found'));
    await rename(join(client.folder, 'base'), join(client.folder, 'nowhere'));
    await client.diagnostics('app/kustomization.yaml', none);
    await unlink(link);
    // Node's own watcher does not see a link go.
    await client.tell('app/shared', FileChangeType.Deleted);
    await client.diagnostics('app/kustomization.yaml', only('resource.not-found'));
    await symlink('../overlays/prod', link);
    await client.diagnostics('overlays/prod/kustomization.yaml', only('resource.not-found'));
    await client.diagnostics('app/kustomization.yaml', none);
  });

  test('as a folder: findings stand under the name it was opened by, also once a file is opened by its real one', async () => {
    client = await startClient(
      { 'real/kustomization.yaml': 'resorces: []\n' },
      { folders: ['link'], watches: true, links: { link: 'real' } },
    );
    await client.diagnostics('link/kustomization.yaml', only('kustomization.unknown-field'));
    client.open('real/kustomization.yaml', 'resorces: []\n');
    await client.diagnostics('real/kustomization.yaml', only('kustomization.unknown-field'));
    await client.diagnostics('link/kustomization.yaml', none);
    client.close('real/kustomization.yaml');
    await client.diagnostics('link/kustomization.yaml', only('kustomization.unknown-field'));
    expect(all(client)).toEqual(['link/kustomization.yaml kustomization.unknown-field']);
    await client.changeFolders([], ['link']);
    await client.diagnostics('link/kustomization.yaml', none);
    expect(all(client)).toEqual([]);
  });
});

describe('several folders', () => {
  const wrong = { ...shop, 'base/kustomization.yaml': 'resources:\n- gone.yaml\n' };
  const once = ['base/kustomization.yaml resource.not-found'];

  test('that share a base have its mistake once, until the last of them goes', async () => {
    client = await startClient(wrong, { folders: ['overlays/prod', 'overlays/test'], watches: true });
    await client.diagnostics('base/kustomization.yaml', only('resource.not-found'));
    expect(all(client)).toEqual(once);
    await client.changeFolders([], ['overlays/prod']);
    await expect.poll(() => client?.outside()).toContain(join(client.folder, 'base'));
    expect(all(client)).toEqual(once);
    await client.changeFolders([], ['overlays/test']);
    await client.diagnostics('base/kustomization.yaml', none);
    expect(all(client)).toEqual([]);
    await expect.poll(() => client?.outside()).toEqual([]);
  });

  test('one within another: each mistake once, while either of them is there', async () => {
    client = await startClient(wrong, { folders: ['.', 'overlays'], watches: true });
    await client.diagnostics('base/kustomization.yaml', only('resource.not-found'));
    await client.write('overlays/prod/kustomization.yaml', 'resorces: []\n');
    await client.diagnostics('overlays/prod/kustomization.yaml', only('kustomization.unknown-field'));
    const both = [...once, 'overlays/prod/kustomization.yaml kustomization.unknown-field'];
    expect(all(client)).toEqual(both);
    await client.changeFolders([], ['overlays']);
    await client.changeFolders(['overlays'], ['.']);
    // The base is read by the overlay for tests, which is still there.
    await expect.poll(() => client?.outside()).toContain(join(client.folder, 'base'));
    expect(all(client)).toEqual(both);
  });

  test('come while the server runs', async () => {
    client = await startClient(wrong, { folders: ['overlays/test'], watches: true });
    await mkdir(join(client.folder, 'late'));
    await client.write('late/kustomization.yaml', 'resorces: []\n');
    await client.changeFolders(['late'], []);
    await client.diagnostics('late/kustomization.yaml', only('kustomization.unknown-field'));
    await client.changeFolders([], ['late']);
    await client.diagnostics('late/kustomization.yaml', none);
  });

  test('a kustomization that is open keeps its findings when its folder goes', async () => {
    client = await startClient(wrong, { folders: ['base', 'overlays/prod'], watches: true });
    client.open('base/kustomization.yaml', wrong['base/kustomization.yaml']);
    await client.diagnostics('base/kustomization.yaml', only('resource.not-found'));
    await client.changeFolders([], ['base', 'overlays/prod']);
    client.edit('base/kustomization.yaml', 'gone.yaml', 'also-gone.yaml');
    await client.diagnostics('base/kustomization.yaml', ([first]) => first?.range.end.character === 16);
  });
});
