import { execFile } from 'node:child_process';
import { generateKeyPairSync, sign } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { createServer } from 'node:https';
import type { AddressInfo, Server } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { inspect, promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Connection, openConnection } from '../../src/cluster/connection.ts';
import { credentialSource, credentialSources } from '../../src/cluster/credentials/credentials.ts';
import type { KubeContext } from '../../src/cluster/kubeconfig/kubeconfig.ts';
import { loadKubeconfig } from '../../src/cluster/kubeconfig/loadKubeconfig.ts';
import { buildControlPlane } from './build.ts';
import { createAuthority } from './certificates.ts';
import { kubectlResult, spawnKubectl } from './kubectl.ts';

const authority = createAuthority('issuer');
const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const opened: Connection[] = [];
let program: string;
let server: Server;
let url: string;
let folder: string;
/** The refresh token that is good now, and what was asked for with which. */
let valid: string;
let asked: string[];
/** How long the issuer thinks, in milliseconds, and how long its tokens hold, in seconds. */
let thinks: number;
let holds: number;

function jwt(seconds: number): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const exp = Math.floor(Date.now() / 1000) + seconds;
  const claims = `${part({ alg: 'ES256' })}.${part({ iss: url, aud: 'c', sub: 'me', exp, at: asked.length })}`;
  const signature = sign('sha256', Buffer.from(claims), { key: privateKey, dsaEncoding: 'ieee-p1363' });
  return `${claims}.${signature.toString('base64url')}`;
}

beforeAll(async () => {
  program = await buildControlPlane();
  // An issuer whose refresh tokens are good once, and which is the API server too: it says what it was shown.
  server = createServer(authority.issue({ name: 'server', ip: '127.0.0.1' }), async (request, response) => {
    response.setHeader('content-type', 'application/json');
    if (request.url?.startsWith('/.well-known/')) {
      response.end(JSON.stringify({ issuer: url, token_endpoint: `${url}/token` }));
    } else if (request.url === '/token') {
      const given = new URLSearchParams(await text(request)).get('refresh_token') ?? '';
      asked.push(given);
      if (given !== valid) {
        response.writeHead(400).end('{"error":"invalid_grant"}');
        return;
      }
      valid = `refresh-${asked.length}`;
      await sleep(thinks);
      const tokens = { id_token: jwt(holds), access_token: 'a', token_type: 'bearer', refresh_token: valid };
      response.end(JSON.stringify(tokens));
    } else {
      const claims = request.headers.authorization?.split('.')[1] ?? '';
      response.end(JSON.stringify(`token ${JSON.parse(Buffer.from(claims, 'base64url').toString()).at}`));
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
}, 1_200_000);

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kubewright-oidc-'));
  [valid, asked, thinks, holds] = ['first', [], 0, 300];
  await writeFile(at('ca.crt'), authority.cert);
});
afterEach(async () => {
  for (const connection of opened.splice(0)) connection.close();
  await rm(folder, { recursive: true, force: true });
});
afterAll(() => server?.close());

const at = (name: string) => join(folder, name);

/** As many people have it, with a comment and an entry that is not ours. */
function kubeconfig(
  config = `client-id: c
        idp-issuer-url: ${url}
        idp-certificate-authority: ${at('ca.crt')}
        id-token: ${jwt(-60)} # of today
        refresh-token: first
        client-secret: ''`,
): string {
  return `# mine
apiVersion: v1
kind: Config
current-context: it
clusters:
- name: c
  cluster: { server: "${url}", certificate-authority: ca.crt }
contexts:
- name: it
  context: { cluster: c, user: me }
users:
- name: other
  user: { token: stays }
- name: me
  user:
    auth-provider:
      name: oidc
      config:
        ${config}
`;
}

async function contextOf(KUBECONFIG = at('config')): Promise<KubeContext> {
  const { contexts } = await loadKubeconfig({ KUBECONFIG });
  const [context] = contexts;
  if (context === undefined) throw new Error('no context');
  return context;
}

/** What a new program gets, as `kubewright get` is one. */
async function run(KUBECONFIG = at('config')): Promise<unknown> {
  const connection = openConnection(await contextOf(KUBECONFIG), { proxies: { environment: {} } });
  opened.push(connection);
  return connection.get({ path: '/who' }).then(
    answer => answer.json(),
    (error: { code?: string }) => error.code,
  );
}

async function runProcess(KUBECONFIG = at('config')): Promise<string> {
  const script = fileURLToPath(new URL('askOnce.ts', import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, [script], {
    env: { PATH: process.env['PATH'], HOME: folder, KUBECONFIG },
  });
  return stdout;
}

async function kubectl(): Promise<string> {
  const child = spawnKubectl(program, at('config'), folder, ['get', '--raw=/who']);
  const { stdout, stderr } = await kubectlResult(child, {});
  return stdout === '' ? stderr : JSON.parse(stdout);
}

describe('a login whose refresh tokens are good once', () => {
  test('lasts from run to run, and for kubectl in between', async () => {
    holds = 5;
    await writeFile(at('config'), kubeconfig());
    expect(await run()).toBe('token 1');
    expect(await kubectl()).toBe('token 2');
    expect(await run()).toBe('token 3');
    expect(await run()).toBe('token 4');
    expect(asked).toEqual(['first', 'refresh-1', 'refresh-2', 'refresh-3']);
  });

  test('is renewed once by two programs that start at once', async () => {
    thinks = 500;
    await writeFile(at('config'), kubeconfig());
    expect(await Promise.all([runProcess(), runProcess(), runProcess()])).toEqual([
      'token 1',
      'token 1',
      'token 1',
    ]);
    expect(asked).toEqual(['first']);
    expect(await kubectl()).toBe('token 1');
    expect((await readdir(folder)).filter(name => !name.startsWith('kubectl-cache')).sort()).toEqual([
      'ca.crt',
      'config',
    ]);
  });

  test('that kubectl renews while a window is open serves the window as well', async () => {
    holds = 5;
    await writeFile(at('config'), kubeconfig());
    const source = credentialSources({ proxies: { environment: {} } });
    const first = await source.of(await contextOf()).get();
    expect(await kubectl()).toBe('token 2');
    const renewed = source.of(await contextOf());
    renewed.invalidate(first);
    expect(await renewed.get()).not.toEqual(first);
    expect(asked).toEqual(['first', 'refresh-1', 'refresh-2']);
  });

  test('goes on in an open window when its new tokens are read from the file', async () => {
    await writeFile(at('config'), kubeconfig());
    const sources = credentialSources({ proxies: { environment: {} } });
    const before = await contextOf();
    const first = await sources.of(before).get();
    const after = await contextOf();
    expect(after.user.authProvider).not.toEqual(before.user.authProvider);
    expect(await sources.of(after).get()).toBe(first);
  });

  test('of one user with two clusters is one login', async () => {
    const two = kubeconfig().replace(
      'clusters:\n',
      `clusters:\n- name: d\n  cluster: { server: "${url}/d", certificate-authority: ca.crt }\n`,
    );
    await writeFile(
      at('config'),
      two.replace('contexts:\n', 'contexts:\n- name: other\n  context: { cluster: d, user: me }\n'),
    );
    const { contexts } = await loadKubeconfig({ KUBECONFIG: at('config') });
    const sources = credentialSources({ proxies: { environment: {} } });
    const got = await Promise.all(contexts.map(context => sources.of(context).get()));
    expect(new Set(got.map(({ authorization }) => authorization)).size).toBe(1);
    expect(asked).toEqual(['first']);
  });

  test('is not used up where the new one could not be kept', async () => {
    const shared = kubeconfig()
      .replace('config:\n', 'config: &shared\n')
      .replace('user: { token: stays }', 'user: { auth-provider: { name: oidc, config: *shared } }');
    const moved = shared.replace(/- name: other\n.*\n/, '');
    const other = /- name: other\n.*\n/.exec(shared)?.[0] ?? '';
    await writeFile(at('config'), `${moved}${other}`);
    expect(await run()).toBe('kubeconfig.unwritable');
    await writeFile(at('config'), kubeconfig());
    await writeFile(at('config.lock'), '');
    expect(await run()).toBe('kubeconfig.unwritable');
    expect(asked).toEqual([]);
    await rm(at('config.lock'));
    expect(await run()).toBe('token 1');
  });

  test.each([
    'https://me:hunter2@127.0.0.1:1/',
    'http://me:hunter2@127.0.0.1:1',
    'https://me:hunter2@',
    'hunter2',
  ])('at %s fails without a word of a password there', async issuer => {
    await writeFile(at('config'), kubeconfig().replace(`issuer-url: ${url}`, `issuer-url: ${issuer}`));
    const source = credentialSource(await contextOf(), { proxies: { environment: {} } });
    const told = await source.get().catch((error: unknown) => error);
    expect(told).toMatchObject({ code: 'credentials.provider-failed' });
    expect(inspect(told, { depth: 20 })).not.toContain('hunter2');
  });

  test('waits for a kubectl that is writing', async () => {
    await writeFile(at('config'), kubeconfig());
    await writeFile(at('config.lock'), '');
    const running = run();
    await sleep(300);
    expect(asked).toEqual([]);
    await rm(at('config.lock'));
    expect(await running).toBe('token 1');
  });

  test('is not held up by what a killed program left behind', async () => {
    await writeFile(at('config'), kubeconfig());
    await writeFile(at('.config.kubewright-login'), '');
    await utimes(at('.config.kubewright-login'), new Date(0), new Date(0));
    expect(await run()).toBe('token 1');
  });

  test('is written where its user stands, not where its context does', async () => {
    const [head = '', users = ''] = kubeconfig().split('users:\n');
    await writeFile(at('contexts'), head);
    await writeFile(at('real'), `users:\n${users}`);
    await symlink(at('real'), at('users'));
    const list = [at('contexts'), at('users')].join(delimiter);
    expect(await run(list)).toBe('token 1');
    expect(await readFile(at('real'), 'utf8')).toContain('refresh-token: refresh-1');
    expect(await readFile(at('contexts'), 'utf8')).toBe(head);
    expect(await run(list)).toBe('token 1');
  });
});

describe('the text of the file', () => {
  const config = () => `idp-certificate-authority: ${at('ca.crt')}`;
  const json = () =>
    JSON.stringify({
      'current-context': 'it',
      clusters: [{ name: 'c', cluster: { server: url, 'certificate-authority': 'ca.crt' } }],
      contexts: [{ name: 'it', context: { cluster: 'c', user: 'me' } }],
      users: [
        {
          name: 'me',
          user: {
            'auth-provider': {
              name: 'oidc',
              config: {
                'client-id': 'c',
                'idp-issuer-url': url,
                'idp-certificate-authority': at('ca.crt'),
                'refresh-token': 'first',
              },
            },
          },
        },
      ],
    });
  const texts: Readonly<Record<string, () => string>> = {
    'with comments': () => kubeconfig(),
    'with Windows line ends': () => kubeconfig().replaceAll('\n', '\r\n'),
    'without an ID token': () =>
      kubeconfig(
        `client-id: c\n        idp-issuer-url: ${url}\n        ${config()}\n        refresh-token: first`,
      ),
    'with quotes': () =>
      kubeconfig(
        `client-id: c\n        idp-issuer-url: ${url}\n        ${config()}\n        refresh-token: 'first'\n        id-token: ""`,
      ),
    'in a block': () =>
      kubeconfig(
        `client-id: c\n        id-token: |-\n          ${jwt(-60)}\n        idp-issuer-url: ${url}\n        ${config()}\n        refresh-token: >-\n          first`,
      ),
    'in braces': () =>
      kubeconfig().replace(
        /config:\n[\s\S]*$/,
        `config: { client-id: c, idp-issuer-url: "${url}", ${config()}, refresh-token: first }\n`,
      ),
    'in JSON': json,
    'with nothing behind the key': () =>
      kubeconfig(
        `client-id: c\n        id-token:\n        idp-issuer-url: ${url}\n        ${config()}\n        refresh-token: first`,
      ),
  };

  test.each(Object.keys(texts))('%s stays as it is but for the tokens, and kubectl reads it', async name => {
    const before = texts[name]?.() ?? '';
    await writeFile(at('config'), before);
    const old = jwt(-60);
    expect(await run()).toBe('token 1');
    const after = await readFile(at('config'), 'utf8');
    const { user } = await contextOf();
    const { 'id-token': idToken = '', 'refresh-token': refreshToken = '' } = user.authProvider?.config ?? {};
    expect(refreshToken).toBe('refresh-1');
    const plain = (text: string) =>
      text
        .replaceAll(idToken, '')
        .replaceAll(old, '')
        .replaceAll(/(?:id|refresh)-token["']?:(?: ?[|>]-\s+)? *["']?[\w.-]*["']?,?/g, '')
        .replaceAll(/[\s"']+/g, '');
    expect(plain(after)).toBe(plain(before));
    expect(after.split('\r\n').length).toBe(before.split('\r\n').length);
    expect(await kubectl()).toBe('token 1');
    expect(asked).toEqual(['first']);
  });
});
