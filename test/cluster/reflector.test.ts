import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { backoff } from '../../src/cluster/backoff.ts';
import type { Clock } from '../../src/cluster/clock.ts';
import { ClusterFailure } from '../../src/cluster/failure.ts';
import { type Reflector, startReflector } from '../../src/cluster/watch/reflector.ts';
import { type Cut, type ModelObject, ModelServer, slimModel, tick } from './modelServer.ts';

/** Time passes only by sleeping, and sleeping takes no time. */
function fastClock(): Clock & { readonly slept: number[] } {
  let time = 0;
  const slept: number[] = [];
  return {
    slept,
    now: () => time,
    random: () => 0.5,
    sleep: async (milliseconds, signal) => {
      await tick();
      if (signal.aborted) throw new DOMException('Aborted', 'AbortError');
      time += milliseconds;
      slept.push(milliseconds);
    },
  };
}

type Step =
  | { readonly do: 'put' | 'remove'; readonly name: string }
  | { readonly do: 'bookmark' | 'compact' | 'wait' }
  | { readonly do: 'cut'; readonly how: Cut }
  | { readonly do: 'fail lists'; readonly count: number };

const name = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h');
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('put' as const), name }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('remove' as const), name }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constantFrom('bookmark' as const, 'wait' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('compact' as const) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('cut' as const),
      how: fc.constantFrom<Cut>('end', 'reset', 'half line', 'garbage'),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('fail lists' as const), count: fc.integer({ min: 1, max: 3 }) }),
  },
);

function act(server: ModelServer, { ...what }: Step): void {
  if (what.do === 'put') server.put(what.name);
  else if (what.do === 'remove') server.remove(what.name);
  else if (what.do === 'bookmark') server.bookmark();
  else if (what.do === 'compact') server.compact();
  else if (what.do === 'cut') server.cut(what.how);
  else if (what.do === 'fail lists') server.listsToFail = what.count;
}

function versions(items: ReadonlyMap<string, ModelObject>): Record<string, string> {
  return Object.fromEntries(
    [...items.values()]
      .map(item => [item.metadata.name, item.metadata.resourceVersion] as const)
      .sort(([one], [other]) => one.localeCompare(other)),
  );
}

function serverVersions(server: ModelServer): Record<string, string> {
  return Object.fromEntries(
    [...server.objects]
      .map(([each, version]) => [each, String(version)] as const)
      .sort(([one], [other]) => one.localeCompare(other)),
  );
}

async function settle(server: ModelServer, reflector: Reflector<ModelObject>): Promise<void> {
  const wanted = JSON.stringify(serverVersions(server));
  for (let turn = 0; turn < 300; turn += 1) {
    if (reflector.state.kind === 'live' && JSON.stringify(versions(reflector.list.items)) === wanted) return;
    await tick();
  }
}

describe('a reflector', () => {
  test('ends in the state of the server, whatever happens on the way, and lists only when it must', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), fc.array(name), async (steps, existing) => {
        const server = new ModelServer();
        for (const each of existing) server.put(each);
        const shown = new Map<string, number>();
        const flickers: string[] = [];
        const reflector = startReflector({
          connection: server.connection,
          path: '/api/v1/things',
          slim: slimModel,
          clock: fastClock(),
          onChange: () => {
            for (const [each, version] of shown) {
              const vanished = !reflector.list.items.has(`ns/${each}`);
              if (vanished && (server.deletedAt.get(each) ?? 0) < version) flickers.push(each);
            }
            shown.clear();
            for (const { metadata } of reflector.list.items.values()) {
              shown.set(metadata.name, Number(metadata.resourceVersion));
            }
          },
        });
        for (const each of steps) {
          act(server, each);
          if (each.do === 'wait') for (let turn = 0; turn < 10; turn += 1) await tick();
        }
        server.listsToFail = 0;
        await settle(server, reflector);
        reflector.stop();
        expect(versions(reflector.list.items)).toEqual(serverVersions(server));
        expect(flickers).toEqual([]);
        expect(server.lists).toBeLessThanOrEqual(1 + server.gone + server.failedLists);
      }),
      { numRuns: 1500 },
    );
  });

  test('a watch that breaks goes on where it was: no list again', async () => {
    const server = new ModelServer();
    server.put('a');
    const reflector = startReflector({
      connection: server.connection,
      path: '/api/v1/things',
      slim: slimModel,
      clock: fastClock(),
      onChange: () => {},
    });
    await settle(server, reflector);
    for (const how of ['end', 'reset', 'half line', 'garbage'] as const) {
      server.put(how);
      server.cut(how);
      server.put(`after ${how}`);
      await settle(server, reflector);
      expect(versions(reflector.list.items)).toEqual(serverVersions(server));
    }
    expect(server.lists).toBe(1);
    reflector.stop();
  });

  test('a busy server that ends watches again and again, each behind some events, is followed without pauses', async () => {
    const server = new ModelServer();
    const clock = fastClock();
    const states = new Set<string>();
    const reflector: Reflector<ModelObject> = startReflector({
      connection: server.connection,
      path: '/api/v1/things',
      slim: slimModel,
      clock,
      onChange: () => states.add(reflector.state.kind),
    });
    await settle(server, reflector);
    for (let round = 0; round < 20; round += 1) {
      server.put(`round ${round}`);
      await settle(server, reflector);
      server.cut('end');
    }
    await settle(server, reflector);
    reflector.stop();
    expect([...states]).toEqual(['live']);
    expect(Math.max(0, ...clock.slept)).toBeLessThan(500);
    expect(server.lists).toBe(1);
  });

  test('while it cannot reach the server it says so and keeps what it knew, and never calls that live', async () => {
    const server = new ModelServer();
    server.put('a');
    const states: string[] = [];
    const clock = fastClock();
    const reflector = startReflector({
      connection: server.connection,
      path: '/api/v1/things',
      slim: slimModel,
      clock,
      onChange: () => states.push(`${reflector.state.kind} ${reflector.list.items.size}`),
    });
    await settle(server, reflector);
    states.length = 0;
    server.cut('reset');
    server.put('b');
    server.compact();
    server.listsToFail = 3;
    await tick();
    await settle(server, reflector);
    // One broken watch, then three lists that fail; the list that succeeds comes before its watch is live.
    const retrying = Array.from({ length: 5 }, () => 'retrying 1');
    expect(states).toEqual([...retrying, 'retrying 2', 'live 2']);
    reflector.stop();
  });

  test('stops for good: nothing is asked and nothing is told afterwards', async () => {
    const server = new ModelServer();
    let told = 0;
    const reflector = startReflector({
      connection: server.connection,
      path: '/api/v1/things',
      slim: slimModel,
      clock: fastClock(),
      onChange: () => {
        told += 1;
      },
    });
    await settle(server, reflector);
    reflector.stop();
    const before = told;
    server.put('late');
    server.cut('reset');
    for (let turn = 0; turn < 50; turn += 1) await tick();
    expect(told).toBe(before);
    expect(server.lists).toBe(1);
    expect(reflector.state).toEqual({ kind: 'stopped' });
  });
});

describe('the wait before another try', () => {
  const clock = (random: number): Clock => ({ ...fastClock(), random: () => random });
  const reset = new ClusterFailure('connection.reset', { context: 'c', server: 's' });

  test('doubles up to 30 s and is spread, so that clients of a restarted server do not come back at once', () => {
    const waits = [1, 2, 3, 4, 7, 50].map(failures => backoff(failures, reset, clock(1)));
    expect(waits).toEqual([500, 1000, 2000, 4000, 30_000, 30_000]);
    expect(backoff(4, reset, clock(0))).toBe(2000);
  });

  test('is never shorter than the server asked for', () => {
    const busy = new ClusterFailure('response.unavailable', {
      context: 'c',
      status: 429,
      message: '',
      retryAfterSeconds: 7,
    });
    expect(backoff(1, busy, clock(0))).toBe(7000);
  });

  test('is long at once where a person has to mend something', () => {
    const forbidden = new ClusterFailure('response.forbidden', { context: 'c', message: '' });
    expect(backoff(1, forbidden, clock(1))).toBe(30_000);
  });
});
