import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Connection, type ConnectionOptions, openConnection } from '../../src/cluster/connection.ts';
import { credentialSource } from '../../src/cluster/credentials/credentials.ts';
import type { KubeContext } from '../../src/cluster/kubeconfig/kubeconfig.ts';
import { anonymous } from '../../src/cluster/kubeconfig/mergeContexts.ts';
import { createAuthority } from './certificates.ts';
import { contextOf, throughServer } from './connect.ts';
import { useControlPlane } from './shared.ts';
import { tcpProxy } from './tcpProxy.ts';

const folder = mkdtempSync(join(tmpdir(), 'kubewright-authentication-'));
const authority = createAuthority('clients');
const authorityFile = join(folder, 'clients.crt');
writeFileSync(authorityFile, authority.cert);
const controlPlane = useControlPlane({ kwok: false, apiServerArgs: [`--client-ca-file=${authorityFile}`] });
const opened: Connection[] = [];
let context: KubeContext;

beforeAll(async () => {
  context = await contextOf(controlPlane());
});
afterEach(() => {
  for (const connection of opened.splice(0)) connection.close();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function open(user: Partial<KubeContext['user']>, options: ConnectionOptions = {}, to = context): Connection {
  const connection = openConnection({ ...to, user: { ...anonymous, ...user } }, options);
  opened.push(connection);
  return connection;
}

interface UserInfo {
  readonly username: string;
  readonly uid?: string;
  readonly groups: readonly string[];
  readonly extra?: Readonly<Record<string, readonly string[]>>;
}

/** Whom the API server takes us for. */
async function whoAmI(connection: Connection): Promise<UserInfo> {
  const path = '/apis/authentication.k8s.io/v1/selfsubjectreviews';
  const answer = await connection.review({ path, body: {} });
  return (answer.json() as { status: { userInfo: UserInfo } }).status.userInfo;
}

const hour = 3_600_000;
const certFile = join(folder, 'client.crt');
const keyFile = join(folder, 'client.key');
async function writePair(name: string, times: { from?: Date; to?: Date } = {}): Promise<void> {
  const { cert, key } = authority.issue({ name, groups: ['system:masters'], ...times });
  await writeFile(keyFile, key);
  await writeFile(certFile, cert);
}

describe('a client certificate', () => {
  test('in the kubeconfig itself says who we are', async () => {
    const { cert, key } = authority.issue({ name: 'alice', groups: ['system:masters'] });
    const certData = Buffer.from(cert).toString('base64');
    const connection = open({ certData, keyData: Buffer.from(key).toString('base64') });
    expect(await whoAmI(connection)).toMatchObject({ username: 'alice' });
  });

  test('that is rotated on disk is shown on a new link, while watches of the old one go on', async () => {
    const proxy = await tcpProxy(controlPlane().url);
    const through = throughServer(context, proxy.url);
    const clock = { now: Date.now() };
    await writePair('before');
    const user = { ...anonymous, certFile, keyFile };
    const credentials = credentialSource(
      { ...through, user },
      { proxies: { environment: {} }, now: () => clock.now },
    );
    const connection = open(user, { credentials }, through);
    const giveUp = new AbortController();
    const watch = await connection.stream({
      path: '/api/v1/configmaps',
      query: { watch: true },
      signal: giveUp.signal,
    });
    const seen = watch.body[Symbol.asyncIterator]();
    expect((await whoAmI(connection)).username).toBe('before');
    await writePair('after');
    expect((await whoAmI(connection)).username).toBe('before');
    clock.now += 61_000;
    expect((await whoAmI(connection)).username).toBe('after');
    expect(proxy.accepted).toBe(2);
    await controlPlane().kubectl(['create', 'configmap', 'rotated']);
    expect((await seen.next()).done).toBe(false);
    giveUp.abort();
    proxy.close();
  });

  test('that does not fit its key is told as that', async () => {
    const [one, other] = [authority.issue({ name: 'one' }), authority.issue({ name: 'other' })];
    const data = (text: string) => Buffer.from(text).toString('base64');
    for (const certificate of [one.cert, 'no PEM']) {
      const connection = open({ certData: data(certificate), keyData: data(other.key) });
      const failure = await whoAmI(connection).catch((error: unknown) => error);
      expect(failure).toMatchObject({ code: 'credentials.certificate-invalid' });
      expect(inspect(failure, { depth: 20 })).not.toContain('PRIVATE KEY');
    }
  });

  test('that has expired is told as that, and a new one in its file is used with the next request', async () => {
    await writePair('late', { from: new Date(Date.now() - 2 * hour), to: new Date(Date.now() - hour) });
    const connection = open({ certFile, keyFile });
    await expect(whoAmI(connection)).rejects.toMatchObject({
      code: 'credentials.certificate-expired',
      params: { expired: expect.stringMatching(/^20\d\d-/) },
    });
    await writePair('renewed');
    expect((await whoAmI(connection)).username).toBe('renewed');
  });

  test('that ends while it is in use is read again when it is refused', async () => {
    await writePair('short', { to: new Date(Date.now() + 2500) });
    const connection = open({ certFile, keyFile });
    expect((await whoAmI(connection)).username).toBe('short');
    await writePair('long');
    await new Promise(resolve => setTimeout(resolve, 4000));
    expect((await whoAmI(connection)).username).toBe('long');
  });
});

test('impersonation: user, uid, groups and extras arrive as the kubeconfig has them', async () => {
  const connection = open({
    token: controlPlane().tokens.admin,
    impersonateUser: 'jane',
    impersonateUid: '06f6ce97',
    impersonateGroups: ['developers', 'on call'],
    impersonateExtra: { 'example.com/scopes': ['view', 'deploy'], reason: ['drill'] },
  });
  const me = await whoAmI(connection);
  expect(me).toMatchObject({
    username: 'jane',
    uid: '06f6ce97',
    extra: { 'example.com/scopes': ['view', 'deploy'], reason: ['drill'] },
  });
  expect(me.groups).toEqual(expect.arrayContaining(['developers', 'on call']));
  // Whoever impersonates has their rights and no others.
  await expect(connection.get({ path: '/api/v1/secrets' })).rejects.toMatchObject({
    code: 'response.forbidden',
  });
});

describe('what the server must prove', () => {
  const user = () => ({ token: controlPlane().tokens.admin });
  const cluster = (changes: Partial<KubeContext['cluster']>) => ({
    ...context,
    cluster: { ...context.cluster, ...changes },
  });

  test('tls-server-name is the name that is checked', async () => {
    const right = open(user(), {}, cluster({ tlsServerName: 'kubernetes.default' }));
    expect((await right.get({ path: '/version' })).status).toBe(200);
    const wrong = open(user(), {}, cluster({ tlsServerName: 'elsewhere.test' }));
    await expect(wrong.get({ path: '/version' })).rejects.toMatchObject({ code: 'connection.tls' });
  });

  test('without an authority nothing is trusted, unless insecure-skip-tls-verify says so', async () => {
    const none = { caData: undefined, caFile: undefined };
    const strict = open(user(), {}, cluster(none));
    await expect(strict.get({ path: '/version' })).rejects.toMatchObject({ code: 'connection.tls' });
    const loose = open(user(), {}, cluster({ ...none, skipTlsVerify: true }));
    expect((await loose.get({ path: '/version' })).status).toBe(200);
  });
});
