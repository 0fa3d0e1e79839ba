import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { BuildOptions } from '../../src/kustomize/options.ts';
import { answerOf, fetchingBuild } from '../git/fetchingBuild.ts';
import { type GitServer, makeRepository, startGitServer } from '../git/gitServer.ts';
import { officialBuild, withFiles } from './official.ts';

let server: GitServer;
let cache: string;
let commit: string;

const configMap = (name: string) => `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}}\n`;

beforeAll(async () => {
  server = await startGitServer();
  cache = await mkdtemp(join(tmpdir(), 'kubewright-cache-'));
  const library = await makeRepository(join(server.folder, 'org/library'));
  await library.commit({
    'base/kustomization.yaml': 'resources: [cm.yaml]\n',
    'base/cm.yaml': configMap('old'),
  });
  await library.git('tag', '1.0');
  await library.git('tag', '--annotate', '--message=second', 'v2');
  await library.git('checkout', '--quiet', '-b', 'feature/x');
  await library.commit({ 'base/cm.yaml': configMap('feature') });
  await library.git('checkout', '--quiet', 'main');
  commit = await library.commit({
    'kustomization.yaml': 'resources: [base]\n',
    'base/cm.yaml': configMap('new'),
    'base/data.txt': 'text\n',
    'overlay/kustomization.yaml':
      'resources: [../base, extra.yaml]\nnamePrefix: o-\nconfigMapGenerator:\n- name: made\n  files: [data.txt]\n',
    'overlay/extra.yaml': configMap('extra'),
    'overlay/data.txt': 'here\n',
    'component/kustomization.yaml':
      'apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\nnameSuffix: -c\nresources: [../base]\n',
    'absent/kustomization.yaml': 'resources: [nothing.yaml]\n',
    'reader/kustomization.yaml': 'configMapGenerator:\n- name: stolen\n  files: [../base/data.txt]\n',
    'escape/kustomization.yaml': 'resources: [../../../../../../../../local]\n',
    'self/kustomization.yaml': `resources: ['${server.url}/org/library//self?ref=main']\n`,
    'parent/kustomization.yaml': `resources: ['${server.url}/org/library?ref=main']\n`,
    'plain.yaml': configMap('plain'),
  });
  const further = await makeRepository(join(server.folder, 'org/further.git'));
  await further.commit({
    'app/kustomization.yaml': `resources: ['${server.url}/org/library//overlay?ref=main', ../near]\n`,
    'near/kustomization.yaml': 'resources: [cm.yaml]\nnamespace: near\n',
    'near/cm.yaml': configMap('near'),
  });
  server.files.set('/manifest.yaml', configMap('plain-file'));
  server.files.set('/org/name/main/manifest.yaml', configMap('deep-file'));
  server.files.set('/org/name.git/manifest.yaml', configMap('git-file'));
  server.files.set('/o/p/_git/r/manifest.yaml', configMap('azure-file'));
  server.files.set('/org/name//manifest.yaml', configMap('double-file'));
  server.files.set('/broken.yaml', 'a: [\n');
  server.files.set('/settings.env', 'A=1\n');
  server.files.set('/patch.yaml', 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: local}\ndata: {a: b}\n');
});
afterAll(async () => {
  await server.stop();
  await rm(cache, { recursive: true, force: true });
});

type Files = Readonly<Record<string, string>>;

/** Builds `app` by both tools. The official one clones anew each time, ours may have the commit already. */
async function compare(files: Files, options: Partial<BuildOptions> = {}, flags: readonly string[] = []) {
  return withFiles({ 'local/kustomization.yaml': 'namePrefix: a-\n', ...files }, async directory => {
    const app = join(directory, 'app');
    const ours = answerOf(await fetchingBuild(app, cache, options));
    return { ours, official: await officialBuild(app, flags) };
  });
}

/** A kustomization as text, in which `$` stands for the server and `@` for the newest commit. */
const app = (text: string): Files => ({
  'app/kustomization.yaml': text.replaceAll('$', server.url).replaceAll('@', commit),
  'app/local.yaml': configMap('local'),
});

/** What was fetched builds to the same bytes, whichever way it is named. */
describe('builds as the official tool does', () => {
  const notes = 'buildMetadata: [originAnnotations, transformerAnnotations]\n';
  test.each([
    ['a base on a branch', "resources: ['$/org/library//base?ref=main']\n"],
    ['the default branch', "resources: ['$/org/library//base']\n"],
    ['a branch with a slash', "resources: ['$/org/library//base?ref=feature/x']\n"],
    ['a tag', "resources: ['$/org/library//base?ref=1.0']\n"],
    ['an annotated tag', "resources: ['$/org/library//base?ref=v2']\n"],
    ['a commit', "resources: ['$/org/library//base?ref=@']\n"],
    ['version for ref', "resources: ['$/org/library//base?version=1.0']\n"],
    ['the root of a repository', "resources: ['$/org/library?ref=main']\n"],
    ['no marker of the directory', "resources: ['$/org/library/overlay?ref=main']\n"],
    ['git::', "resources: ['git::$/org/library//base?ref=main']\n"],
    ['.git', "resources: ['$/org/further.git/app?ref=main']\n"],
    [
      'two refs of one repository',
      "resources: ['$/org/library//base?ref=main', '$/org/library//base?ref=1.0']\n",
    ],
    ['a remote component', "components: ['$/org/library//component?ref=main']\nresources: [local.yaml]\n"],
    ['bases', "bases: ['$/org/library//base?ref=main']\n"],
    ['a remote overlay of its own base', "resources: ['$/org/library//overlay?ref=main']\nnamePrefix: a-\n"],
    ['a whole repository that refers to itself once', "resources: ['$/org/library//parent?ref=main']\n"],
    ['an HTTP file', "resources: ['$/manifest.yaml', local.yaml]\n"],
    ['an HTTP file whose URL could be a repository', "resources: ['$/org/name/main/manifest.yaml?ref=x']\n"],
    ['an HTTP patch', 'resources: [local.yaml]\npatches:\n- path: $/patch.yaml\n'],
    [
      'an HTTP file for a generator',
      'configMapGenerator:\n- name: a\n  files: ["$/settings.env"]\n  envs: ["$/settings.env"]\n',
    ],
  ])('%s', async (_name, text) => {
    const plain = await compare(app(text));
    expect(plain.ours).toEqual(plain.official);
    expect(plain.official).toHaveProperty('output');
    const noted = await compare(app(text + notes));
    expect(noted.ours).toEqual(noted.official);
  });

  test.each([
    '/manifest.yaml',
    '/org/name/main/manifest.yaml?ref=1.0',
    '/org/name.git/manifest.yaml',
    '/o/p/_git/r/manifest.yaml?version=b',
    '/org/name//manifest.yaml',
  ])('the origin of %s', async url => {
    const { ours, official } = await compare({
      'app/kustomization.yaml': `resources: [base]\n${notes}`,
      'app/base/kustomization.yaml': `resources: ['${server.url}${url}']\n`,
    });
    expect(ours).toEqual(official);
    expect(official).toHaveProperty('output');
  });

  test('fetched kustomizations are restricted even where local ones are not', async () => {
    const none = { loadRestrictor: 'none' } as const;
    const flags = ['--load-restrictor', 'LoadRestrictionsNone'];
    const local = await compare(
      {
        'app/kustomization.yaml': 'configMapGenerator:\n- name: a\n  files: [../data.txt]\n',
        'data.txt': 'x',
      },
      none,
      flags,
    );
    expect(local.ours).toEqual(local.official);
    expect(local.official).toHaveProperty('output');
    const remote = await compare(app("resources: ['$/org/library//reader?ref=main']\n"), none, flags);
    expect(remote.official).toHaveProperty('error');
    expect(remote.ours).toEqual({ codes: ['resource.outside-root'] });
  });
});

/** Where the official tool refuses we do, with a code that says why. */
test.each([
  ['a ref that is not there', "resources: ['$/org/library//base?ref=nowhere']\n", 'remote.bad-ref'],
  ['a short commit', "resources: ['$/org/library//base?ref=1234567']\n", 'remote.bad-ref'],
  ['a commit that is not there', `resources: ['$/org/library?ref=${'1'.repeat(40)}']\n`, 'remote.bad-ref'],
  ['no repository', "resources: ['$/org/nothing//base']\n", 'remote.unreachable'],
  [
    'a directory that is not there',
    "resources: ['$/org/library//nowhere?ref=main']\n",
    'remote.no-directory',
  ],
  ['a file for a directory', "resources: ['$/org/library//plain.yaml?ref=main']\n", 'remote.no-directory'],
  ['no kustomization in it', "resources: ['$/org/further.git?ref=main']\n", 'kustomization.missing'],
  ['a file missing in it', "resources: ['$/org/library//absent?ref=main']\n", 'resource.not-found'],
  [
    'a file outside of its directory',
    "resources: ['$/org/library//reader?ref=main']\n",
    'resource.outside-root',
  ],
  [
    'a base outside of the repository',
    "resources: ['$/org/library//escape?ref=main']\n",
    'resource.not-found',
  ],
  ['a repository that names itself', "resources: ['$/org/library//self?ref=main']\n", 'resource.cycle'],
  [
    'a component under resources',
    "resources: ['$/org/library//component?ref=main']\n",
    'component.unexpected',
  ],
  ['a base under components', "components: ['$/org/library//base?ref=main']\n", 'component.expected'],
  ['an HTTP file that is not there', "resources: ['$/gone.yaml']\n", 'remote.http-status'],
  ['an HTTP file that is broken', "resources: ['$/broken.yaml']\n", 'yaml.syntax'],
  [
    'a repository where a file is needed',
    'patches:\n- path: $/org/library//patch.yaml\n',
    'remote.http-status',
  ],
  [
    'a port that nobody listens on',
    "resources: ['http://127.0.0.1:1/org/library//base']\n",
    'remote.unreachable',
  ],
])('refuses %s', async (_name, text, code) => {
  const { ours, official } = await compare(app(text));
  expect(official).toHaveProperty('error');
  expect(ours).toEqual({ codes: [code] });
});
