import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ended, startKubewright } from '../cli/kubewright.ts';
import { type GitServer, makeRepository, startGitServer } from '../git/gitServer.ts';
import { buildOracle } from './build.ts';

let server: GitServer;
let folder: string;
let official: string;

const object = (kind: string, name: string, namespace = '') =>
  `apiVersion: v1\nkind: ${kind}\nmetadata: {name: ${name}${namespace === '' ? '' : `, namespace: ${namespace}`}}\n`;

beforeAll(async () => {
  official = await buildOracle();
  server = await startGitServer();
  folder = await mkdtemp(join(tmpdir(), 'kubewright-flags-'));
  const files = {
    'app/kustomization.yaml': 'resources: [objects.yaml]\n',
    'app/objects.yaml': [
      object('Service', 'web', 'Prod'),
      object('ConfigMap', 'System:settings'),
      object('Namespace', 'prod'),
      'apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: {name: "system:a"}\n',
    ].join('---\n'),
    'one/kustomization.yaml': 'resources: [objects.yaml]\n',
    'one/objects.yaml': `${object('Service', 'web')}---\n${object('Namespace', 'prod')}`,
    'up/kustomization.yaml': 'resources: [../one/objects.yaml]\n',
    'sorted/kustomization.yaml': 'resources: [../one]\nsortOptions: {order: legacy}\n',
    'plugins/kustomization.yaml': 'resources: [../one]\ntransformers: [plugin.yaml]\n',
    'plugins/plugin.yaml': 'apiVersion: example.com/v1\nkind: Other\nmetadata: {name: a}\n',
  };
  for (const [path, text] of Object.entries(files)) {
    await mkdir(join(folder, path, '..'), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  const library = await makeRepository(join(server.folder, 'org/library'));
  await library.commit({
    'base/kustomization.yaml': 'resources: [../shared]\nbuildMetadata: [originAnnotations]\n',
    'shared/kustomization.yaml': 'resources: [cm.yaml]\n',
    'shared/cm.yaml': object('ConfigMap', 'remote'),
    'outside/kustomization.yaml': 'resources: [../shared/cm.yaml]\n',
  });
});
afterAll(async () => {
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});

async function ours(...args: readonly string[]) {
  const env = { XDG_CACHE_HOME: join(folder, 'cache') };
  return ended(startKubewright(['build', ...args], folder, env));
}

function theirs(...args: readonly string[]): Promise<{ code: number; stdout: string }> {
  return new Promise(resolve => {
    execFile(official, ['build', ...args], { cwd: folder }, (error, stdout) => {
      resolve({ code: error === null ? 0 : 1, stdout });
    });
  });
}

/** A script that calls `kustomize build` may call us instead. */
describe('flags of kustomize build', () => {
  test.each([
    ['app'],
    ['app', '--reorder', 'none'],
    ['sorted', '--reorder=none'],
    ['app', '--enable-managedby-label'],
    ['app', '--enable-managedby-label=true'],
    ['app', '--enable-managedby-label=false'],
    ['up'],
    ['up', '--load-restrictor', 'LoadRestrictionsNone'],
    ['up', '--load-restrictor=LoadRestrictionsRootOnly'],
    ['app', '--load-restrictor='],
    [
      'app',
      '--network',
      '--network-name',
      'x',
      '--mount',
      'a=b',
      '-e',
      'A',
      '--env',
      'B=1',
      '--as-current-user',
    ],
    ['plugins', '--enable-alpha-plugins', '--network'],
    ['app', '--stack-trace'],
    ['nowhere'],
    ['app/objects.yaml'],
  ])('%s %s %s', async (...args) => {
    const given = args.filter(argument => argument !== undefined);
    const [mine, official] = [await ours(...given), await theirs(...given)];
    expect({ code: mine.code, stdout: mine.stdout }).toEqual(official);
  });

  test.each([
    ['--load-restrictor', 'none'],
    ['--reorder', 'fifo'],
    ['--enable-managedby-label=maybe'],
    ['--no-such-flag'],
  ])('%s %s is a wrong call', async (...args) => {
    const given = args.filter(argument => argument !== undefined);
    expect((await ours('app', ...given)).code).toBe(2);
    expect((await theirs('app', ...given)).code).not.toBe(0);
  });

  test.each(['app', 'one'])('--output to a directory writes the files of %s', async root => {
    const [mine, official] = await Promise.all(
      [ours, theirs].map(async (run, index) => {
        const output = join(folder, `out-${root}-${index}`);
        await mkdir(output);
        expect((await run(root, '-o', output)).code).toBe(0);
        return contents(output);
      }),
    );
    expect(mine).toEqual(official);
    expect(Object.keys(mine ?? {}).length).toBeGreaterThan(1);
  });

  test('--output to a file writes it whole, and nothing where something is wrong', async () => {
    const { stdout } = await theirs('one');
    expect(await ours('one', '--output', 'out.yaml')).toMatchObject({ code: 0, stdout: '', stderr: '' });
    expect(await readFile(join(folder, 'out.yaml'), 'utf8')).toBe(stdout);
    expect((await ours('up', '--output', 'out.yaml')).code).toBe(1);
    expect(await readFile(join(folder, 'out.yaml'), 'utf8')).toBe(stdout);
  });

  test('an object whose name leads out of the directory is not written', async () => {
    await mkdir(join(folder, 'evil'));
    await mkdir(join(folder, 'evil-out'));
    await writeFile(join(folder, 'evil/kustomization.yaml'), 'resources: [a.yaml]\n');
    await writeFile(join(folder, 'evil/a.yaml'), object('ConfigMap', '"x/../../escaped"'));
    expect((await ours('evil', '-o', 'evil-out')).code).toBe(1);
    expect(await readdir(join(folder, 'evil-out'))).toEqual([]);
  });
});

async function contents(directory: string): Promise<Record<string, string>> {
  const names = (await readdir(directory)).sort();
  const texts = await Promise.all(names.map(name => readFile(join(directory, name), 'utf8')));
  return Object.fromEntries(names.map((name, index) => [name, texts[index] ?? '']));
}

describe('a repository in the place of the directory', () => {
  test.each(['org/library//base?ref=main', 'org/library//outside', 'org/library//nowhere', 'org/gone'])(
    '%s',
    async path => {
      const [mine, official] = [await ours(`${server.url}/${path}`), await theirs(`${server.url}/${path}`)];
      expect({ code: mine.code, stdout: mine.stdout }).toEqual(official);
    },
  );

  test('is refused where fetching is, with the code that says so', async () => {
    const { code, stderr } = await ours(`${server.url}/org/library//base`, '--no-remote');
    expect(code).toBe(1);
    expect(stderr).toContain(' error remote.not-allowed ');
  });
});

test('fetching can be refused on the command line', async () => {
  await mkdir(join(folder, 'remote'));
  const text = `resources: ['${server.url}/org/library//shared']\n`;
  await writeFile(join(folder, 'remote/kustomization.yaml'), text);
  expect((await ours('remote')).code).toBe(0);
  server.forget();
  const { code, stderr } = await ours('remote', '--no-remote');
  expect({ code, line: stderr.slice(0, 60) }).toMatchObject({
    code: 1,
    line: expect.stringMatching(/^remote\/kustomization\.yaml:1:13 error remote\.not-allowed /),
  });
  expect(server.requests).toEqual([]);
});

test('Ctrl-C while fetching ends the command and git', async () => {
  const release = server.hang();
  server.forget();
  const child = startKubewright(['build', `${server.url}/org/library//base`], folder, {
    XDG_CACHE_HOME: join(folder, 'cache'),
  });
  await expect.poll(() => server.requests.length, { timeout: 10_000 }).toBeGreaterThan(0);
  child.kill('SIGINT');
  const { code, stdout, stderr } = await ended(child);
  release();
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toBe('kubewright: Given up before the build was complete.\n');
});
