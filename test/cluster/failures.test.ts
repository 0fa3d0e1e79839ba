import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { type Clock, systemClock } from '../../src/cluster/clock.ts';
import { type Connection, type ConnectionOptions, openConnection } from '../../src/cluster/connection.ts';
import type { KubeContext } from '../../src/cluster/kubeconfig/kubeconfig.ts';
import { objectMeta } from '../../src/cluster/resource.ts';
import type { CollectionState } from '../../src/cluster/watch/collection.ts';
import { createObjectStore, type Subscription } from '../../src/cluster/watch/objectStore.ts';
import { type Message, textIn } from '../../src/messages/text.ts';
import { createAuthority } from './certificates.ts';
import { contextOf } from './connect.ts';
import { createFaultProxy, type Fault, type FaultProxy, type Where } from './faultProxy.ts';
import type { Row } from './rows.ts';
import { useControlPlane } from './shared.ts';
import { tcpProxy } from './tcpProxy.ts';
import { until } from './until.ts';

const controlPlane = useControlPlane({ kwok: false });
const authority = createAuthority('authority of the front');
const hour = 3_600_000;
const own = authority.issue({ name: 'front', ip: '127.0.0.1' });
const protocols = ['h2', 'http/1.1'] as const;
type Protocol = (typeof protocols)[number];
const proxies = {} as Record<Protocol, FaultProxy>;
let context: KubeContext;

beforeAll(async () => {
  context = await contextOf(controlPlane());
  const { url: target, certificate } = controlPlane();
  for (const protocol of protocols) {
    const options = { target, authority: certificate, certificate: own, protocol };
    proxies[protocol] = await createFaultProxy(options);
  }
});

afterAll(async () => {
  for (const proxy of Object.values(proxies)) await proxy.close();
});

/** Waits of seconds take some milliseconds. */
const hastyClock: Clock = {
  ...systemClock,
  sleep: (milliseconds, signal) => systemClock.sleep(milliseconds / 25, signal),
};

function connectTo(server: string, timing: ConnectionOptions['timing'] = {}): Connection {
  const caData = Buffer.from(authority.cert).toString('base64');
  const connection = openConnection(
    { ...context, cluster: { ...context.cluster, server, caData } },
    { timing: { connect: 2, ping: 1, pingTimeout: 1, ...timing } },
  );
  onTestFinished(() => connection.close());
  return connection;
}

/** The ConfigMaps of one test, as views see them. */
interface View {
  readonly subscription: Subscription<Row>;
  readonly names: () => string[];
  /** Every state that a view was told of, in words. */
  readonly states: string[];
  /** Makes an object behind the proxy's back. */
  create(name: string): Promise<void>;
  isLive(name: string): boolean;
}

let views = 0;
function view(connection: Connection): View {
  views += 1;
  const label = `view-${views}`;
  const store = createObjectStore(connection, { clock: hastyClock });
  onTestFinished(() => store.dispose());
  const states: string[] = [];
  const query = {
    id: { group: '', version: 'v1', resource: 'configmaps' },
    namespace: 'default',
    labelSelector: `view=${label}`,
    slim: (object: unknown): Row => ({
      metadata: objectMeta(object),
      phase: undefined,
      desired: undefined,
      ready: undefined,
    }),
  };
  const subscription = store.subscribe(query, () => {
    const text = stateText(subscription.state);
    if (states.at(-1) !== text) states.push(text);
  });
  const names = () => [...subscription.items.values()].map(({ metadata }) => metadata.name).sort();
  return {
    subscription,
    names,
    states,
    async create(name) {
      const body = { metadata: { name: `${label}-${name}`, labels: { view: label } } };
      const path = '/api/v1/namespaces/default/configmaps';
      expect((await controlPlane().api({ method: 'POST', path, body })).status).toBe(201);
    },
    isLive: name => subscription.state.kind === 'live' && names().includes(`${label}-${name}`),
  };
}

function stateText(state: CollectionState): string {
  return state.kind === 'retrying' ? state.failure.code : state.kind;
}

/** What a person reads in the row, which must not hold the token. */
function expectReadable({ state }: Subscription<Row>): void {
  if (state.kind !== 'retrying') throw new Error('not retrying');
  const { code, params } = state.failure;
  const texts = ['en', 'ko'].map(language => textIn(language)({ code, params } as Message));
  for (const text of texts) {
    expect(text.length).toBeGreaterThan(20);
    expect(text).not.toMatch(/undefined|\[object/);
    expect(text).not.toContain(context.user.token ?? '?');
  }
  expect(texts[0]).not.toBe(texts[1]);
  expect(state.retryAt).toBeLessThan(Date.now() + 61_000);
}

interface Case {
  readonly name: string;
  /** The failure that the view tells. */
  readonly code: string;
  /** Switches it on; gives the way to switch it off. */
  readonly begin: (proxy: FaultProxy) => (() => void | Promise<void>) | Promise<() => Promise<void>>;
}

/** A fault that new requests meet, those of the watch after it was cut among them. */
function onRequests(name: string, code: string, fault: Fault, where: Where = {}): Case {
  return {
    name,
    code,
    begin: proxy => {
      const injected = proxy.inject({ path: 'configmaps', ...where }, fault);
      proxy.cutWatches('end');
      return () => {
        expect(injected.hits).toBeGreaterThan(0);
        injected.clear();
      };
    },
  };
}

const status = (code: number, message: string) => ({ kind: 'Status', apiVersion: 'v1', code, message });
const answer = (code: number, message: string, headers: Record<string, string> = {}): Fault => ({
  kind: 'answer',
  status: code,
  headers,
  body: status(code, message),
});
/** As the API server tells of an aged version: 200, then an event. The list behind it fails as well. */
const goneEvent: Fault = {
  kind: 'answer',
  status: 200,
  body: `${JSON.stringify({ type: 'ERROR', object: status(410, 'too old resource version') })}\n`,
};

/** It takes half a minute, the limit of a request. */
const noAnswer = onRequests('no answer comes', 'connection.timeout', { kind: 'silence' });

const cases: readonly Case[] = [
  {
    name: 'nobody listens',
    code: 'connection.refused',
    begin: async proxy => {
      await proxy.refuse(true);
      return () => proxy.refuse(false);
    },
  },
  onRequests('every connection is reset', 'connection.reset', { kind: 'reset' }),
  {
    name: 'a stranger answers',
    code: 'connection.tls',
    begin: proxy => {
      proxy.show(createAuthority('stranger').issue({ name: 'front', ip: '127.0.0.1' }));
      return () => proxy.show(own);
    },
  },
  {
    name: "the server's certificate has expired, or our clock is ahead",
    code: 'connection.certificate-time',
    begin: proxy => {
      const times = { from: new Date(Date.now() - 2 * hour), to: new Date(Date.now() - hour) };
      proxy.show(authority.issue({ name: 'front', ip: '127.0.0.1', ...times }));
      return () => proxy.show(own);
    },
  },
  {
    name: "the server's certificate is not valid yet, or our clock is behind",
    code: 'connection.certificate-time',
    begin: proxy => {
      const times = { from: new Date(Date.now() + hour), to: new Date(Date.now() + 2 * hour) };
      proxy.show(authority.issue({ name: 'front', ip: '127.0.0.1', ...times }));
      return () => proxy.show(own);
    },
  },
  onRequests('401', 'response.unauthorized', answer(401, 'Unauthorized')),
  onRequests('403', 'response.forbidden', answer(403, 'configmaps is forbidden')),
  onRequests(
    '429 with Retry-After',
    'response.unavailable',
    answer(429, 'slow down', { 'retry-after': '2' }),
  ),
  onRequests('500', 'response.unavailable', answer(500, 'etcdserver: request timed out')),
  onRequests('the page of a load balancer', 'response.unavailable', {
    kind: 'answer',
    status: 502,
    headers: { 'content-type': 'text/html' },
    body: '<html><body>Bad Gateway</body></html>',
  }),
  onRequests('a login page in the place of a watch', 'response.malformed', {
    kind: 'answer',
    status: 200,
    headers: { 'content-type': 'text/html' },
    body: '<html>\n<body>Please log in</body></html>\n',
  }),
  onRequests('410 for the watch and for the list', 'response.gone', answer(410, 'Expired')),
  {
    name: '410 within the watch, and lists that are cut off',
    code: 'response.malformed',
    begin: proxy => {
      const gone = proxy.inject({ verb: 'watch', path: 'configmaps' }, goneEvent);
      const list = proxy.inject(
        { verb: 'list', path: 'configmaps' },
        { kind: 'cut', after: { bytes: 40 }, ending: 'end' },
      );
      proxy.cutWatches('end');
      return () => {
        expect([gone.hits > 0, list.hits > 0]).toEqual([true, true]);
        gone.clear();
        list.clear();
      };
    },
  },
  onRequests('404, as after the kind is gone', 'response.not-found', answer(404, '404 page not found')),
  onRequests(
    'a watch that breaks off at once, again and again',
    'connection.reset',
    { kind: 'cut', after: { lines: 0 }, ending: 'reset' },
    { verb: 'watch' },
  ),
  onRequests(
    'a line of a watch that is no JSON',
    'response.malformed',
    { kind: 'cut', after: { lines: 0 }, ending: { write: '{"type":"ADDED","object":{"kind":\n' } },
    { verb: 'watch' },
  ),
];

describe.each(protocols)('over %s', protocol => {
  test.each(protocol === 'h2' ? [noAnswer, ...cases] : cases)(
    '$name: it is told, nothing stale is called live, and it mends itself',
    async ({ code, begin }) => {
      const proxy = proxies[protocol];
      const { subscription, names, states, create, isLive } = view(connectTo(proxy.url));
      await create('before');
      await until('live', () => isLive('before'));
      const end = await begin(proxy);
      // Where the watch broke by itself, nothing has to happen for it to be told; else with the next event.
      await create('meanwhile');
      await until(`it tells ${code}`, () => stateText(subscription.state) === code, { interval: 2 });
      expectReadable(subscription);
      expect(names()).toEqual([expect.stringContaining('before')]);
      // Nobody clicks, and what came meanwhile is not known: that must not be called the present.
      for (let look = 0; look < 50; look += 1) {
        if (subscription.state.kind === 'live') expect(isLive('meanwhile')).toBe(true);
        await new Promise(resolve => setTimeout(resolve, 5));
      }
      await end();
      // A request that is never answered has half a minute.
      await until('live again', () => isLive('meanwhile'), { timeout: 40_000 });
      await create('after');
      await until('the watch goes on', () => isLive('after'));
      expect(states.at(-1)).toBe('live');
    },
  );

  test('a watch that is cut within a line goes on behind the last whole one, without a list', async () => {
    const proxy = proxies[protocol];
    const { create, isLive, states } = view(connectTo(proxy.url));
    await create('before');
    await until('live', () => isLive('before'));
    const lists = proxy.seen.filter(each => each.startsWith('list')).length;
    const half = proxy.inject(
      { verb: 'watch', path: 'configmaps' },
      { kind: 'cut', after: { bytes: 700 }, ending: 'reset' },
    );
    proxy.cutWatches('end');
    for (const name of ['one', 'two', 'three']) await create(name);
    await until('it met the cut', () => half.hits > 0);
    half.clear();
    proxy.cutWatches('reset');
    await until('all are there', () => ['one', 'two', 'three'].every(isLive));
    expect(proxy.seen.filter(each => each.startsWith('list')).length).toBe(lists);
    expect(states.at(-1)).toBe('live');
  });

  test('a slow server: it is connecting for as long as it takes, then live', async () => {
    const proxy = proxies[protocol];
    const slow = proxy.inject({ verb: 'list', path: 'configmaps' }, { kind: 'delay', milliseconds: 1500 });
    const { create, isLive, subscription, states } = view(connectTo(proxy.url));
    await create('before');
    await new Promise(resolve => setTimeout(resolve, 1000));
    expect(subscription.state.kind).toBe('connecting');
    await until('live', () => isLive('before'));
    expect(states.filter(state => state !== 'connecting')).toEqual(['live']);
    slow.clear();
  });

  test('Retry-After is kept, whatever the own wait would be', async () => {
    const proxy = proxies[protocol];
    const busy = proxy.inject(
      { path: 'configmaps' },
      { kind: 'answer', status: 429, headers: { 'retry-after': '50' }, body: 'slow down' },
    );
    const { subscription, create, isLive } = view(connectTo(proxy.url));
    await create('before');
    const state = await until('it tells', () =>
      subscription.state.kind === 'retrying' ? subscription.state : undefined,
    );
    expect(state.retryAt - Date.now()).toBeGreaterThan(49_000);
    await new Promise(resolve => setTimeout(resolve, 1500));
    expect(busy.hits).toBe(1);
    busy.clear();
    await until('live', () => isLive('before'));
  });
});

test('a link that died without a goodbye is told by PING, and is made anew', async () => {
  const front = await tcpProxy(proxies.h2.url);
  onTestFinished(() => front.close());
  const { create, isLive, subscription, names } = view(connectTo(front.url));
  await create('before');
  await until('live', () => isLive('before'));
  front.blackHole(true);
  await create('meanwhile');
  await until('it tells', () => stateText(subscription.state) === 'connection.timeout', { timeout: 4000 });
  expect(names()).toHaveLength(1);
  front.blackHole(false);
  await until('live again', () => isLive('meanwhile'));
});
