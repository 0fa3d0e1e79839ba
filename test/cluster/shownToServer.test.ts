import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer as createHttp, type IncomingMessage, type ServerResponse } from 'node:http';
import { createSecureServer, type Http2ServerRequest, type Http2ServerResponse } from 'node:http2';
import { createServer as createHttps } from 'node:https';
import type { AddressInfo, Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TLSSocket } from 'node:tls';
import { inspect } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openConnection } from '../../src/cluster/connection.ts';
import { loadKubeconfig } from '../../src/cluster/kubeconfig/loadKubeconfig.ts';
import { buildControlPlane } from './build.ts';
import { createAuthority } from './certificates.ts';
import { kubectlResult, spawnKubectl } from './kubectl.ts';
import { httpProxy, socksProxy } from './proxies.ts';

/** What a server was shown, or that it was not asked at all. */
type Shown = Readonly<Record<string, unknown>> | 'not asked';

const authority = createAuthority('servers');
const clients = createAuthority('clients');
const servers: Server[] = [];
const at: Record<'h2' | 'https' | 'http', string> = { h2: '', https: '', http: '' };
let program: string;
let folder: string;
let asked: Shown[] = [];

function answer(
  request: IncomingMessage | Http2ServerRequest,
  response: ServerResponse | Http2ServerResponse,
): void {
  const socket = request.socket as Partial<TLSSocket>;
  const names = Object.keys(request.headers).filter(name => /^(authorization|impersonate-)/.test(name));
  asked.push({
    path: request.url,
    certificate: socket.getPeerCertificate?.()?.subject?.CN,
    ...Object.fromEntries(names.sort().map(name => [name, request.headers[name]])),
  });
  response.setHeader('content-type', 'application/json');
  response.statusCode = request.url === '/refuses/who' ? 401 : 200;
  response.end('{}');
}

async function listen(server: Server, scheme: string): Promise<string> {
  servers.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `${scheme}://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

beforeAll(async () => {
  program = await buildControlPlane();
  folder = await mkdtemp(join(tmpdir(), 'kubewright-shown-'));
  const tls = {
    ...authority.issue({ name: 'server', ip: '127.0.0.1' }),
    ca: clients.cert,
    requestCert: true,
    rejectUnauthorized: false,
  };
  at.h2 = await listen(createSecureServer({ ...tls, allowHTTP1: true }, answer), 'https');
  at.https = await listen(createHttps(tls, answer), 'https');
  at.http = await listen(createHttp(answer), 'http');
  const files = {
    token: 'of-the-file\n',
    empty: '',
    padded: '\n of-the-file \n\n',
    lines: 'of-the-file\nof-the-file',
    'ca.crt': authority.cert,
  };
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  await mkdir(join(folder, 'below'));
  const plugin = `#!/bin/sh\necho "$KUBERNETES_EXEC_INFO" >> '${join(folder, 'runs')}'\necho '{"apiVersion":"client.authentication.k8s.io/v1","kind":"ExecCredential","status":{"token":"of-the-plugin"}}'\n`;
  for (const name of ['plugin', 'below/plugin']) await writeFile(join(folder, name), plugin, { mode: 0o700 });
}, 1_200_000);

afterAll(async () => {
  for (const server of servers) server.close();
  await rm(folder, { recursive: true, force: true });
});

async function write(cluster: object, user: object | undefined): Promise<string> {
  const file = join(folder, 'config');
  const config = {
    'current-context': 'it',
    clusters: [{ name: 'c', cluster }],
    contexts: [{ name: 'it', context: { cluster: 'c', ...(user === undefined ? {} : { user: 'u' }) } }],
    users: [{ name: 'u', user }],
  };
  await writeFile(file, JSON.stringify(config));
  return file;
}

async function lookAt(work: () => Promise<unknown>): Promise<{ shown: Shown; pluginRuns: boolean }> {
  asked = [];
  await rm(join(folder, 'runs'), { force: true });
  await work();
  const runs = await readFile(join(folder, 'runs'), 'utf8').catch(() => '');
  return { shown: asked[0] ?? 'not asked', pluginRuns: runs !== '' };
}

/** What kubectl shows the server, and what we do. */
async function both(cluster: object, user?: object, environment: Record<string, string> = {}) {
  const kubeconfig = await write(cluster, user);
  const kubectl = await lookAt(() => {
    // It asks whoever is anonymous for a user and a password, and reads them from its standard input.
    const child = spawnKubectl(program, kubeconfig, folder, ['get', '--raw=/who'], environment);
    return kubectlResult(child, { stdin: '' });
  });
  const ours = await lookAt(async () => {
    const { contexts } = await loadKubeconfig({ KUBECONFIG: kubeconfig });
    const [context] = contexts;
    if (context === undefined) return;
    const connection = openConnection(context, { proxies: { environment } });
    await connection.get({ path: '/who' }).catch(() => {});
    connection.close();
  });
  return { kubectl, ours };
}

const pair = clients.issue({ name: 'alice' });
const data = (text: string) => Buffer.from(text).toString('base64');
const expired = clients.issue({ name: 'late', from: new Date(0), to: new Date(86_400_000) });
const exec = {
  apiVersion: 'client.authentication.k8s.io/v1',
  command: './plugin',
  interactiveMode: 'Never',
};
const valid = `a.${Buffer.from('{"exp":9999999999}').toString('base64url')}.c`;
const oidc = {
  name: 'oidc',
  config: { 'idp-issuer-url': 'https://127.0.0.1:1', 'client-id': 'c', 'id-token': valid },
};

const users: Readonly<Record<string, object>> = {
  'a token': { token: 'plain' },
  'a token with a line end': { token: 'plain\n' },
  'a token with a space': { token: 'a b' },
  'a token file': { tokenFile: 'token' },
  'a token file that is not there': { tokenFile: 'nowhere' },
  'a token file that is empty': { tokenFile: 'empty' },
  'a token file with lines around': { tokenFile: 'padded' },
  'a token file of two lines': { tokenFile: 'lines' },
  'a token and a token file': { token: 'plain', tokenFile: 'token' },
  'a token and a token file that is empty': { token: 'plain', tokenFile: 'empty' },
  'a token and a token file that is not there': { token: 'plain', tokenFile: 'nowhere' },
  'a user and a password': { username: 'me', password: 'p:w' },
  'a user without a password': { username: 'me' },
  'a password without a user': { password: 'alone' },
  'a user and a password of other letters': { username: '나', password: 'ü' },
  'a client certificate': { 'client-certificate-data': data(pair.cert), 'client-key-data': data(pair.key) },
  'a client certificate that is over': {
    'client-certificate-data': data(expired.cert),
    'client-key-data': data(expired.key),
  },
  'a key without a certificate': { 'client-key-data': data(pair.key), token: 'plain' },
  'a certificate and a token': {
    'client-certificate-data': data(pair.cert),
    'client-key-data': data(pair.key),
    token: 'plain',
  },
  'a plugin of the folder': { exec },
  'a plugin of a folder below': { exec: { ...exec, command: 'below/plugin' } },
  'a plugin of the folder, without a mark of that': { exec: { ...exec, command: 'plugin' } },
  'a plugin with arguments and variables': {
    exec: {
      ...exec,
      command: 'sh',
      args: [
        '-c',
        `printf '{"apiVersion":"%s","kind":"ExecCredential","status":{"token":"%s"}}' "$V" "$1"`,
        'sh',
        'a b$c',
      ],
      env: [{ name: 'V', value: exec.apiVersion }],
    },
  },
  'a plugin that prints nothing': { exec: { ...exec, command: 'true' } },
  'a plugin that fails': { exec: { ...exec, command: 'false' } },
  'a plugin that is not there': { exec: { ...exec, command: './nowhere' } },
  'a plugin and a token': { exec, token: 'plain' },
  'a plugin and a token file': { exec, tokenFile: 'token' },
  'a plugin and a user': { exec, username: 'me', password: 'pw' },
  'a plugin of a version that is gone': {
    exec: { ...exec, apiVersion: 'client.authentication.k8s.io/v1alpha1' },
  },
  'a plugin of v1 that does not say how it is run': { exec: { ...exec, interactiveMode: undefined } },
  'an issuer': { 'auth-provider': oidc },
  'an issuer and a token': { 'auth-provider': oidc, token: 'plain' },
  'an issuer and a user': { 'auth-provider': oidc, username: 'me', password: 'pw' },
  'an issuer and a plugin': { 'auth-provider': oidc, exec },
  'a provider that is gone': { 'auth-provider': { name: 'gcp' } },
  'a token and a user': { token: 'plain', username: 'me' },
  impersonation: { token: 'plain', as: 'jane', 'as-uid': '7', 'as-groups': ['a', 'b'] },
  'impersonation in other letters': { token: 'plain', as: '김 철수', 'as-groups': ['개발', 'ü'] },
  'impersonation with odd characters': {
    token: 'plain',
    as: 'system:serviceaccount:a:b',
    'as-groups': ['a, b', 'c"d', "e'f"],
    'as-user-extra': { 'Example.com/a_b (c)': ['1', '2'], 한: ['x'], 'a%b': ['%'] },
  },
  'impersonation with a line end': { token: 'plain', as: 'a\nb' },
  'impersonation of a group without a user': { token: 'plain', 'as-groups': ['a'] },
};

describe('who we say we are is what kubectl says', () => {
  test.each(Object.keys(users))('over HTTP/2: %s', async name => {
    const cluster = { server: at.h2, 'certificate-authority': 'ca.crt' };
    const { kubectl, ours } = await both(cluster, users[name]);
    expect(ours).toEqual(kubectl);
  });

  test.each(Object.keys(users))('over HTTP/1.1: %s', async name => {
    const cluster = { server: at.https, 'certificate-authority': 'ca.crt' };
    const { kubectl, ours } = await both(cluster, users[name]);
    expect(ours).toEqual(kubectl);
  });

  // There kubectl does not ask for the user that is missing, but goes as nobody.
  const withoutTls = Object.keys(users).filter(name => name !== 'a password without a user');
  test.each(withoutTls)('without TLS, where nobody may read it: %s', async name => {
    const { kubectl, ours } = await both({ server: at.http }, users[name]);
    expect(ours).toEqual(kubectl);
    expect(JSON.stringify(ours)).not.toMatch(/plain|of-the|Basic|Bearer/);
    expect(ours.pluginRuns).toBe(false);
  });
});

describe('a plugin is told of the cluster what kubectl tells it', () => {
  const clusters: Readonly<Record<string, () => object>> = {
    'with an authority in a file': () => ({ server: at.h2, 'certificate-authority': 'ca.crt' }),
    'with an authority in itself': () => ({
      server: `${at.h2}/prefix`,
      'certificate-authority-data': data(authority.cert),
    }),
    'without a check of it': () => ({
      server: at.h2,
      'insecure-skip-tls-verify': true,
      'tls-server-name': 'name.test',
    }),
    'with an extension': () => ({
      server: at.h2,
      'certificate-authority': 'ca.crt',
      extensions: [
        { name: 'other', extension: { a: 1 } },
        { name: 'client.authentication.k8s.io/exec', extension: { audience: 'a', list: [1, 2.5, 'x'] } },
      ],
    }),
  };
  const info = async () => JSON.parse(await readFile(join(folder, 'runs'), 'utf8'));

  test.each(Object.keys(clusters))('%s', async name => {
    const told: unknown[] = [];
    for (const provideClusterInfo of [true, false]) {
      const user = { exec: { ...exec, provideClusterInfo } };
      const kubeconfig = await write(clusters[name]?.() ?? {}, user);
      await lookAt(() => kubectlResult(spawnKubectl(program, kubeconfig, folder, ['get', '--raw=/who']), {}));
      const kubectl = await info();
      const { contexts } = await loadKubeconfig({ KUBECONFIG: kubeconfig });
      await lookAt(async () => {
        for (const context of contexts) {
          const connection = openConnection(context, { proxies: { environment: {} } });
          await connection.get({ path: '/who' });
          connection.close();
        }
      });
      expect(await info()).toEqual(kubectl);
      told.push(kubectl.spec.cluster);
    }
    expect([typeof told[0], told[1]]).toEqual(['object', undefined]);
  });
});

describe('what is not sent is told', () => {
  async function failure(server: string, user: object): Promise<unknown> {
    const cluster = { server, ...(server.startsWith('https') ? { 'certificate-authority': 'ca.crt' } : {}) };
    const { contexts } = await loadKubeconfig({ KUBECONFIG: await write(cluster, user) });
    const [context] = contexts;
    if (context === undefined) throw new Error('no context');
    const connection = openConnection(context, { proxies: { environment: {} } });
    return connection
      .get({ path: '/who' })
      .catch((error: unknown) => error)
      .finally(() => connection.close());
  }

  test('a server without TLS that wants a login says that none was shown', async () => {
    const server = `${at.http}/refuses`;
    expect(await failure(server, { token: 'plain' })).toMatchObject({
      code: 'credentials.unencrypted',
      params: { server },
    });
    expect(await failure(server, { as: 'jane' })).toMatchObject({ code: 'response.unauthorized' });
  });

  test.each([
    ['token', { token: 's3cr3t\n' }],
    ['as', { token: 's3cr3t', as: 'jane\r\nimpersonate-group: system:masters' }],
    ['as-groups', { token: 's3cr3t', as: 'jane', 'as-groups': ['a\u0000'] }],
    ['as-user-extra', { token: 's3cr3t', as: 'jane', 'as-user-extra': { k: ['\u0001'] } }],
  ])('a %s that no header may hold stops the request', async (field, user) => {
    for (const server of [at.h2, at.https]) {
      asked = [];
      const told = await failure(server, user);
      expect(told).toMatchObject({ code: 'credentials.unsendable', params: { field } });
      expect(inspect(told, { depth: 20 })).not.toContain('s3cr3t');
      expect(asked).toEqual([]);
    }
  });
});

describe('the server that we ask is that of kubectl', () => {
  const login = (url: string) => url.replace('://', '://m%40e:p%20w@');
  const clusters: Readonly<Record<string, () => object>> = {
    'with a path and a slash': () => ({ server: `${at.http}/prefix/` }),
    'with a query and a fragment': () => ({ server: `${at.http}/prefix?a=1#b` }),
    'without a scheme': () => ({ server: at.http.replace('http://', '') }),
    'without a scheme, named': () => ({ server: at.http.replace('http://127.0.0.1', 'localhost') }),
    'with a login, without TLS': () => ({ server: login(at.http) }),
    'with a login': () => ({ server: login(at.h2), 'certificate-authority': 'ca.crt' }),
    'by an address that the certificate has, and another name': () => ({
      server: at.h2,
      'certificate-authority': 'ca.crt',
      'tls-server-name': 'elsewhere.test',
    }),
    'by a name that the certificate has not, and an address as the name': () => ({
      server: at.h2.replace('127.0.0.1', 'localhost'),
      'certificate-authority': 'ca.crt',
      'tls-server-name': '127.0.0.1',
    }),
    'by a name that the certificate has not': () => ({
      server: at.h2.replace('127.0.0.1', 'localhost'),
      'certificate-authority': 'ca.crt',
    }),
    'with several authorities': () => ({
      server: at.h2,
      'certificate-authority-data': data(`# mine\n${clients.cert}${authority.cert}`),
    }),
    'with an authority that is no certificate': () => ({
      server: at.h2,
      'certificate-authority-data': data('nonsense'),
    }),
    'with an authority of which the last is broken': () => ({
      server: at.h2,
      'certificate-authority-data': data(`${authority.cert}-----BEGIN CERTIFICATE-----\nbroken\n`),
    }),
    'with the authority of somebody else': () => ({
      server: at.h2,
      'certificate-authority-data': data(clients.cert),
    }),
    'with an authority that is not there': () => ({ server: at.h2, 'certificate-authority': 'nowhere' }),
    'without an authority': () => ({ server: at.h2 }),
    'without a check of it': () => ({ server: at.h2, 'insecure-skip-tls-verify': true }),
    'without a check of it, but with an authority': () => ({
      server: at.h2,
      'insecure-skip-tls-verify': true,
      'certificate-authority': 'ca.crt',
    }),
    'without TLS, with an authority that is not there': () => ({
      server: at.http,
      'certificate-authority': 'nowhere',
    }),
    'without TLS, with an authority and no check': () => ({
      server: at.http,
      'insecure-skip-tls-verify': true,
      'certificate-authority': 'ca.crt',
    }),
  };

  test.each(Object.keys(clusters))('%s', async name => {
    const { kubectl, ours } = await both(clusters[name]?.() ?? {}, { token: 'plain' });
    expect(ours).toEqual(kubectl);
  });

  test('with a login, which leaves no plugin to be run', async () => {
    const cluster = { server: login(at.h2), 'certificate-authority': 'ca.crt' };
    const { kubectl, ours } = await both(cluster, { exec });
    // kubectl runs it all the same where a server would take a certificate.
    expect(ours).toEqual({ shown: kubectl.shown, pluginRuns: false });
  });
});

describe('the way that we go is that of kubectl', () => {
  const named = { server: 'https://only-the-proxy.test:6443', 'insecure-skip-tls-verify': true };
  const direct = () => ({ server: at.h2, 'insecure-skip-tls-verify': true });
  /** A cluster and an environment, for a proxy that listens at a port. */
  type Way = (port: number) => readonly [cluster: object, environment?: Record<string, string>];
  const http: Readonly<Record<string, Way>> = {
    'proxy-url': port => [{ ...named, 'proxy-url': `http://127.0.0.1:${port}` }],
    'proxy-url with a slash': port => [{ ...named, 'proxy-url': `http://127.0.0.1:${port}/` }],
    'proxy-url in capitals': port => [{ ...named, 'proxy-url': `HTTP://127.0.0.1:${port}` }],
    'proxy-url to this machine': port => [{ ...direct(), 'proxy-url': `http://127.0.0.1:${port}` }],
    'proxy-url without a scheme': port => [{ ...named, 'proxy-url': `127.0.0.1:${port}` }],
    'proxy-url of two slashes': port => [{ ...named, 'proxy-url': `//127.0.0.1:${port}` }],
    'proxy-url that NO_PROXY excepts': port => [
      { ...named, 'proxy-url': `http://127.0.0.1:${port}` },
      { NO_PROXY: '.test' },
    ],
    'proxy-url before HTTPS_PROXY': port => [
      { ...named, 'proxy-url': `http://127.0.0.1:${port}` },
      { HTTPS_PROXY: 'http://127.0.0.1:1' },
    ],
    HTTPS_PROXY: port => [named, { HTTPS_PROXY: `http://127.0.0.1:${port}` }],
    'HTTPS_PROXY without a scheme': port => [named, { HTTPS_PROXY: `127.0.0.1:${port}` }],
    https_proxy: port => [named, { https_proxy: `http://127.0.0.1:${port}` }],
    'both, in capitals first': port => [
      named,
      { HTTPS_PROXY: `http://127.0.0.1:${port}`, https_proxy: 'http://127.0.0.1:1' },
    ],
    'HTTP_PROXY, which is not for https': port => [named, { HTTP_PROXY: `http://127.0.0.1:${port}` }],
    'ALL_PROXY, which Go does not know': port => [named, { ALL_PROXY: `http://127.0.0.1:${port}` }],
    'HTTPS_PROXY, to this machine': port => [direct(), { HTTPS_PROXY: `http://127.0.0.1:${port}` }],
    'HTTPS_PROXY, to a network of NO_PROXY': port => [
      { ...named, server: 'https://192.0.2.7:6443' },
      { HTTPS_PROXY: `http://127.0.0.1:${port}`, NO_PROXY: '192.0.2.8/29' },
    ],
    'HTTPS_PROXY, to a domain of NO_PROXY': port => [
      named,
      { HTTPS_PROXY: `http://127.0.0.1:${port}`, no_proxy: 'other.test, test:443' },
    ],
  };

  test.each(Object.keys(http))('%s', async name => {
    const proxy = await httpProxy({ to: new URL(at.h2).host });
    const [cluster = {}, environment] = http[name]?.(proxy.port) ?? [];
    const { kubectl, ours } = await both(cluster, { token: 'plain' }, environment);
    expect(ours).toEqual(kubectl);
    // Once each, or neither.
    expect(proxy.asked.length % 2).toBe(0);
    expect(new Set(proxy.asked).size).toBeLessThan(2);
  });

  test.each([
    ['http', '', {}],
    ['http', 'm%40e:p%3Aw@', { login: 'm@e:p:w' }],
    ['http', 'me:wrong@', { login: 'me:right' }],
    ['http', 'me@', { login: 'me:' }],
    ['socks5', '', {}],
    ['socks5', 'm%40e:p%3Aw@', { login: 'm@e:p:w' }],
    ['socks5', 'me:wrong@', { login: 'me:right' }],
    ['socks5h', '', {}],
    ['socks4', '', {}],
  ])('proxy-url %s://%s', async (scheme, login, options) => {
    const make = scheme === 'http' ? httpProxy : socksProxy;
    const proxy = await make({ ...options, to: new URL(at.h2).host });
    const cluster = { ...named, 'proxy-url': `${scheme}://${login}127.0.0.1:${proxy.port}` };
    const { kubectl, ours } = await both(cluster, { token: 'plain' });
    expect(ours).toEqual(kubectl);
  });
});
