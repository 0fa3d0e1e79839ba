import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { inspect } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Kubeconfig } from '../../src/cluster/kubeconfig/kubeconfig.ts';
import { loadKubeconfig } from '../../src/cluster/kubeconfig/loadKubeconfig.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kubewright-kubeconfig-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Loads files, given as name and text, in that order. */
async function load(...files: readonly (readonly [string, string])[]): Promise<Kubeconfig> {
  for (const [name, text] of files) await writeFile(join(folder, name), text);
  const list = files.map(([name]) => join(folder, name)).join(delimiter);
  return loadKubeconfig({ KUBECONFIG: list });
}

const good = `
current-context: dev
clusters:
- name: dev
  cluster: {server: 'https://dev.example.test:6443/', certificate-authority: ca.crt}
users:
- name: dev
  user: {tokenFile: secrets/token}
contexts:
- name: dev
  context: {cluster: dev, user: dev, namespace: team-a}
- name: anonymous
  context: {cluster: dev}
`;

describe('one file', () => {
  test('paths start at its folder, the namespace is default where none is named', async () => {
    const { contexts, broken, failures, currentContext } = await load(['one', good]);
    expect([broken, failures, currentContext]).toEqual([[], [], 'dev']);
    const [dev, anonymous] = contexts;
    expect(dev).toMatchObject({
      name: 'dev',
      namespace: 'team-a',
      cluster: { server: 'https://dev.example.test:6443', caFile: join(folder, 'ca.crt') },
      user: { tokenFile: join(folder, 'secrets/token') },
    });
    expect(anonymous).toMatchObject({ namespace: 'default', user: { name: '' } });
  });

  test('an unknown user or cluster breaks its own context only, by name', async () => {
    const { contexts, broken } = await load([
      'unknown',
      `${good}- {name: a, context: {cluster: dev, user: ghost}}\n- {name: b, context: {cluster: ghost, user: dev}}\n`,
    ]);
    expect(contexts.map(context => context.name)).toEqual(['dev', 'anonymous']);
    expect(broken.map(({ name, failure }) => [name, failure.code, failure.params])).toEqual([
      ['a', 'kubeconfig.unknown-user', { context: 'a', user: 'ghost' }],
      ['b', 'kubeconfig.unknown-cluster', { context: 'b', cluster: 'ghost' }],
    ]);
  });

  test('an entry that lacks a field or has no URL says which', async () => {
    const { broken } = await load([
      'lacking',
      `clusters: [{name: none, cluster: {}}, {name: odd, cluster: {server: 'ftp://localhost:80'}}]
users: [{name: plugin, user: {exec: {apiVersion: client.authentication.k8s.io/v1}}}]
contexts:
- {name: a, context: {cluster: none}}
- {name: b, context: {cluster: odd}}
- {name: c}
- {context: {cluster: none}}
- 7
`,
    ]);
    const file = join(folder, 'lacking');
    expect(broken.map(({ failure }) => [failure.code, failure.params])).toEqual([
      ['kubeconfig.incomplete', { file, entry: 'none', field: 'cluster.server' }],
      ['kubeconfig.invalid-server', { context: 'b', server: 'ftp://localhost:80' }],
      ['kubeconfig.incomplete', { file, entry: 'c', field: 'context.cluster' }],
      ['kubeconfig.incomplete', { file, entry: 'contexts[3]', field: 'name' }],
      ['kubeconfig.wrong-type', { file, entry: '', field: 'contexts[4]', expected: 'mapping' }],
    ]);
  });

  test.each([
    ['broken YAML', 'a: [', 'kubeconfig.syntax'],
    ['a list', '- a', 'kubeconfig.syntax'],
    ['a word', 'kubeconfig', 'kubeconfig.syntax'],
    ['binary', '\u0000\u0001\u0002', 'kubeconfig.syntax'],
    ['an alias bomb', `a: &a [x,x]\nb: &b [*a,*a]\ncontexts: [*b,*b]`, undefined],
    ['nothing', '', undefined],
  ])('%s harms no other file', async (_, text, code) => {
    const { contexts, failures } = await load(['bad', text], ['good', good]);
    expect(contexts.map(context => context.name)).toEqual(['dev', 'anonymous']);
    expect(failures.map(failure => failure.code)).toEqual(code === undefined ? [] : [code]);
  });
});

test('a login that is not shown to a server without TLS is noted; impersonation alone is none', async () => {
  const { contexts } = await load([
    'plain',
    `clusters: [{name: plain, cluster: {server: 'http://plain.test'}}, {name: tls, cluster: {server: 'https://tls.test'}}]
users: [{name: me, user: {token: s3cr3t}}, {name: other, user: {as: jane}}]
contexts:
- {name: a, context: {cluster: plain, user: me}}
- {name: b, context: {cluster: plain, user: other}}
- {name: c, context: {cluster: plain}}
- {name: d, context: {cluster: tls, user: me}}
`,
  ]);
  expect(contexts.map(({ notes }) => notes.map(({ code, params }) => ({ code, ...params })))).toEqual([
    [{ code: 'credentials.unencrypted', context: 'a', server: 'http://plain.test' }],
    [],
    [],
    [],
  ]);
});

describe('several files', () => {
  test('the first to name something wins, entries may refer to each other across files', async () => {
    const users = 'users: [{name: shared, user: {token: one}}, {name: own, user: {token: own}}]\n';
    const { contexts, currentContext, files } = await load(
      ['users', users],
      [
        'contexts',
        `current-context: first
clusters: [{name: c, cluster: {server: 'https://one.example.test'}}]
users: [{name: shared, user: {token: two}}]
contexts: [{name: first, context: {cluster: c, user: shared}}]`,
      ],
      [
        'late',
        `current-context: late
clusters: [{name: c, cluster: {server: 'https://two.example.test'}}]
contexts: [{name: first, context: {cluster: c, user: own}}, {name: late, context: {cluster: c, user: own}}]`,
      ],
    );
    expect(currentContext).toBe('first');
    expect(
      contexts.map(context => [context.name, context.cluster.server, context.user.token, context.file]),
    ).toEqual([
      ['first', 'https://one.example.test', 'one', files[1]],
      ['late', 'https://one.example.test', 'own', files[2]],
    ]);
  });

  test('a missing file is none, an unreadable one is told, and both are watched for', async () => {
    await writeFile(join(folder, 'good'), good);
    const missing = join(folder, 'missing');
    const list = [missing, folder, join(folder, 'good')];
    const { contexts, failures, files } = await loadKubeconfig({ KUBECONFIG: list.join(delimiter) });
    expect(contexts).toHaveLength(2);
    expect(failures.map(failure => [failure.code, failure.params])).toEqual([
      ['kubeconfig.unreadable', { file: folder, reason: 'EISDIR' }],
    ]);
    expect(files).toEqual(list);
  });

  test('is never written: a read-only file is enough', async () => {
    const file = join(folder, 'read-only');
    await writeFile(file, good);
    await chmod(file, 0o400);
    expect((await loadKubeconfig({ KUBECONFIG: file })).contexts).toHaveLength(2);
  });
});

test('without KUBECONFIG the file of the home folder is read', async () => {
  const { files, contexts } = await loadKubeconfig({ HOME: folder });
  expect(files).toEqual([join(folder, '.kube', 'config')]);
  expect(contexts).toEqual([]);
});

describe('names that are there twice', () => {
  const twice = (name: string, server: string, token: string) => `
clusters: [{name: ${name}, cluster: {server: '${server}'}}]
users: [{name: admin, user: {token: ${token}}}]
contexts: [{name: ${name}, context: {cluster: ${name}, user: admin}}]
`;

  test('in one file: the first is used, and that kubectl refuses the file is told', async () => {
    const { contexts, failures } = await load([
      'repeated',
      `${good}- {name: dev, context: {cluster: other}}\n`,
    ]);
    expect(contexts.find(({ name }) => name === 'dev')?.cluster.name).toBe('dev');
    const params = { file: join(folder, 'repeated'), kind: 'context', name: 'dev' };
    expect(failures.map(({ code, params }) => [code, params])).toEqual([['kubeconfig.repeated', params]]);
  });

  test('in two files: the context that is not used says which file took its name', async () => {
    const { contexts, broken } = await load(
      ['k3s-one', twice('default', 'https://one.test', 'one')],
      [
        'k3s-two',
        `${twice('default', 'https://two.test', 'two').replace('user: admin', 'user: admin, namespace: x')}`,
      ],
    );
    expect(contexts.map(({ cluster }) => cluster.server)).toEqual(['https://one.test']);
    expect(broken.map(({ name, failure }) => [name, failure.code, failure.params])).toEqual([
      [
        'default',
        'kubeconfig.shadowed',
        {
          file: join(folder, 'k3s-two'),
          kind: 'context',
          name: 'default',
          first: join(folder, 'k3s-one'),
        },
      ],
    ]);
  });

  test('in two files: a context that gets the user of another file by its name carries a note', async () => {
    const { contexts } = await load(
      ['one', twice('one', 'https://one.test', 'one')],
      ['two', twice('two', 'https://two.test', 'two')],
    );
    expect(contexts.map(({ user }) => user.token)).toEqual(['one', 'one']);
    expect(contexts.map(({ notes }) => notes.map(({ code, params }) => [code, params]))).toEqual([
      [],
      [
        [
          'kubeconfig.shadowed',
          { file: join(folder, 'two'), kind: 'user', name: 'admin', first: join(folder, 'one') },
        ],
      ],
    ]);
    expect(JSON.stringify(contexts[1]?.notes)).not.toMatch(/"(one|two)"/);
  });

  test('in two files: also a context that reads the same, where its own file means another cluster', async () => {
    const { broken } = await load(
      ['same-one', twice('same', 'https://one.test', 'one')],
      ['same-two', twice('same', 'https://two.test', 'one')],
    );
    expect(broken.map(({ name, failure }) => [name, failure.code])).toEqual([
      ['same', 'kubeconfig.shadowed'],
    ]);
  });

  test('a copy of a file is no trouble', async () => {
    const { contexts, broken } = await load(['first', good], ['copy', good]);
    expect(broken).toEqual([]);
    expect(contexts.map(({ notes }) => notes.length)).toEqual([0, 0]);
  });
});

describe('extra files and folders', () => {
  test('come behind those of the environment; of a folder only what looks like a kubeconfig', async () => {
    const places = join(folder, 'places');
    await mkdir(join(places, 'nested'), { recursive: true });
    const named = (name: string) =>
      `clusters: [{name: ${name}, cluster: {server: 'https://${name}.test', certificate-authority: ca.crt}}]
contexts: [{name: ${name}, context: {cluster: ${name}}}]
current-context: ${name}
`;
    const files: Record<string, string> = {
      'b.yaml': named('b'),
      'a.json': JSON.stringify({ contexts: [{ name: 'a', context: { cluster: 'b' } }] }),
      'broken.yaml': 'contexts: [',
      'ca.crt': '-----BEGIN CERTIFICATE-----\nabc\n-----END CERTIFICATE-----\n',
      'notes.md': '# contexts\n- one: two: three\n',
      kubectx: 'dev',
      '.hidden': named('hidden'),
      'nested/c.yaml': named('c'),
    };
    for (const [name, text] of Object.entries(files)) await writeFile(join(places, name), text);
    await writeFile(join(folder, 'environment'), named('environment'));
    await writeFile(join(folder, 'single'), named('single'));
    const missing = join(folder, 'will-come');
    const kubeconfig = await loadKubeconfig(
      { KUBECONFIG: join(folder, 'environment') },
      { extra: [places, join(folder, 'single'), missing, join(folder, 'environment')] },
    );
    expect(kubeconfig.contexts.map(({ name }) => name)).toEqual(['environment', 'a', 'b', 'single']);
    expect(kubeconfig.currentContext).toBe('environment');
    expect(kubeconfig.contexts[2]?.cluster.caFile).toBe(join(places, 'ca.crt'));
    expect(kubeconfig.failures.map(({ code, params }) => [code, params])).toEqual([
      ['kubeconfig.syntax', expect.objectContaining({ file: join(places, 'broken.yaml') })],
    ]);
    expect(kubeconfig.folders).toEqual([places]);
    expect(kubeconfig.files).toContain(missing);
  });
});

describe('in a pod', () => {
  const environment = {
    HOME: '/nowhere',
    KUBERNETES_SERVICE_HOST: '10.0.0.1',
    KUBERNETES_SERVICE_PORT: '443',
  };

  test('the service account is a context, the current one where no file names another', async () => {
    const account = join(folder, 'account');
    await mkdir(account, { recursive: true });
    await writeFile(join(account, 'token'), 'secret');
    await writeFile(join(account, 'namespace'), 'team-a');
    const alone = await loadKubeconfig(environment, { serviceAccountFolder: account });
    expect(alone.currentContext).toBe('in-cluster');
    expect(alone.contexts).toMatchObject([
      {
        name: 'in-cluster',
        namespace: 'team-a',
        cluster: { server: 'https://10.0.0.1:443', caFile: join(account, 'ca.crt') },
        user: { tokenFile: join(account, 'token'), token: undefined },
      },
    ]);
    await writeFile(join(folder, 'beside'), good);
    const beside = await loadKubeconfig(
      { ...environment, KUBECONFIG: join(folder, 'beside') },
      { serviceAccountFolder: account },
    );
    expect([beside.currentContext, beside.contexts.at(-1)?.name]).toEqual(['dev', 'in-cluster']);
    const ipv6 = { ...environment, KUBERNETES_SERVICE_HOST: 'fd00::1' };
    const six = await loadKubeconfig(ipv6, { serviceAccountFolder: account });
    expect(six.contexts[0]?.cluster.server).toBe('https://[fd00::1]:443');
  });

  test('a pod without a service account, and a machine that is no pod, have none', async () => {
    const serviceAccountFolder = join(folder, 'no-account');
    expect((await loadKubeconfig(environment, { serviceAccountFolder })).contexts).toEqual([]);
    expect((await loadKubeconfig({ HOME: '/nowhere' }, { serviceAccountFolder: folder })).contexts).toEqual(
      [],
    );
  });
});

describe('values that kubectl refuses', () => {
  /** One user, cluster and context, of which one field is what the test says. */
  function kubeconfig(changes: Readonly<Record<string, string>>): string {
    const fields = (of: string) =>
      Object.entries(changes).flatMap(([path, text]) =>
        path.startsWith(`${of}.`) ? [`    ${path.slice(of.length + 1)}: ${text}`] : [],
      );
    return [
      'clusters:\n- name: c\n  cluster:\n    server: https://c.test',
      ...fields('cluster'),
      'users:\n- name: u\n  user:\n    impersonate: nobody',
      ...fields('user'),
      'contexts:\n- name: it\n  context:\n    cluster: c\n    user: u',
      ...fields('context'),
      '',
    ].join('\n');
  }
  const told = async (text: string) => {
    const { broken } = await load(['refused', text]);
    return broken.map(({ failure: { code, params } }) => ({ code, ...params, file: undefined }));
  };

  test.each([
    ['user.password', '12345', 'text'],
    ['user.password', '!Sommer2026', 'text'],
    ['user.token', '12345', 'text'],
    ['user.token', 'yes', 'text'],
    ['user.token', '[a]', 'text'],
    ['user.tokenFile', '7', 'text'],
    ['user.username', 'true', 'text'],
    ['user.client-key-data', 'no+base64', 'base64'],
    ['user.as', '{}', 'text'],
    ['user.as-groups', 'developers', 'list'],
    ['user.exec', 'aws', 'mapping'],
    ['cluster.insecure-skip-tls-verify', '"true"', 'boolean'],
    ['cluster.tls-server-name', '1', 'text'],
    ['cluster.certificate-authority-data', 'LS0', 'base64'],
    ['cluster.proxy-url', 'proxy.test:3128', 'proxy-url'],
    ['cluster.proxy-url', 'socks5h://proxy.test', 'proxy-url'],
    ['cluster.extensions', '{}', 'list'],
    ['context.namespace', '123', 'text'],
  ])(
    '%s: %s is told, where it would be a wrong login or another namespace',
    async (path, value, expected) => {
      const [list = ''] = path.split('.');
      const entry = { user: 'u', cluster: 'c', context: 'it' }[list];
      expect(await told(kubeconfig({ [path]: value }))).toEqual([
        { code: 'kubeconfig.wrong-type', entry, field: path, expected },
      ]);
    },
  );

  test.each([
    ['user.as-groups', '[7]', 'text', 'user.as-groups[0]'],
    ['user.as-user-extra', '{team: a}', 'list', 'user.as-user-extra.team'],
    ['user.auth-provider', '{config: {a: 1}}', 'text', 'user.auth-provider.config.a'],
  ])('%s: %s is told by the very place', async (path, value, expected, field) => {
    expect(await told(kubeconfig({ [path]: value }))).toEqual([
      { code: 'kubeconfig.wrong-type', entry: 'u', field, expected },
    ]);
  });

  test.each([
    [{ 'user.token': 'a', 'user.username': 'b' }, 'user.token', 'user.username'],
    [{ 'user.token': 'a', 'user.password': 'b' }, 'user.token', 'user.password'],
    [
      { 'cluster.insecure-skip-tls-verify': 'true', 'cluster.certificate-authority': 'ca.crt' },
      'cluster.insecure-skip-tls-verify',
      'cluster.certificate-authority',
    ],
    [
      { 'cluster.certificate-authority': 'ca.crt', 'cluster.certificate-authority-data': 'YQ==' },
      'cluster.certificate-authority-data',
      'cluster.certificate-authority',
    ],
    [
      { 'user.client-certificate': 'a', 'user.client-key': 'a', 'user.client-key-data': 'YQ==' },
      'user.client-key-data',
      'user.client-key',
    ],
  ])('%j: one of the two is too many', async (changes, field, other) => {
    const [failure] = await told(kubeconfig(changes));
    expect(failure).toMatchObject({ code: 'kubeconfig.conflicting', field, other });
  });

  test.each([
    [{ 'user.as-groups': '[developers]' }, 'user.as'],
    [{ 'user.as-uid': 'x' }, 'user.as'],
    [{ 'user.client-certificate': 'a' }, 'user.client-key'],
    [
      { 'user.exec': '{apiVersion: client.authentication.k8s.io/v1, command: aws}' },
      'user.exec.interactiveMode',
    ],
    [{ 'user.exec': '{command: aws}' }, 'user.exec.apiVersion'],
  ])('%j: what belongs to it is missing', async (changes, field) => {
    expect(await told(kubeconfig(changes))).toEqual([{ code: 'kubeconfig.incomplete', entry: 'u', field }]);
  });

  test('a list that is none, and a wrong entry that no context leads to, are told for the file', async () => {
    const { contexts, failures } = await load(
      [
        'bad',
        'contexts: nope\nusers: {}\nclusters: [{name: odd, cluster: {server: 7}}]\ncurrent-context: 7\n',
      ],
      ['good', good],
    );
    expect(contexts.map(context => context.name)).toEqual(['dev', 'anonymous']);
    expect(failures.map(({ code, params }) => ({ code, ...params, file: undefined }))).toEqual([
      { code: 'kubeconfig.wrong-type', entry: '', field: 'users', expected: 'list' },
      { code: 'kubeconfig.wrong-type', entry: '', field: 'contexts', expected: 'list' },
      { code: 'kubeconfig.wrong-type', entry: '', field: 'current-context', expected: 'text' },
      { code: 'kubeconfig.wrong-type', entry: 'odd', field: 'cluster.server', expected: 'text' },
    ]);
  });
});

describe('a password', () => {
  test.each([
    'server: https://me:hunter2@c.test/prefix/',
    'server: https://me:hunter2@c.test:443',
    'server: "https://me:h4nter/h4nter@c.test"',
    'server: "https://hunter2@c.test"',
    'server: me:hunter2@c.test',
    'server: ftp://me:hunter2@c.test',
    'server: https:/me:hunter2@c.test',
    'server: https://me:hunter2.c.test',
    'server: https//me:hunter2@c.test',
    'server: https://c.test/?token=hunter2',
  ])('in the URL of %s is in nothing that is shown', async server => {
    const { contexts, broken } = await load([
      'url',
      `clusters:\n- name: c\n  cluster:\n    ${server}\ncontexts: [{name: it, context: {cluster: c}}]`,
    ]);
    const [{ cluster } = {}] = contexts;
    const shown = [cluster?.server, ...broken.map(({ failure }) => failure)];
    expect(shown.filter(each => each !== undefined)).toHaveLength(1);
    expect(inspect(shown, { depth: 20 })).not.toMatch(/hunter2|h4nter/);
  });

  test('in the URL of the server is kept for who connects', async () => {
    const { contexts } = await load([
      'login',
      `clusters: [{name: c, cluster: {server: 'https://m%40e:hunter%202@c.test/prefix/'}}]
contexts: [{name: it, context: {cluster: c}}]`,
    ]);
    expect(contexts[0]?.cluster).toMatchObject({
      server: 'https://c.test/prefix',
      serverLogin: 'm@e:hunter 2',
    });
  });

  test.each([
    'password: !Sommer2026 x: y',
    'password: *Sommer2026',
    'password: "Sommer2026',
    'password: &Sommer2026 *Sommer2026',
    'password: @Sommer2026',
    'password: `Sommer2026',
    'password: %Sommer2026',
    'password: {Sommer2026: [}',
    'password: |Sommer2026',
    'password: !<Sommer2026',
    'password: !Sommer!2026 x',
    'password: "\\Sommer2026"',
    'password: Sommer2026: x',
    '<<: Sommer2026',
    'password: "\u0007Sommer2026"',
    '? Sommer2026\n    - Sommer2026',
  ])('that is no YAML is told by kind and place: %s', async line => {
    const { failures, broken } = await load([
      'leaky',
      `users:\n- name: u\n  user:\n    ${line}\ncontexts: [{name: it, context: {cluster: c, user: u}}]\nclusters: [{name: c, cluster: {server: https://c.test}}]`,
    ]);
    const told = [...failures, ...broken.map(({ failure }) => failure)];
    expect(told).toHaveLength(1);
    expect(inspect(told, { depth: 20 })).not.toMatch(/Sommer|2026/);
  });
});

test('a kubeconfig is read as the YAML 1.1 of kubectl', async () => {
  const { contexts, currentContext } = await load([
    'yaml',
    `\ufeffcurrent-context: x
contexts:
- name: 2026-11-25
  context: {cluster: "c", user: 010:20}
clusters: [{name: c, cluster: {server: 127.0.0.1:8080}}]
users: [{name: 010:20, user: {token: !!str 12345}}]
current-context: 2026-11-25
---
not: [read
`,
  ]);
  expect([currentContext, contexts[0]?.user.token, contexts[0]?.cluster.server]).toEqual([
    '2026-11-25',
    '12345',
    'http://127.0.0.1:8080',
  ]);
});

test('what a broken file holds is in no failure, not even in its cause', async () => {
  const { failures, broken } = await load(
    ['leaky', 'users: [{name: a, user: {token: s3cr3t-value}}]\n bad: [\n'],
    [
      'entry',
      'users: [{name: b, user: {token: s3cr3t-value, exec: {args: [s3cr3t-value]}}}]\ncontexts: [{name: b, context: {cluster: c, user: b}}]\nclusters: [{name: c, cluster: {server: https://c.test}}]',
    ],
  );
  const told = [...failures, ...broken.map(({ failure }) => failure)];
  expect(told.length).toBe(2);
  expect(inspect(told, { depth: 20 })).not.toContain('s3cr3t-value');
});
