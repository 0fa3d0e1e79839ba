import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { type GitServer, isRunning, makeRepository, startGitServer } from '../git/gitServer.ts';
import { type Client, type ClientOptions, startClient } from './client.ts';

let server: GitServer;
let cache: string;
let client: Client | undefined;

const configMap = (name: string) => `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}}\n`;

beforeAll(async () => {
  server = await startGitServer();
  const library = await makeRepository(join(server.folder, 'org/library'));
  await library.commit({
    'base/kustomization.yaml': 'resources: [cm.yaml]\n',
    'base/cm.yaml': configMap('remote'),
    'broken/kustomization.yaml': 'resources: [nothing.yaml]\nnamePrefx: a\n',
  });
});
afterAll(() => server.stop());
beforeEach(async () => {
  cache = await realpath(await mkdtemp(join(tmpdir(), 'kubewright-cache-')));
  server.forget();
});
afterEach(async () => {
  if (client !== undefined) expect(await client.stop()).toBe(0);
  client = undefined;
  await rm(cache, { recursive: true, force: true });
});

/** A workspace with one kustomization that names a directory of the library and has a patch for what is in it. */
async function open(directory: string, options: ClientOptions): Promise<Client> {
  const text = `resources:\n- ${server.url}/org/library//${directory}?ref=main\npatches:\n- patch: |-\n    apiVersion: v1\n    kind: ConfigMap\n    metadata: {name: remote}\n    data: {a: b}\n- path: missing.yaml\n`;
  const started = await startClient(
    { 'app/kustomization.yaml': text },
    {
      ...options,
      env: { XDG_CACHE_HOME: cache },
    },
  );
  client = started;
  started.open('app/kustomization.yaml', text);
  return started;
}

const file = 'app/kustomization.yaml';
/** What rules say of such a kustomization is another matter. */
const others = new Set<unknown>(['kustomization.no-header', 'resource.unpinned']);
const codes = (found: readonly { code?: unknown }[]) =>
  found.map(({ code }) => code).filter(code => !others.has(code));

test('nothing is fetched unless a setting allows it; the note says so and offers to allow it', async () => {
  const settings: { current: unknown } = { current: {} };
  const { diagnostics, commands, notify, uri, progress } = await open('base', { settings, trusted: true });
  const found = await diagnostics(file, all => codes(all).includes('resource.not-found'));
  const note = found.find(({ code }) => code === 'remote.not-allowed');
  expect(note).toMatchObject({ code: 'remote.not-allowed', severity: 3 });
  expect(note?.range.start).toEqual({ line: 1, character: 2 });
  expect(note?.message).toContain('kubewright.kustomize.remote');
  expect(await commands(file, note!)).toMatchObject([
    { command: 'kubewright.allow', arguments: [uri(file), 'remote'] },
  ]);
  expect(server.requests).toEqual([]);
  settings.current = { remote: true };
  await notify('workspace/didChangeConfiguration', { settings: null });
  await diagnostics(file, found => codes(found).join() === 'resource.not-found');
  await expect.poll(() => progress.at(-1), { timeout: 10_000 }).toBe('end');
  expect(progress).toEqual([
    'begin',
    expect.stringContaining(`report ${server.url}/org/library`),
    expect.stringContaining(`report ${server.url}/org/library`),
    'end',
  ]);
});

test('nothing is fetched in a workspace that is not trusted, until it is', async () => {
  const settings = { current: { remote: true } };
  const { diagnostics, commands, notify } = await open('base', { settings, trusted: false });
  const found = await diagnostics(file, all => codes(all).includes('remote.not-allowed'));
  const note = found.find(({ code }) => code === 'remote.not-allowed');
  expect(await commands(file, note!)).toEqual([]);
  expect(server.requests).toEqual([]);
  await notify('kubewright/trusted');
  await expect.poll(() => server.requests.length, { timeout: 10_000 }).toBeGreaterThan(0);
  await diagnostics(file, found => codes(found).join() === 'resource.not-found');
});

test('what else is wrong is shown while a server keeps us waiting', async () => {
  const release = server.hang();
  const settings = { current: { remote: true } };
  const { diagnostics } = await open('base', { settings, trusted: true });
  await diagnostics(file, found => codes(found).join() === 'resource.not-found');
  await expect.poll(() => server.requests.length, { timeout: 10_000 }).toBeGreaterThan(0);
  release();
});

test('nothing is asked for while a URL is typed, which would tell a server each part of it', async () => {
  const settings = { current: { remote: true } };
  const text = 'resources:\n- #\n';
  client = await startClient(
    { [file]: text },
    {
      settings,
      trusted: true,
      env: { XDG_CACHE_HOME: cache },
    },
  );
  client.open(file, text);
  for (const letter of `${server.url}/org/library//base?ref=main`) {
    client.edit(file, '#', `${letter}#`);
    await new Promise(resolve => setTimeout(resolve, 20));
  }
  client.edit(file, '#', '');
  await expect.poll(() => server.requests.length, { timeout: 10_000 }).toBeGreaterThan(1);
  expect(server.requests[0]).toBe('GET /org/library//base?ref=main');
  expect(server.requests.filter(line => !line.includes('/org/library/'))).toEqual([]);
});

test('a fetched file that is opened is not built as if it were the user’s own', async () => {
  const settings = { current: { remote: true } };
  const kustomization = `resources: ['${server.url}/org/library//base']\n`;
  const folder = join(cache, 'kubewright/remote/git/a/b');
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'kustomization.yaml'), kustomization);
  const started = await open('base', { settings, trusted: true });
  await expect.poll(() => started.progress.at(-1), { timeout: 10_000 }).toBe('end');
  server.forget();
  const path = relative(started.folder, join(folder, 'kustomization.yaml'));
  started.open(path, kustomization);
  const [note] = await started.diagnostics(path, found => found.length > 0);
  expect(note?.code).toBe('remote.not-allowed');
  expect(server.requests).toEqual([]);
});

test('the user can end it; trying again fetches', async () => {
  const release = server.hang();
  const settings: NonNullable<ClientOptions['settings']> = { current: { remote: true }, cancels: true };
  const { diagnostics, commands, notify } = await open('base', { settings, trusted: true });
  const found = await diagnostics(file, all => codes(all).includes('remote.cancelled'));
  await expect.poll(() => isRunning(`${server.url}/org/library`)).toBe(false);
  const [given] = found.filter(({ code }) => code === 'remote.cancelled');
  expect(await commands(file, given!)).toMatchObject([{ command: 'kubewright.fetchAgain' }]);
  release();
  settings.cancels = false;
  await notify('kubewright/fetchAgain');
  await diagnostics(file, all => codes(all).join() === 'resource.not-found');
});

test('a mistake in what was fetched stands at the item that names it, with the place beside it', async () => {
  const settings = { current: { remote: true } };
  const { diagnostics } = await open('broken', { settings, trusted: true });
  const found = await diagnostics(file, all => codes(all).includes('kustomization.unknown-field'));
  const foreign = found.filter(({ range }) => range.start.line === 1);
  expect(codes(foreign).sort()).toEqual(['kustomization.unknown-field', 'resource.not-found']);
  expect(foreign[0]?.relatedInformation?.[0]?.location.uri).toContain('/broken/kustomization.yaml');
});

test('the server ends while a fetch is under way, and git with it', async () => {
  const release = server.hang();
  await open('base', { settings: { current: { remote: true } }, trusted: true });
  await expect.poll(() => server.requests.length, { timeout: 10_000 }).toBeGreaterThan(0);
  expect(await client?.stop()).toBe(0);
  client = undefined;
  await expect.poll(() => isRunning(`${server.url}/org/library`)).toBe(false);
  release();
});
