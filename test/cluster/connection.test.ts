import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ConfirmedChange, confirmChange } from '../../src/cluster/change/confirm.ts';
import { type Connection, openConnection } from '../../src/cluster/connection.ts';
import type { ExecEntry, KubeContext } from '../../src/cluster/kubeconfig/kubeconfig.ts';
import { connect, contextOf, throughServer } from './connect.ts';
import { useControlPlane } from './shared.ts';
import { type TcpProxy, tcpProxy } from './tcpProxy.ts';
import { until } from './until.ts';

const controlPlane = useControlPlane();
const opened: { close(): void }[] = [];
let context: KubeContext;
let folder: string;

beforeAll(async () => {
  context = await contextOf(controlPlane());
  folder = await mkdtemp(join(tmpdir(), 'kubewright-connection-'));
});

afterAll(async () => {
  for (const each of opened) each.close();
  await rm(folder, { recursive: true, force: true });
});

const namespacePath = '/api/v1/namespaces/default';
const counts = { create: 1, change: 0, unchanged: 0, delete: 0, unverified: 0 };

function open(to: KubeContext, timing = {}): Connection {
  const connection = openConnection(to, { timing });
  opened.push(connection);
  return connection;
}

async function proxied(timing = {}): Promise<{ connection: Connection; proxy: TcpProxy }> {
  const proxy = await tcpProxy(controlPlane().url);
  opened.push(proxy);
  return { connection: open(throughServer(context, proxy.url), timing), proxy };
}

/** Reads a watch in the background; resolves with how it ended. */
async function watchPods(connection: Connection, signal?: AbortSignal): Promise<{ ended: Promise<unknown> }> {
  const answer = await connection.stream({ path: '/api/v1/pods', query: { watch: true }, signal });
  const read = async () => {
    for await (const _ of answer.body);
    return 'end';
  };
  return { ended: read().catch((error: unknown) => error) };
}

describe('one transport for a context', () => {
  test('50 watches and 200 requests at once take one socket', async () => {
    const { connection, proxy } = await proxied();
    for (let index = 0; index < 50; index += 1) await watchPods(connection);
    const answers = await Promise.all(
      Array.from({ length: 200 }, () => connection.get({ path: namespacePath })),
    );
    expect(new Set(answers.map(answer => answer.status))).toEqual(new Set([200]));
    expect(proxy.accepted).toBe(1);
  });

  test('more watches than the server allows on a session do not starve requests: a second one opens', async () => {
    const { connection, proxy } = await proxied();
    for (let index = 0; index < 120; index += 1) await watchPods(connection);
    const answer = await connection.get({ path: namespacePath, timeoutSeconds: 5 });
    expect(answer.status).toBe(200);
    expect(proxy.accepted).toBe(2);
  });

  test('an aborted watch ends at the server too, and the others go on', async () => {
    const connection = open(context);
    const giveUp = new AbortController();
    const answer = await connection.stream({
      path: '/api/v1/configmaps',
      query: { watch: true, labelSelector: 'given=up' },
      signal: giveUp.signal,
    });
    const reading = (async () => {
      for await (const _ of answer.body);
    })();
    giveUp.abort();
    await expect(reading).rejects.toMatchObject({ name: 'AbortError' });
    await until('the server has ended the watch', async () => {
      const events = await controlPlane().auditEvents();
      return events.some(
        event => event.requestURI.includes('given%3Dup') && event.stage === 'ResponseComplete',
      );
    });
    expect((await connection.get({ path: namespacePath })).status).toBe(200);
  });

  test('a link that died without a goodbye is noticed by PING, and the next request takes a new one', async () => {
    const { connection, proxy } = await proxied({ ping: 0.5, pingTimeout: 0.5 });
    const { ended } = await watchPods(connection);
    proxy.blackHole(true);
    const began = Date.now();
    expect(await ended).toMatchObject({ code: 'connection.timeout' });
    expect(Date.now() - began).toBeLessThan(1500);
    proxy.blackHole(false);
    expect((await connection.get({ path: namespacePath })).status).toBe(200);
    expect(proxy.accepted).toBe(2);
  });

  test('an answer that is late has the link probed at once, long before the next PING', async () => {
    const { connection, proxy } = await proxied({ ping: 60, pingTimeout: 0.5 });
    await connection.get({ path: namespacePath });
    proxy.blackHole(true);
    const began = Date.now();
    await expect(connection.get({ path: namespacePath })).rejects.toMatchObject({
      code: 'connection.timeout',
    });
    expect(Date.now() - began).toBeLessThan(6000);
    proxy.blackHole(false);
    expect((await connection.get({ path: namespacePath })).status).toBe(200);
    expect(proxy.accepted).toBe(2);
  });

  test('a request to a server that hangs ends after its time limit, an abort at once', async () => {
    const { connection, proxy } = await proxied({ connect: 1 });
    await connection.get({ path: namespacePath });
    proxy.blackHole(true);
    const began = Date.now();
    await expect(connection.get({ path: namespacePath, timeoutSeconds: 0.3 })).rejects.toMatchObject({
      code: 'connection.timeout',
    });
    expect(Date.now() - began).toBeLessThan(1000);
    const signal = AbortSignal.timeout(50);
    await expect(connection.get({ path: namespacePath, signal })).rejects.toMatchObject({
      name: 'AbortError',
    });
  });

  test('survives a restart of the API server: the watch is told, the next request works', async () => {
    const connection = open(context);
    const { ended } = await watchPods(connection);
    await controlPlane().stopApiServer();
    expect(await ended).toMatchObject({ code: 'connection.reset' });
    await expect(connection.get({ path: namespacePath })).rejects.toMatchObject({
      code: 'connection.refused',
    });
    await controlPlane().startApiServer();
    expect((await connection.get({ path: namespacePath })).status).toBe(200);
  }, 60_000);

  test('after close() nothing is sent any more', async () => {
    const connection = open(context);
    const { ended } = await watchPods(connection);
    connection.close();
    expect(await ended).toMatchObject({ code: 'connection.closed' });
    await expect(connection.get({ path: namespacePath })).rejects.toMatchObject({
      code: 'connection.closed',
    });
  });

  test('what a user may not do is said in the words of the server', async () => {
    const nobody = await connect(controlPlane(), 'nobody');
    opened.push(nobody);
    await expect(nobody.get({ path: '/api/v1/nodes' })).rejects.toMatchObject({
      code: 'response.forbidden',
      params: { message: expect.stringContaining('cannot list resource "nodes"') },
    });
  });
});

describe('credentials', () => {
  const withUser = (user: Partial<KubeContext['user']>): KubeContext => ({
    ...context,
    user: { ...context.user, token: undefined, ...user },
  });

  test('a token that was rotated in its file is read again when the old one is refused', async () => {
    const tokenFile = join(folder, 'token');
    await writeFile(tokenFile, controlPlane().tokens.admin);
    const connection = open(withUser({ tokenFile }));
    await connection.get({ path: namespacePath });
    await writeFile(tokenFile, 'no longer known');
    connection.invalidateCredentials();
    await expect(connection.get({ path: namespacePath })).rejects.toMatchObject({
      code: 'response.unauthorized',
    });
    await writeFile(tokenFile, `${controlPlane().tokens.admin}\n`);
    expect((await connection.get({ path: namespacePath })).status).toBe(200);
  });

  async function plugin(name: string, script: string): Promise<ExecEntry> {
    const command = join(folder, name);
    await writeFile(command, `#!/bin/sh\n${script}\n`);
    await chmod(command, 0o700);
    return {
      apiVersion: 'client.authentication.k8s.io/v1',
      command,
      args: [],
      env: { COUNT: join(folder, `${name}.count`), TOKEN: controlPlane().tokens.admin },
      installHint: 'Install it from example.test.',
      provideClusterInfo: true,
      interactiveMode: 'IfAvailable',
    };
  }

  const printToken = (token: string) =>
    `printf '%s' '{"apiVersion":"client.authentication.k8s.io/v1","kind":"ExecCredential","status":{"token":"'"${token}"'"}}'`;

  test('an exec plugin runs once for twenty requests at once, and is told of the cluster', async () => {
    const exec = await plugin(
      'once',
      `echo "$KUBERNETES_EXEC_INFO" >> "$COUNT"; sleep 0.2; ${printToken('$TOKEN')}`,
    );
    const connection = open(withUser({ exec }));
    await Promise.all(Array.from({ length: 20 }, () => connection.get({ path: namespacePath })));
    const runs = (await readFile(exec.env['COUNT'] ?? '', 'utf8')).trim().split('\n');
    expect(runs).toHaveLength(1);
    expect(JSON.parse(runs[0] ?? '')).toMatchObject({
      kind: 'ExecCredential',
      spec: { interactive: false, cluster: { server: context.cluster.server } },
    });
  });

  test('a plugin is asked once more when its token is refused, and not without end', async () => {
    const exec = await plugin('stale', `echo run >> "$COUNT"; ${printToken('stale')}`);
    const connection = open(withUser({ exec }));
    await expect(connection.get({ path: namespacePath })).rejects.toMatchObject({
      code: 'response.unauthorized',
    });
    expect(await readFile(exec.env['COUNT'] ?? '', 'utf8')).toBe('run\nrun\n');
  });

  test('a plugin that fails, prints nonsense or is not there says so, without its output', async () => {
    const failing = await plugin('failing', 'echo secret-token; echo "login expired" >&2; exit 3');
    await expect(open(withUser({ exec: failing })).get({ path: namespacePath })).rejects.toMatchObject({
      code: 'credentials.exec-failed',
      params: { command: failing.command, reason: 'login expired' },
    });
    const nonsense = await plugin('nonsense', 'echo secret-token');
    const error = await open(withUser({ exec: nonsense }))
      .get({ path: namespacePath })
      .catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'credentials.exec-malformed' });
    expect(String(error)).not.toContain('secret-token');
    const missing = { ...nonsense, command: 'kubewright-no-such-plugin' };
    await expect(open(withUser({ exec: missing })).get({ path: namespacePath })).rejects.toMatchObject({
      code: 'credentials.exec-not-found',
      params: { hint: 'Install it from example.test.' },
    });
  });

  test('a file that is missing is named', async () => {
    const certFile = join(folder, 'gone.crt');
    await expect(open(withUser({ certFile })).get({ path: namespacePath })).rejects.toMatchObject({
      code: 'credentials.file-unreadable',
      params: { file: certFile, reason: 'ENOENT' },
    });
  });
});

describe('the one door for writes', () => {
  const write = { method: 'POST', path: '/api/v1/namespaces/default/configmaps' } as const;
  const body = (name: string) => ({ metadata: { name } });

  test('a write that the user confirmed goes through; one they declined cannot be made', async () => {
    const connection = open(context);
    const asked: unknown[] = [];
    const change = await confirmChange(connection, ['default'], counts, {
      confirm: async summary => asked.push(summary) > 0,
    });
    if (change === undefined) throw new Error('not confirmed');
    const answer = await connection.write(change, { ...write, body: body('confirmed') });
    expect(answer.status).toBe(201);
    expect(asked).toEqual([
      { context: context.name, server: context.cluster.server, namespaces: ['default'], counts },
    ]);
    const declined = await confirmChange(connection, ['default'], counts, { confirm: async () => false });
    expect(declined).toBeUndefined();
  });

  test('a confirmation for another context, another server, or a forged one is refused before anything is sent', async () => {
    const connection = open(context);
    const yes = { confirm: async () => true };
    const { server } = context.cluster;
    const elsewhere = await confirmChange({ context: 'other', server }, ['default'], counts, yes);
    const namesake = await confirmChange(
      { context: context.name, server: 'https://other.test' },
      ['default'],
      counts,
      yes,
    );
    const forged = { context: context.name, server, namespaces: ['default'], counts } as unknown;
    for (const change of [elsewhere, namesake, forged]) {
      await expect(
        connection.write(change as ConfirmedChange, { ...write, body: body('refused') }),
      ).rejects.toMatchObject({ code: 'change.other-context' });
    }
    await expect(connection.get({ path: `${write.path}/refused` })).rejects.toMatchObject({
      code: 'response.not-found',
    });
  });

  test('a dry run stores nothing, and only reviews may be posted without confirmation', async () => {
    const connection = open(context);
    const tried = await connection.dryRun({ ...write, body: body('tried') });
    expect(tried.status).toBe(201);
    await expect(connection.get({ path: `${write.path}/tried` })).rejects.toMatchObject({
      code: 'response.not-found',
    });
    const review = await connection.review({
      path: '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews',
      body: { spec: { resourceAttributes: { verb: 'get', resource: 'pods' } } },
    });
    expect(review.json()).toMatchObject({ status: { allowed: true } });
    await expect(connection.review({ path: write.path, body: body('posted') })).rejects.toThrow('no review');
  });
});
