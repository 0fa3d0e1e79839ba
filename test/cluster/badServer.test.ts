import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer as createHttp, type RequestListener } from 'node:http';
import { createServer as createHttps } from 'node:https';
import { type AddressInfo, createServer as createTcp, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { TLSSocket } from 'node:tls';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Connection, openConnection } from '../../src/cluster/connection.ts';
import type { ClusterFailure } from '../../src/cluster/failure.ts';
import type { KubeContext } from '../../src/cluster/kubeconfig/kubeconfig.ts';
import { objectMeta } from '../../src/cluster/resource.ts';
import type { SlimObject } from '../../src/cluster/watch/collection.ts';
import { startReflector } from '../../src/cluster/watch/reflector.ts';
import { contextOf } from './connect.ts';
import { httpProxy } from './proxies.ts';
import { useControlPlane } from './shared.ts';
import { until } from './until.ts';

const controlPlane = useControlPlane({ kwok: false });
const servers: Server[] = [];
const sockets = new Set<Socket>();
let context: KubeContext;
let good: Connection;

beforeAll(async () => {
  context = await contextOf(controlPlane());
  good = openConnection(context);
});

afterAll(() => {
  good?.close();
  for (const server of servers) server.close();
  for (const socket of sockets) socket.destroy();
});

async function listening(server: Server, scheme = 'http'): Promise<string> {
  servers.push(server);
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `${scheme}://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function at(server: string, changes: Partial<KubeContext['cluster']> = {}): Connection {
  const cluster = { ...context.cluster, server, ...changes };
  return openConnection({ ...context, name: 'bad', cluster }, { timing: { connect: 1 } });
}

/** What a request to that server fails with, while a healthy cluster beside it answers. */
async function failureAt(connection: Connection): Promise<ClusterFailure> {
  const began = Date.now();
  const [failure, healthy] = await Promise.all([
    connection.get({ path: '/api/v1/pods', timeoutSeconds: 1 }).then(
      answer => answer.json(),
      (error: unknown) => error,
    ),
    good.get({ path: '/api/v1/namespaces/default' }),
  ]).catch((error: unknown) => [error, undefined] as const);
  expect(healthy?.status ?? 200).toBe(200);
  expect(Date.now() - began).toBeLessThan(3000);
  connection.close();
  return failure as ClusterFailure;
}

const html = '<html><body>Please log in</body></html>';

describe('a server that is none is told apart, quickly and without harm to others', () => {
  test('refuses', async () => {
    const server = createTcp();
    const url = await listening(server);
    server.close();
    expect(await failureAt(at(url))).toMatchObject({ code: 'connection.refused', params: { server: url } });
  });

  test.each(['http', 'https'])('resets every connection (%s)', async scheme => {
    const url = await listening(
      createTcp(socket => socket.resetAndDestroy()),
      scheme,
    );
    expect((await failureAt(at(url))).code).toBe('connection.reset');
  });

  test.each(['http', 'https'])('accepts and says nothing (%s)', async scheme => {
    const url = await listening(createTcp(), scheme);
    expect((await failureAt(at(url))).code).toBe('connection.timeout');
  });

  test('closes in the middle of the headers', async () => {
    const url = await listening(createTcp(socket => socket.end('HTTP/1.1 200 OK\r\ncontent-ty')));
    expect((await failureAt(at(url))).code).toBe('connection.reset');
  });

  test('speaks another protocol', async () => {
    const url = await listening(createTcp(socket => socket.end('220 mail.example.test ESMTP\r\n')));
    expect((await failureAt(at(url))).code).toBe('response.malformed');
    const secure = at(url.replace('http:', 'https:'));
    expect((await failureAt(secure)).code).toBe('connection.tls');
  });

  test.each<[string, RequestListener, string, object]>([
    [
      'half a JSON document and an orderly end',
      (_, response) => response.setHeader('content-type', 'application/json').end('{"kind":"PodList","ite'),
      'response.malformed',
      { reason: 'cut-off or broken JSON' },
    ],
    [
      'half a JSON document and a closed socket',
      (_, response) => {
        response.writeHead(200, { 'content-length': 1000 });
        response.write('{"kind":"PodList","ite', () => response.socket?.destroy());
      },
      'connection.reset',
      {},
    ],
    [
      'half a JSON document and then silence',
      (_, response) => response.writeHead(200, { 'content-length': 1000 }).write('{"kind":"PodList",'),
      'connection.timeout',
      { seconds: 1 },
    ],
    [
      'a login page',
      (_, response) => response.setHeader('content-type', 'text/html').end(html),
      'response.malformed',
      { reason: 'text/html' },
    ],
    [
      'the error page of a proxy',
      (_, response) => response.writeHead(502).end(html),
      'response.unavailable',
      { status: 502, message: 'HTTP 502' },
    ],
    [
      'a redirect',
      (_, response) => response.writeHead(302, { location: 'https://login.example.test' }).end(),
      'response.status',
      { status: 302 },
    ],
    [
      'too many requests',
      (_, response) => response.writeHead(429, { 'retry-after': '3' }).end('slow down'),
      'response.unavailable',
      { status: 429, message: 'slow down', retryAfterSeconds: 3 },
    ],
    [
      'gzip that is none',
      (_, response) => response.setHeader('content-encoding', 'gzip').end('{}'),
      'response.malformed',
      {},
    ],
  ])('answers with %s', async (_, listener, code, params) => {
    const failure = await failureAt(at(await listening(createHttp(listener))));
    expect(failure).toMatchObject({ code, params });
  });

  test('has a certificate of somebody else', async () => {
    const connection = at(controlPlane().url, { caData: undefined, caFile: undefined });
    expect(await failureAt(connection)).toMatchObject({ code: 'connection.tls' });
  });

  test('is not known by name', async () => {
    const failure = await failureAt(at('https://kubewright.invalid'));
    // Without any name server the system says "again later", which is the same to us.
    expect(failure).toMatchObject({ code: 'connection.name', params: { host: 'kubewright.invalid' } });
  });
});

test('a watch with half a line is taken up where it was: no list again, nothing lost', async () => {
  const asked: string[] = [];
  const pod = (name: string, resourceVersion: string) => ({
    metadata: { name, namespace: 'default', uid: name, resourceVersion },
  });
  const line = (name: string, version: string) =>
    `${JSON.stringify({ type: 'ADDED', object: pod(name, version) })}\n`;
  const url = await listening(
    createHttp((request, response) => {
      const query = new URL(request.url ?? '', 'http://localhost').searchParams;
      asked.push(query.has('watch') ? `watch ${query.get('resourceVersion')}` : 'list');
      if (!query.has('watch')) {
        response.end(JSON.stringify({ metadata: { resourceVersion: '10' }, items: [pod('a', '9')] }));
      } else if (query.get('resourceVersion') === '10') {
        response.end(line('b', '11') + line('c', '12').slice(0, 30));
      } else {
        response.write(line('c', '12'));
      }
    }),
  );
  const connection = at(url);
  const reflector = startReflector<SlimObject>({
    connection,
    path: '/api/v1/pods',
    slim: object => ({ metadata: objectMeta(object) }),
    onChange: () => {},
  });
  await until(
    'all three are there',
    () => reflector.list.items.size === 3 && reflector.state.kind === 'live',
  );
  expect(asked).toEqual(['list', 'watch 10', 'watch 11']);
  reflector.stop();
  connection.close();
});

describe('ways to a server', () => {
  test('HTTP/1.1 where HTTP/2 is not offered: watches and requests do not wait for each other', async () => {
    const { cert, key } = await serverCertificate();
    let opened = 0;
    const server = createHttps({ cert, key }, (request, response) => {
      if (request.url?.includes('watch')) response.write('\n');
      else response.end('{}');
    });
    server.on('secureConnection', () => {
      opened += 1;
    });
    const connection = at(await listening(server, 'https'));
    const giveUp = new AbortController();
    for (let index = 0; index < 20; index += 1) {
      await connection.stream({ path: '/', query: { watch: true }, signal: giveUp.signal });
    }
    for (let index = 0; index < 20; index += 1) await connection.get({ path: '/' });
    // One for each watch and one kept alive for all requests.
    expect(opened).toBe(21);
    giveUp.abort();
    connection.close();
  });

  test('a client certificate is shown to the server', async () => {
    const { cert, key } = await serverCertificate();
    const server = createHttps(
      { cert, key, requestCert: true, rejectUnauthorized: false },
      (request, response) => {
        response.end(
          JSON.stringify((request.socket as TLSSocket).getPeerCertificate().fingerprint256 ?? 'none'),
        );
      },
    );
    const url = await listening(server, 'https');
    const user = {
      ...context.user,
      token: undefined,
      certData: cert.toString('base64'),
      keyData: key.toString('base64'),
    };
    const cluster = { ...context.cluster, server: url };
    const connection = openConnection({ ...context, cluster, user });
    const shown = (await connection.get({ path: '/' })).json();
    expect(shown).toBe(new X509Certificate(cert).fingerprint256);
    connection.close();
  });
});

describe('an OIDC user', () => {
  const claims = (url: string, seconds: number) => {
    const now = Math.floor(Date.now() / 1000);
    return { iss: url, aud: 'kubewright', sub: 'me', iat: now + Math.min(0, seconds), exp: now + seconds };
  };
  const jwt = (content: object) =>
    [{ alg: 'RS256', typ: 'JWT' }, content]
      .map(part => Buffer.from(JSON.stringify(part)).toString('base64url'))
      .concat('c2lnbmF0dXJl')
      .join('.');

  /** An issuer whose refresh tokens are good once, and which is the API server too: it answers what it was shown. */
  async function issuer(): Promise<{ url: string; refreshed: string[] }> {
    const refreshed: string[] = [];
    let valid = 'first';
    const server = createHttps(await serverCertificate(), async (request, response) => {
      response.setHeader('content-type', 'application/json');
      if (request.url?.startsWith('/.well-known/')) {
        response.end(JSON.stringify({ issuer: url, token_endpoint: `${url}/token` }));
      } else if (request.url === '/token') {
        const given = new URLSearchParams(await text(request)).get('refresh_token') ?? '';
        refreshed.push(given);
        if (given !== valid) {
          response.writeHead(400).end('{"error":"invalid_grant"}');
          return;
        }
        valid = `after ${given}`;
        // About to expire, so that the next use refreshes again.
        const id_token = jwt(claims(url, 1));
        response.end(
          JSON.stringify({
            access_token: 'a',
            token_type: 'bearer',
            expires_in: 1,
            id_token,
            refresh_token: valid,
          }),
        );
      } else {
        response.end(JSON.stringify(request.headers.authorization?.slice(0, 9)));
      }
    });
    const url = await listening(server, 'https');
    return { url, refreshed };
  }

  /** A user whom no file declares, so that the tokens are kept in memory. */
  function withProvider(url: string, name: string, config: Record<string, string>): KubeContext {
    const { userFile: _, ...rest } = context;
    const user = { ...context.user, token: undefined, authProvider: { name, config } };
    return { ...rest, cluster: { ...context.cluster, server: url }, user };
  }

  function connectTo(url: string, name: string, config: Record<string, string>): Connection {
    return openConnection(withProvider(url, name, config));
  }

  test('a token that has expired is refreshed at the issuer, each time with the newest refresh token', async () => {
    const { url, refreshed } = await issuer();
    const connection = connectTo(url, 'oidc', {
      'client-id': 'kubewright',
      'idp-issuer-url': url,
      'idp-certificate-authority-data': context.cluster.caData ?? '',
      'id-token': jwt(claims(url, -60)),
      'refresh-token': 'first',
    });
    expect((await connection.get({ path: '/' })).json()).toBe('Bearer ey');

    expect((await connection.get({ path: '/' })).json()).toBe('Bearer ey');
    expect(refreshed).toEqual(['first', 'after first']);
    connection.close();
  });

  test('an issuer that only a proxy reaches is asked through it', async () => {
    const { url, refreshed } = await issuer();
    const { port } = new URL(url);
    const proxy = await httpProxy({ to: `127.0.0.1:${port}` });
    const environment = { HTTPS_PROXY: `http://127.0.0.1:${proxy.port}` };
    const config = {
      'client-id': 'kubewright',
      // A name of the certificate that nobody here can look up.
      'idp-issuer-url': `https://kubernetes.default.svc:${port}`,
      'idp-certificate-authority-data': context.cluster.caData ?? '',
      'refresh-token': 'first',
    };
    const connection = openConnection(withProvider(url, 'oidc', config), { proxies: { environment } });
    expect((await connection.get({ path: '/' })).json()).toBe('Bearer ey');
    expect(refreshed).toEqual(['first']);
    expect(proxy.asked).toEqual([`kubernetes.default.svc:${port}`]);
    connection.close();
  });

  test('what the issuer refuses, and providers that Kubernetes has removed, are told', async () => {
    const { url } = await issuer();
    const refused = connectTo(url, 'oidc', {
      'client-id': 'kubewright',
      'idp-issuer-url': url,
      'idp-certificate-authority-data': context.cluster.caData ?? '',
      'id-token': jwt(claims(url, -60)),
      'refresh-token': 'secret-and-stale',
    });
    const failure = await refused.get({ path: '/' }).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'credentials.provider-failed', params: { provider: 'oidc' } });
    expect(String(failure)).not.toContain('secret-and-stale');
    const removed = connectTo(url, 'gcp', {});
    await expect(removed.get({ path: '/' })).rejects.toMatchObject({
      code: 'credentials.provider-unsupported',
      params: { provider: 'gcp' },
    });
  });
});

/** The API server's own pair, which the context trusts. */
async function serverCertificate(): Promise<{ cert: Buffer; key: Buffer }> {
  const folder = join(controlPlane().folder, 'certificates');
  return {
    cert: await readFile(join(folder, 'apiserver.crt')),
    key: await readFile(join(folder, 'apiserver.key')),
  };
}
