import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type CredentialSource,
  credentialSource,
  credentialSources,
} from '../../src/cluster/credentials/credentials.ts';
import type { PluginHost, PluginProgram } from '../../src/cluster/credentials/execPlugin.ts';
import { withLoginPath } from '../../src/cluster/credentials/loginPath.ts';
import type { ExecEntry, KubeContext, UserEntry } from '../../src/cluster/kubeconfig/kubeconfig.ts';
import { anonymous } from '../../src/cluster/kubeconfig/mergeContexts.ts';
import { createAuthority } from './certificates.ts';

const proxies = { environment: {} };
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kubewright-credentials-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const noon = Date.parse('2026-11-25T12:00:00Z');

function contextOf(user: Partial<UserEntry>, cluster: Partial<KubeContext['cluster']> = {}): KubeContext {
  return {
    name: 'test',
    namespace: 'default',
    cluster: {
      name: 'test',
      server: 'https://api.test:6443',
      serverLogin: undefined,
      caData: undefined,
      caFile: undefined,
      skipTlsVerify: false,
      tlsServerName: undefined,
      proxyUrl: undefined,
      execConfig: undefined,
      ...cluster,
    },
    user: { ...anonymous, name: 'test', ...user },
    file: 'test',
    notes: [],
  };
}

/** A source whose clock the test moves. */
function sourceAt(user: Partial<UserEntry>, plugins?: PluginHost) {
  const clock = { now: noon };
  const now = () => clock.now;
  const source = credentialSource(
    contextOf(user),
    plugins === undefined ? { proxies, now } : { proxies, now, plugins },
  );
  return { clock, source };
}

interface TestPlugin {
  readonly entry: ExecEntry;
  /** What it prints from now on, and its exit code. */
  prints(status: object | string, exitCode?: number): Promise<void>;
  runs(): Promise<number>;
  /** KUBERNETES_EXEC_INFO of the last run. */
  told(): Promise<{ readonly spec: { readonly interactive: boolean; readonly cluster?: object } }>;
}

let made = 0;
async function createPlugin(changes: Partial<ExecEntry> = {}): Promise<TestPlugin> {
  made += 1;
  const at = (name: string) => join(folder, `plugin-${made}.${name}`);
  const [command, output, log, code] = [at('sh'), at('json'), at('log'), at('code')] as const;
  await writeFile(log, '');
  await writeFile(
    command,
    `#!/bin/sh\necho "$KUBERNETES_EXEC_INFO" >> '${log}'\ncat '${output}'\necho 'not logged in' >&2\nexit "$(cat '${code}')"\n`,
  );
  await chmod(command, 0o700);
  const entry: ExecEntry = {
    apiVersion: 'client.authentication.k8s.io/v1',
    command,
    args: [],
    env: {},
    installHint: '',
    provideClusterInfo: false,
    interactiveMode: 'IfAvailable',
    ...changes,
  };
  const lines = async () => (await readFile(log, 'utf8')).split('\n').slice(0, -1);
  return {
    entry,
    async prints(status, exitCode = 0) {
      const { apiVersion } = entry;
      const text =
        typeof status === 'string' ? status : JSON.stringify({ apiVersion, kind: 'ExecCredential', status });
      await writeFile(output, text);
      await writeFile(code, String(exitCode));
    },
    runs: async () => (await lines()).length,
    told: async () => JSON.parse((await lines()).at(-1) ?? ''),
  };
}

const shown = async (source: CredentialSource) => (await source.get()).authorization;
const codeOf = (source: CredentialSource) =>
  source.get().then(
    () => 'none',
    (error: { code?: string }) => error.code ?? String(error),
  );

describe('files that others rotate', () => {
  test('a token is read again after a minute, not with each request', async () => {
    const tokenFile = join(folder, 'token');
    await writeFile(tokenFile, 'one\n');
    const { clock, source } = sourceAt({ tokenFile, token: 'of the entry' });
    expect(await shown(source)).toBe('Bearer one');
    await writeFile(tokenFile, 'two');
    clock.now += 59_000;
    expect(await shown(source)).toBe('Bearer one');
    clock.now += 2000;
    expect(await shown(source)).toBe('Bearer two');
  });

  test('so are a client certificate and its key, and at once where they are refused', async () => {
    const [certFile, keyFile] = [join(folder, 'client.crt'), join(folder, 'client.key')];
    const write = async (text: string) => {
      await writeFile(certFile, `certificate ${text}`);
      await writeFile(keyFile, `key ${text}`);
    };
    await write('one');
    const { clock, source } = sourceAt({ certFile, keyFile });
    const both = async () => {
      const { cert, key } = await source.get();
      return `${cert}, ${key}`;
    };
    expect(await both()).toBe('certificate one, key one');
    await write('two');
    clock.now += 61_000;
    expect(await both()).toBe('certificate two, key two');
    await write('three');
    source.invalidate(await source.get());
    expect(await both()).toBe('certificate three, key three');
  });

  test('one that is gone for a moment leaves the last one in use', async () => {
    const tokenFile = join(folder, 'replaced');
    await writeFile(tokenFile, 'one');
    const { clock, source } = sourceAt({ tokenFile });
    await source.get();
    await rm(tokenFile);
    clock.now += 61_000;
    expect(await shown(source)).toBe('Bearer one');
    await writeFile(tokenFile, 'two');
    expect(await shown(source)).toBe('Bearer two');
    await rm(tokenFile);
    source.invalidate(await source.get());
    expect(await codeOf(source)).toBe('credentials.file-unreadable');
  });

  test('a user and a password are sent as Basic; what stands in the entry is kept', async () => {
    const { clock, source } = sourceAt({ username: 'me', password: 'p:w' });
    expect(await shown(source)).toBe(`Basic ${Buffer.from('me:p:w').toString('base64')}`);
    const first = await source.get();
    clock.now += 1e9;
    expect(await source.get()).toBe(first);
  });
});

describe('an exec plugin', () => {
  const until = (milliseconds: number, token = 'a') => ({
    token,
    expirationTimestamp: new Date(noon + milliseconds).toISOString(),
  });

  test('is run again half a minute before its token ends', async () => {
    const plugin = await createPlugin();
    const { clock, source } = sourceAt({ exec: plugin.entry });
    await plugin.prints(until(600_000));
    await source.get();
    clock.now += 569_000;
    await source.get();
    expect(await plugin.runs()).toBe(1);
    clock.now += 2000;
    await source.get();
    expect(await plugin.runs()).toBe(2);
  });

  test('that prints what ends soon is not run with each request', async () => {
    const plugin = await createPlugin();
    const { clock, source } = sourceAt({ exec: plugin.entry });
    await plugin.prints(until(20_000));
    for (let request = 0; request < 5; request += 1) await source.get();
    expect(await plugin.runs()).toBe(1);
    clock.now += 11_000;
    await source.get();
    expect(await plugin.runs()).toBe(2);
  });

  test('that fails half a minute before its token ends leaves the token in use until then', async () => {
    const plugin = await createPlugin();
    const { clock, source } = sourceAt({ exec: plugin.entry });
    await plugin.prints(until(600_000));
    await source.get();
    await plugin.prints('', 1);
    clock.now += 575_000;
    for (let request = 0; request < 5; request += 1) expect(await shown(source)).toBe('Bearer a');
    // Asked again as any plugin that fails, not with each request.
    expect(await plugin.runs()).toBe(2);
    clock.now += 10_000;
    expect(await shown(source)).toBe('Bearer a');
    expect(await plugin.runs()).toBe(3);
    clock.now += 16_000;
    expect(await codeOf(source)).toBe('credentials.exec-failed');
  });

  test('that fails after its token was refused is told, for the token is over', async () => {
    const plugin = await createPlugin();
    const { source } = sourceAt({ exec: plugin.entry });
    await plugin.prints(until(600_000));
    source.invalidate(await source.get());
    await plugin.prints('', 1);
    expect(await codeOf(source)).toBe('credentials.exec-failed');
  });

  test('of a version that is gone is not run, and the version is told', async () => {
    const version = 'client.authentication.k8s.io/v1alpha1';
    const plugin = await createPlugin({ apiVersion: version });
    await plugin.prints({ token: 'a' });
    const { source } = sourceAt({ exec: plugin.entry });
    await expect(source.get()).rejects.toMatchObject({
      code: 'credentials.exec-version',
      params: { version },
    });
    expect(await plugin.runs()).toBe(0);
  });

  test('whose clock is behind ours: its token is used until the server refuses it', async () => {
    const plugin = await createPlugin();
    const { source } = sourceAt({ exec: plugin.entry });
    await plugin.prints(until(-3_600_000));
    for (let request = 0; request < 5; request += 1) expect(await shown(source)).toBe('Bearer a');
    expect(await plugin.runs()).toBe(1);
    await plugin.prints(until(-3_600_000, 'b'));
    source.invalidate(await source.get());
    expect(await shown(source)).toBe('Bearer b');
  });

  test('is run once more when its token is refused, but not for each of many refused requests', async () => {
    const plugin = await createPlugin();
    const { clock, source } = sourceAt({ exec: plugin.entry });
    await plugin.prints({ token: 'always refused' });
    for (let request = 0; request < 10; request += 1) {
      source.invalidate(await source.get());
      await source.get();
      clock.now += 100;
    }
    expect(await plugin.runs()).toBe(2);
    clock.now += 10_000;
    source.invalidate(await source.get());
    await source.get();
    expect(await plugin.runs()).toBe(3);
  });

  test('that fails is left alone for a while, twice as long each time, unless somebody asks', async () => {
    const plugin = await createPlugin();
    const { clock, source } = sourceAt({ exec: plugin.entry });
    await plugin.prints('', 1);
    const runsAfter = async (milliseconds: number) => {
      clock.now += milliseconds;
      expect(await codeOf(source)).toBe('credentials.exec-failed');
      return plugin.runs();
    };
    expect(await runsAfter(0)).toBe(1);
    expect(await runsAfter(900)).toBe(1);
    expect(await runsAfter(200)).toBe(2);
    expect(await runsAfter(1900)).toBe(2);
    expect(await runsAfter(200)).toBe(3);
    source.invalidate();
    expect(await runsAfter(0)).toBe(4);
    // After many failures it is still tried twice a minute, so that a login elsewhere is noticed.
    for (let failure = 0; failure < 8; failure += 1) await runsAfter(31_000);
    expect(await plugin.runs()).toBe(12);
    await plugin.prints({ token: 'logged in' });
    clock.now += 31_000;
    expect(await shown(source)).toBe('Bearer logged in');
  });

  test('is shared by contexts of the same cluster and user, and by no others', async () => {
    const plugin = await createPlugin();
    await plugin.prints({ token: 'a' });
    const sources = credentialSources({ proxies });
    const same = contextOf({ exec: plugin.entry });
    const other = contextOf({ exec: plugin.entry }, { server: 'https://other.test' });
    await Promise.all([
      sources.of(same).get(),
      sources.of({ ...same, name: 'namesake', namespace: 'elsewhere' }).get(),
    ]);
    expect(await plugin.runs()).toBe(1);
    await sources.of(other).get();
    expect(await plugin.runs()).toBe(2);
    await plugin.prints('', 3);
    const failing = credentialSources({ proxies });
    for (const name of ['one', 'two']) {
      await expect(failing.of({ ...same, name }).get()).rejects.toMatchObject({ params: { context: name } });
    }
    expect(await plugin.runs()).toBe(3);
  });

  test('is told of the cluster what KEP-541 says, also what stands in files and extensions', async () => {
    const caFile = join(folder, 'ca.crt');
    await writeFile(caFile, 'an authority');
    const apiVersion = 'client.authentication.k8s.io/v1beta1';
    const plugin = await createPlugin({ provideClusterInfo: true, apiVersion });
    await plugin.prints({ token: 'a' });
    const cluster = {
      caFile,
      tlsServerName: 'name.test',
      proxyUrl: 'http://proxy.test:3128',
      execConfig: { audience: 'prod' },
    };
    await credentialSource(contextOf({ exec: plugin.entry }, cluster), { proxies }).get();
    expect(await plugin.told()).toEqual({
      apiVersion,
      kind: 'ExecCredential',
      spec: {
        interactive: false,
        cluster: {
          server: 'https://api.test:6443',
          'tls-server-name': 'name.test',
          'certificate-authority-data': Buffer.from('an authority').toString('base64'),
          'proxy-url': 'http://proxy.test:3128',
          config: { audience: 'prod' },
        },
      },
    });
  });

  test.each([
    [
      'the answer of another version',
      '{"apiVersion":"client.authentication.k8s.io/v1beta1","kind":"ExecCredential","status":{"token":"s3cr3t"}}',
    ],
    [
      'another kind',
      '{"apiVersion":"client.authentication.k8s.io/v1","kind":"Secret","status":{"token":"s3cr3t"}}',
    ],
    ['no status', '{"apiVersion":"client.authentication.k8s.io/v1","kind":"ExecCredential","s3cr3t":1}'],
    [
      'a certificate without a key',
      '{"apiVersion":"client.authentication.k8s.io/v1","kind":"ExecCredential","status":{"token":"s3cr3t","clientCertificateData":"s3cr3t"}}',
    ],
    ['half a document', '{"status":{"token":"s3cr3t'],
  ])('that prints %s is told as one that does, without a word of it', async (_, text) => {
    const plugin = await createPlugin();
    await plugin.prints(text);
    const { source } = sourceAt({ exec: plugin.entry });
    const failure = await source.get().catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'credentials.exec-malformed' });
    expect(inspect(failure, { depth: 20 })).not.toContain('s3cr3t');
  });

  test('gives a client certificate with its key', async () => {
    const plugin = await createPlugin();
    const { cert, key } = createAuthority('test').issue({ name: 'me' });
    await plugin.prints({ clientCertificateData: cert, clientKeyData: key });
    const { source } = sourceAt({ exec: plugin.entry });
    expect(await source.get()).toMatchObject({ authorization: undefined, cert, key });
  });
});

describe('an exec plugin that asks questions', () => {
  /** A host with a terminal; `closed` is what its person does. */
  function hostOf(changes: Partial<PluginHost> = {}) {
    const started: PluginProgram[] = [];
    const person = { closes: false };
    const host: PluginHost = {
      environment: async () => ({ PATH: process.env['PATH'], FROM: 'host' }),
      async atTerminal(program) {
        started.push(program);
        if (person.closes) return undefined;
        const answer = { apiVersion: 'client.authentication.k8s.io/v1', kind: 'ExecCredential' };
        return { code: 0, stdout: JSON.stringify({ ...answer, status: { token: 'typed' } }) };
      },
      ...changes,
    };
    return { host, started, person };
  }

  test('is refused where there is no terminal, and not run', async () => {
    const plugin = await createPlugin({ interactiveMode: 'Always' });
    await plugin.prints({ token: 'a' });
    expect(await codeOf(sourceAt({ exec: plugin.entry }).source)).toBe('credentials.exec-interactive');
    expect(await plugin.runs()).toBe(0);
  });

  test('gets a terminal, and is told that it has one', async () => {
    const plugin = await createPlugin({ interactiveMode: 'Always', env: { OWN: '1' } });
    const { host, started } = hostOf();
    expect(await shown(sourceAt({ exec: plugin.entry }, host).source)).toBe('Bearer typed');
    expect(started).toHaveLength(1);
    expect(started[0]?.env).toMatchObject({ FROM: 'host', OWN: '1' });
    const info = JSON.parse(started[0]?.env['KUBERNETES_EXEC_INFO'] ?? '');
    expect(info).toMatchObject({ spec: { interactive: true } });
  });

  test('whose terminal was closed is not started again before somebody asks', async () => {
    const plugin = await createPlugin({ interactiveMode: 'Always' });
    const { host, started, person } = hostOf();
    const { clock, source } = sourceAt({ exec: plugin.entry }, host);
    person.closes = true;
    for (let retry = 0; retry < 5; retry += 1) {
      expect(await codeOf(source)).toBe('credentials.exec-closed');
      clock.now += 3_600_000;
    }
    expect(started).toHaveLength(1);
    person.closes = false;
    source.invalidate();
    expect(await shown(source)).toBe('Bearer typed');
  });

  test.each([
    ['IfAvailable', undefined, 0],
    ['IfAvailable', true, 1],
    ['Never', true, 0],
    ['Always', undefined, 1],
  ] as const)('%s, a host that always has a terminal: %s', async (interactiveMode, always, count) => {
    const plugin = await createPlugin({ interactiveMode });
    await plugin.prints({ token: 'silent' });
    const { host, started } = hostOf(always === undefined ? {} : { alwaysAtTerminal: always });
    await sourceAt({ exec: plugin.entry }, host).source.get();
    expect(started).toHaveLength(count);
  });
});

describe("the login shell's PATH", () => {
  test('is behind the own one, whatever profiles print besides', async () => {
    const home = await mkdtemp(join(folder, 'home-'));
    await writeFile(
      join(home, '.bash_profile'),
      'echo welcome; echo PATH=/nonsense; export PATH="/opt/plugins/bin:$PATH"; echo noise >&2\n',
    );
    const environment = { HOME: home, SHELL: '/bin/bash', PATH: '/usr/bin:/bin', OWN: '1' };
    const found = await withLoginPath(environment);
    expect(found).toEqual({
      ...environment,
      PATH: expect.stringMatching(/^\/usr\/bin:\/bin:\/opt\/plugins\/bin(:|$)/),
    });
    expect(found['PATH']).not.toContain('nonsense');
  });

  test.each([
    ['does not exist', '/no/such/shell', ''],
    ['knows none of the flags', undefined, 'exit 2'],
    ['hangs', undefined, 'sleep 100'],
  ])('is left out where the shell %s', async (_, shell, script) => {
    const file = join(folder, 'shell');
    await writeFile(file, `#!/bin/sh\n${script}\n`);
    await chmod(file, 0o700);
    const environment = { SHELL: shell ?? file, PATH: '/usr/bin:/bin' };
    const began = Date.now();
    expect(await withLoginPath(environment)).toEqual(environment);
    expect(Date.now() - began).toBeLessThan(7000);
  });
});
