import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Kubeconfig } from '../../src/cluster/kubeconfig/kubeconfig.ts';
import { loadKubeconfig } from '../../src/cluster/kubeconfig/loadKubeconfig.ts';
import { buildControlPlane } from './build.ts';

let program: string;
let folder: string;

beforeAll(async () => {
  program = await buildControlPlane();
  folder = await mkdtemp(join(tmpdir(), 'kubewright-merge-'));
}, 1_200_000);

afterAll(() => rm(folder, { recursive: true, force: true }));

/** Few, so that files often name the same. */
const name = fc.constantFrom('dev', 'prod', 'test', '7');
const text = fc.constantFrom('one', 'two', 'three', 'yes', '010', 'a: b');
const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 2 });
const both = <A extends object, B extends object>(a: fc.Arbitrary<A>, b: fc.Arbitrary<B>) =>
  fc.tuple(a, b).map(([left, right]) => ({ ...left, ...right }));
const base64 = text.map(value => Buffer.from(value).toString('base64'));

/** An authority or no check of the server, for kubectl refuses both at once. */
const authority = fc.oneof(
  fc.record({ 'certificate-authority': fc.constantFrom('ca.crt', './keys/ca.crt', '../other/ca.crt') }),
  fc.record({ 'insecure-skip-tls-verify': fc.boolean() }),
  fc.constant({}),
);
const cluster = both(
  fc.record({
    server: fc.constantFrom(
      'https://a.test',
      'https://b.test:6443',
      'https://c.test/prefix',
      'http://d.test',
    ),
    'tls-server-name': optional(text),
    'proxy-url': optional(fc.constantFrom('http://proxy.test:3128', 'socks5://proxy.test:1080')),
  }),
  authority,
);
const exec = fc.record({
  apiVersion: fc.constant('client.authentication.k8s.io/v1'),
  command: fc.constantFrom('plugin', 'aws'),
  args: optional(fc.array(text, { maxLength: 2 })),
  env: optional(fc.array(fc.record({ name: fc.constantFrom('A', 'B'), value: text }), { maxLength: 1 })),
  interactiveMode: fc.constantFrom('Never', 'IfAvailable', 'Always'),
  provideClusterInfo: fc.boolean(),
});
/** What kubectl allows side by side. */
const login = fc.oneof(
  fc.record({ token: optional(text) }),
  fc.record({ username: text, password: optional(text) }),
  fc.record({ 'client-certificate-data': base64, 'client-key-data': base64 }),
  fc.constant({}),
);
const impersonation = fc.oneof(
  fc.record({
    as: text,
    'as-uid': optional(text),
    'as-groups': optional(fc.array(text, { minLength: 1, maxLength: 2 })),
    'as-user-extra': optional(fc.dictionary(fc.constantFrom('k', 'l'), fc.array(text, { maxLength: 2 }))),
  }),
  fc.constant({}),
);
const user = both(
  both(login, impersonation),
  fc.record({ tokenFile: optional(fc.constantFrom('/absolute/token')), exec: optional(exec) }),
);
const context = fc.record({ cluster: name, user: optional(name), namespace: optional(text) });

/** A list with each name at most once, since kubectl refuses files with more. */
const entries = (kind: string, value: fc.Arbitrary<object>) =>
  optional(
    fc.uniqueArray(fc.record({ name, [kind]: value }), { selector: entry => entry['name'], maxLength: 3 }),
  );
const file = fc.record({
  apiVersion: fc.constant('v1'),
  kind: fc.constant('Config'),
  'current-context': optional(fc.oneof(name, fc.constant(''))),
  clusters: entries('cluster', cluster),
  users: entries('user', user),
  contexts: entries('context', context),
});
/** A field somewhere that may be of the wrong type, and is written as such; the others stay as they are. */
const odd = fc.constantFrom<unknown>(7, true, null, '', 'nope', [], [7], ['a'], {}, { a: 7 }, { a: 'b' });
const oddPlaces = {
  clusters: [
    'server',
    'certificate-authority-data',
    'tls-server-name',
    'insecure-skip-tls-verify',
    'disable-compression',
    'extensions',
  ],
  users: [
    'token',
    'tokenFile',
    'password',
    'client-key-data',
    'as',
    'as-groups',
    'as-user-extra',
    'exec',
    'auth-provider',
  ],
  contexts: ['cluster', 'user', 'namespace'],
} as const;
const place = fc.oneof(
  fc.constantFrom('clusters', 'users', 'contexts', 'current-context').map(list => [list] as const),
  ...(['clusters', 'users', 'contexts'] as const).map(list =>
    fc.constantFrom<string>('name', ...oddPlaces[list]).map(field => [list, field] as const),
  ),
);
/** Some of KUBECONFIG are not there. */
const files = fc.array(fc.option(file, { nil: undefined, freq: 6 }), { minLength: 1, maxLength: 4 });

async function write(run: string, contents: readonly (object | undefined)[]): Promise<string> {
  const paths: string[] = [];
  for (const [index, content] of contents.entries()) {
    const home = join(run, `${index}`);
    for (const sub of ['', 'keys', '../other']) {
      await mkdir(join(home, sub), { recursive: true });
      await writeFile(join(home, sub, 'ca.crt'), `authority of ${index} in ${sub}`);
    }
    const path = join(home, 'config');
    if (content !== undefined) await writeFile(path, JSON.stringify(content));
    paths.push(path);
  }
  return paths.join(delimiter);
}

interface Named {
  readonly name: string;
}
interface View {
  readonly 'current-context': string;
  readonly clusters: readonly (Named & { readonly cluster: Record<string, unknown> })[] | null;
  readonly users: readonly (Named & { readonly user: Record<string, unknown> })[] | null;
  readonly contexts: readonly (Named & { readonly context: Record<string, string> })[] | null;
}

/** What kubectl would connect with, by context; `undefined` for contexts that lead nowhere. */
async function kubectlView(
  KUBECONFIG: string,
  HOME = folder,
): Promise<{ current: string; contexts: object }> {
  const { stdout } = await promisify(execFile)(
    program,
    ['kubectl', 'config', 'view', '--raw', '--flatten', '--output=json'],
    { env: { PATH: process.env['PATH'], HOME, KUBECONFIG } },
  );
  const view = JSON.parse(stdout) as View;
  const contexts = (view.contexts ?? []).map(each => {
    const { cluster: clusterName = '', user: userName = '', namespace } = each.context;
    const found = view.clusters?.find(other => other.name === clusterName)?.cluster;
    const user = view.users?.find(other => other.name === userName)?.user;
    if (found === undefined || (userName !== '' && user === undefined)) return [each.name, undefined];
    return [each.name, { namespace: namespace ?? 'default', cluster: found, user: user ?? {} }];
  });
  return { current: view['current-context'], contexts: Object.fromEntries(contexts) };
}

/** Ours in kubectl's spelling. */
async function ourView({ contexts, broken, currentContext }: Kubeconfig) {
  const result: Record<string, unknown> = {};
  for (const { name, failure } of broken) {
    if (failure.code !== 'kubeconfig.shadowed') result[name] = undefined;
  }
  for (const { name, namespace, cluster, user } of contexts) {
    const data = cluster.caFile === undefined ? undefined : await readFile(cluster.caFile);
    result[name] = {
      namespace,
      cluster: {
        server: cluster.server,
        'certificate-authority-data': data?.toString('base64'),
        'tls-server-name': cluster.tlsServerName,
        'insecure-skip-tls-verify': cluster.skipTlsVerify || undefined,
        'proxy-url': cluster.proxyUrl,
      },
      user: {
        token: user.token,
        tokenFile: user.tokenFile,
        username: user.username,
        password: user.password,
        'client-certificate-data': user.certData,
        'client-key-data': user.keyData,
        as: user.impersonateUser,
        'as-uid': user.impersonateUid,
        'as-groups': user.impersonateGroups.length === 0 ? undefined : user.impersonateGroups,
        'as-user-extra': Object.keys(user.impersonateExtra).length === 0 ? undefined : user.impersonateExtra,
        exec: user.exec && {
          apiVersion: user.exec.apiVersion,
          command: user.exec.command,
          args: user.exec.args,
          env: Object.entries(user.exec.env).map(([key, value]) => ({ name: key, value })),
          interactiveMode: user.exec.interactiveMode,
          provideClusterInfo: user.exec.provideClusterInfo,
        },
      },
    };
  }
  return { current: currentContext ?? '', contexts: result };
}

/** Go writes absent lists as null or not at all; to a client that is the same. */
function plain(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (_, inner: unknown) =>
      inner === null || (Array.isArray(inner) && inner.length === 0) ? undefined : inner,
    ),
  );
}

test('contexts lead where those of kubectl lead, with the same credentials, however files are divided', async () => {
  let run = 0;
  await fc.assert(
    fc.asyncProperty(files, async contents => {
      run += 1;
      const home = join(folder, `run-${run}`);
      const KUBECONFIG = await write(home, contents);
      const ours = await ourView(await loadKubeconfig({ KUBECONFIG }));
      const kubectl = await kubectlView(KUBECONFIG);
      await rm(home, { recursive: true, force: true });
      expect(plain(ours)).toEqual(plain(kubectl));
      // JSON has no undefined, so contexts that lead nowhere are compared by name.
      expect(Object.keys(ours.contexts).sort()).toEqual(Object.keys(kubectl.contexts).sort());
    }),
    { numRuns: 80 },
  );
}, 180_000);

describe('the files of KUBECONFIG', () => {
  const named = (context: string) =>
    JSON.stringify({
      'current-context': context,
      clusters: [{ name: 'c', cluster: { server: `https://a.test/${encodeURIComponent(context)}` } }],
      contexts: [{ name: context, context: { cluster: 'c' } }],
    });
  const lists: Readonly<Record<string, (home: string) => string>> = {
    'is empty': () => '',
    'has nothing but separators': () => '::',
    'has empty parts': home => `:${home}/a::${home}/b:`,
    'has one twice': home => [`${home}/a`, `${home}/b`, `${home}/a`].join(':'),
    'has one in two spellings': home => [`${home}/b`, `${home}/x/../b`, `${home}/a`].join(':'),
    'has missing ones': home => [`${home}/none`, `${home}/b`, `${home}/none/none`, `${home}/a`].join(':'),
    'has one with a space before it': home => ` ${home}/a:${home}/b`,
    'has a tilde, which only shells know': () => '~/a:~/b',
  };

  test.skipIf(delimiter !== ':').each(Object.keys(lists))('that %s', async what => {
    const home = join(folder, `list-${Object.keys(lists).indexOf(what)}`);
    for (const sub of ['x', '.kube']) await mkdir(join(home, sub), { recursive: true });
    const files = { a: 'a', b: 'b', '.kube/config': 'home' };
    for (const [file, context] of Object.entries(files)) await writeFile(join(home, file), named(context));
    const environment = { HOME: home, KUBECONFIG: lists[what]?.(home) ?? '' };
    const [ours, theirs] = [
      await loadKubeconfig(environment),
      await kubectlView(environment.KUBECONFIG, home),
    ];
    expect(plain(await ourView(ours))).toEqual(plain(theirs));
  });

  test.each(['my cluster', ' padded ', '개발/클러스터', 'a:b', '#x', "it's", 'a\nb', '😀', 'NULL', '1e3'])(
    'a context named %j has that name',
    async context => {
      const file = join(folder, 'named');
      await writeFile(file, named(context));
      const ours = await ourView(await loadKubeconfig({ KUBECONFIG: file }));
      expect(plain(ours)).toEqual(plain(await kubectlView(file)));
      expect([ours.current, Object.keys(ours.contexts)]).toEqual([context, [context]]);
    },
  );
});

/** The file with `value` at the place, in its first entry. */
function spoiled(
  content: Record<string, unknown>,
  [list, field]: readonly [string, string?],
  value: unknown,
) {
  if (field === undefined) return { ...content, [list]: value };
  const kind = list.slice(0, -1);
  const entry =
    field === 'name'
      ? { name: value, [kind]: { cluster: 'x' } }
      : { name: 'odd', [kind]: { [field]: value } };
  return { ...content, [list]: [entry] };
}

test('what kubectl refuses a file for is told, and nothing else is', async () => {
  let run = 0;
  const refusals = { yes: 0, no: 0 };
  await fc.assert(
    fc.asyncProperty(file, place, odd, async (content, where, value) => {
      run += 1;
      const home = join(folder, `odd-${run}`);
      const KUBECONFIG = await write(home, [spoiled(content, where, value)]);
      const { failures, broken } = await loadKubeconfig({ KUBECONFIG });
      const refused = await kubectlView(KUBECONFIG).then(
        () => false,
        (error: Error) => {
          expect(error.message).toMatch(/error loading config file|duplicate name/);
          return true;
        },
      );
      await rm(home, { recursive: true, force: true });
      const told = [...failures, ...broken.map(({ failure }) => failure)].map(({ code }) => code);
      refusals[refused ? 'yes' : 'no'] += 1;
      expect(told.includes('kubeconfig.wrong-type')).toBe(refused);
    }),
    { numRuns: 150 },
  );
  expect(Math.min(refusals.yes, refusals.no)).toBeGreaterThan(10);
}, 180_000);
