import { afterEach, describe, expect, test } from 'vitest';
import { type Connection, openConnection } from '../../src/cluster/connection.ts';
import type { KubeContext } from '../../src/cluster/kubeconfig/kubeconfig.ts';
import { type ProxySettings, proxyFor, shownProxy } from '../../src/cluster/transport/proxy.ts';
import { createAuthority } from './certificates.ts';
import { contextOf } from './connect.ts';
import { httpProxy, socksProxy } from './proxies.ts';
import { useControlPlane } from './shared.ts';

describe('which proxy', () => {
  const environment = { HTTPS_PROXY: 'http://env.test:3128', http_proxy: 'plain.test:80' };
  const cases: [string, string | undefined, Partial<ProxySettings>, string | undefined][] = [
    ['https://a.test', undefined, { environment }, 'http://env.test:3128'],
    ['http://a.test', undefined, { environment }, 'http://plain.test'],
    ['https://a.test', undefined, {}, undefined],
    // The kubeconfig's counts for every server, also this machine.
    ['https://a.test', 'socks5://own.test:1', { environment }, 'socks5://own.test:1'],
    ['https://127.0.0.1:6443', 'http://own.test:1', { environment: { NO_PROXY: '*' } }, 'http://own.test:1'],
    // The editor's goes before the environment's, and NO_PROXY counts for both.
    [
      'https://a.test',
      undefined,
      { environment, editorProxy: 'http://editor.test:1' },
      'http://editor.test:1',
    ],
    [
      'https://a.test',
      undefined,
      { environment, editorProxy: 'http://e.test:1', editorNoProxy: ['a.test'] },
      undefined,
    ],
    // This machine is never behind one.
    ['https://localhost:6443', undefined, { environment }, undefined],
    ['https://127.0.0.7:6443', undefined, { environment }, undefined],
    ['https://[::1]:6443', undefined, { environment }, undefined],
  ];
  test.each(cases)('%s, proxy-url %s', (server, named, settings, expected) => {
    const proxy = proxyFor(new URL(server), named, { environment: {}, ...settings });
    expect(proxy === undefined ? undefined : shownProxy(proxy)).toBe(expected);
  });

  test.each([
    ['*', 'https://a.test', true],
    ['a.test', 'https://a.test', true],
    ['a.test', 'https://b.a.test', true],
    ['a.test', 'https://ba.test', false],
    ['.a.test', 'https://b.a.test', true],
    ['.a.test', 'https://a.test', false],
    ['*.a.test', 'https://b.a.test', true],
    ['a.test:6443', 'https://a.test:6443', true],
    ['a.test:6443', 'https://a.test', false],
    ['a.test:443', 'https://a.test', true],
    ['b.test, A.TEST', 'https://a.test', true],
    ['10.0.0.0/8', 'https://10.1.2.3:6443', true],
    ['10.0.0.0/8', 'https://11.1.2.3:6443', false],
    ['10.0.0.0/99', 'https://10.1.2.3', false],
    ['10.1.2.3', 'https://10.1.2.3', true],
    ['10.1.2.3:1', 'https://10.1.2.3:2', false],
    ['fd00::/8', 'https://[fd00::1]:6443', true],
    ['fd00::1', 'https://[fd00::1]:6443', true],
    ['', 'https://a.test', false],
  ])('NO_PROXY=%s for %s: excepted is %s, as in kubectl', (NO_PROXY, server, excepted) => {
    const environment = { HTTPS_PROXY: 'http://proxy.test:1', NO_PROXY };
    expect(proxyFor(new URL(server), undefined, { environment }) === undefined).toBe(excepted);
  });

  test.each(['ftp://a.test', 'http://', '://'])('%s is none', url => {
    expect(() => proxyFor(new URL('https://a.test'), url, { environment: {} })).toThrow(TypeError);
  });
});

describe('through a proxy to a real API server', () => {
  const controlPlane = useControlPlane({ kwok: false });
  const opened: Connection[] = [];
  afterEach(() => {
    for (const connection of opened.splice(0)) connection.close();
  });

  async function open(proxyUrl: string | undefined, proxies?: ProxySettings, server?: string) {
    const context = await contextOf(controlPlane());
    const cluster = {
      ...context.cluster,
      proxyUrl,
      ...(server === undefined ? {} : { server, tlsServerName: 'kubernetes.default.svc' }),
    };
    const to: KubeContext = { ...context, cluster };
    const timing = { connect: 2 };
    const connection = openConnection(to, proxies === undefined ? { timing } : { timing, proxies });
    opened.push(connection);
    return connection;
  }
  const path = '/api/v1/namespaces/default';
  const address = () => new URL(controlPlane().url).host;

  test('HTTP: all requests and watches share one tunnel; HTTP/2 is agreed inside of it', async () => {
    const proxy = await httpProxy();
    const connection = await open(`http://127.0.0.1:${proxy.port}`);
    const giveUp = new AbortController();
    await connection.stream({ path: '/api/v1/pods', query: { watch: true }, signal: giveUp.signal });
    await Promise.all(Array.from({ length: 20 }, () => connection.get({ path })));
    expect(proxy.asked).toEqual([address()]);
    giveUp.abort();
  });

  test('HTTP with user and password, SOCKS5 with and without', async () => {
    const login = 'me:p@ss';
    const proxies = [await httpProxy({ login }), await socksProxy({ login }), await socksProxy()];
    const urls = ['http://me:p%40ss@', 'socks5://me:p%40ss@', 'socks5h://'];
    for (const [index, proxy] of proxies.entries()) {
      const connection = await open(`${urls[index]}127.0.0.1:${proxy.port}`);
      expect((await connection.get({ path })).status).toBe(200);
      expect(proxy.asked).toEqual([address()]);
    }
  });

  test('names are looked up by the proxy, and NO_PROXY leads past it', async () => {
    const to = address();
    for (const make of [httpProxy, socksProxy]) {
      const proxy = await make({ to });
      const scheme = make === httpProxy ? 'http' : 'socks5';
      const settings = { environment: { HTTPS_PROXY: `${scheme}://127.0.0.1:${proxy.port}` } };
      const connection = await open(undefined, settings, 'https://only-the-proxy.test:6443');
      expect((await connection.get({ path })).status).toBe(200);
      expect(proxy.asked).toEqual(['only-the-proxy.test:6443']);
    }
    const unused = await httpProxy();
    const environment = { HTTPS_PROXY: `http://127.0.0.1:${unused.port}`, NO_PROXY: '.test' };
    const past = await open(undefined, { environment }, 'https://kubewright.test:6443');
    await expect(past.get({ path })).rejects.toMatchObject({ code: 'connection.name' });
    expect(unused.asked).toEqual([]);
  });

  test('what goes wrong at the proxy is told as that, without its password', async () => {
    const refusing = await httpProxy({ refuse: '502 Bad Gateway' });
    const asking = await httpProxy({ login: 'me:right' });
    const socks = await socksProxy({ login: 'me:right' });
    const untrusted = await httpProxy({
      tls: createAuthority('stranger').issue({ name: 'p', ip: '127.0.0.1' }),
    });
    const cases: [string, RegExp][] = [
      [`http://127.0.0.1:${refusing.port}`, /HTTP 502 Bad Gateway/],
      [`http://me:wrong@127.0.0.1:${asking.port}`, /HTTP 407/],
      [`socks5://me:wrong@127.0.0.1:${socks.port}`, /refuses the user or password/],
      [`https://127.0.0.1:${untrusted.port}`, /certificate/],
      ['http://127.0.0.1:1', /ECONNREFUSED/],
      ['ftp://127.0.0.1:1', /not the URL/],
      [`socks5://127.0.0.1:${refusing.port}`, /no SOCKS5 proxy/],
    ];
    for (const [url, reason] of cases) {
      const connection = await open(url);
      const failure = await connection.get({ path }).catch((error: unknown) => error);
      expect(failure).toMatchObject({
        code: 'connection.proxy',
        params: { reason: expect.stringMatching(reason) },
      });
      expect(String(failure)).not.toContain('wrong');
    }
  });

  test('a proxy that says nothing is given up in time', async () => {
    const silent = await socksProxy({ to: '127.0.0.1:1' });
    const connection = await open(`http://127.0.0.1:${silent.port}`);
    await expect(connection.get({ path })).rejects.toMatchObject({
      code: expect.stringMatching(/^connection\.(timeout|proxy)$/),
    });
  });
});
