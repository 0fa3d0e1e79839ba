import { appendFile } from 'node:fs/promises';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { type Connection, openConnection } from '../../src/cluster/connection.ts';
import { createLogCursor } from '../../src/cluster/logs/logCursor.ts';
import { followLog, type LogEvent, type LogSource, readLog } from '../../src/cluster/logs/podLog.ts';
import { connect, contextOf, throughServer } from './connect.ts';
import { createNodes, logLine, logPods } from './fakeKubelet.ts';
import { useControlPlane } from './shared.ts';
import { tcpProxy } from './tcpProxy.ts';
import { until } from './until.ts';

const controlPlane = useControlPlane();
let connection: Connection;

beforeAll(async () => {
  connection = await connect(controlPlane());
  await createNodes(controlPlane(), ['node-1']);
}, 1_200_000);

afterAll(() => connection?.close());

/** A running pod with a log of its own; gives the file that its lines are appended to. */
async function loggingPod(name: string, lines: readonly string[], previousLines: readonly string[] = []) {
  const selector = { matchNamespaces: ['default'], matchNames: [name] };
  const file = await logPods(controlPlane(), { name, selector, lines, previousLines });
  const spec = { containers: [{ name: 'app', image: 'app' }] };
  const body = { apiVersion: 'v1', kind: 'Pod', metadata: { name }, spec };
  await controlPlane().api({ method: 'POST', path: '/api/v1/namespaces/default/pods', body });
  const source = { connection, namespace: 'default', pod: name, container: 'app' };
  await until('its log can be read', async () => {
    const text = await readLog(source, { tailLines: 1, previous: false, signal: AbortSignal.timeout(5000) });
    return text !== '';
  });
  return { file, source };
}

/** Follows until stopped; what happened is in `events`, the lines alone in `lines`. */
function following(source: LogSource) {
  const stopping = new AbortController();
  const events: LogEvent[] = [];
  const end = (async () => {
    for await (const event of followLog(source, { tailLines: 1000, signal: stopping.signal }))
      events.push(event);
  })().catch((error: Error) => error);
  return {
    events,
    get lines() {
      return events.flatMap(event => (event.type === 'lines' ? event.lines : []));
    },
    /** What it rejected with; `undefined` where the log ended. */
    end,
    async stop() {
      stopping.abort();
      return end;
    },
  };
}

/** The same over a connection that can be cut; both end with the test. */
async function followingThroughProxy(source: LogSource) {
  const proxy = await tcpProxy(controlPlane().url);
  const through = openConnection(throughServer(await contextOf(controlPlane()), proxy.url));
  onTestFinished(() => {
    through.close();
    proxy.close();
  });
  return { proxy, log: following({ ...source, connection: through }) };
}

describe('the log of a pod', () => {
  test('is followed from its last lines on, line by line as they are written', async () => {
    const { file, source } = await loggingPod('talker', ['one', 'two']);
    const log = following(source);
    await until('the first lines are there', () => log.lines.length === 2);
    await appendFile(file, logLine('drei, 三, 셋'));
    await until('the new line is there', () => log.lines.length === 3);
    expect(log.lines).toEqual(['one', 'two', 'drei, 三, 셋']);
    expect(await log.stop()).toMatchObject({ name: 'AbortError' });
  });

  test('goes on behind a lost connection, with no line lost and none twice', async () => {
    const { file, source } = await loggingPod('steady', ['start']);
    const { log, proxy } = await followingThroughProxy(source);
    await until('it is followed', () => log.lines.length === 1);
    for (let i = 0; i < 6; i += 1) {
      const moment = new Date();
      // Several lines of one moment are what a cut must not mix up.
      await appendFile(file, logLine(`${i} a`, moment) + logLine(`${i} b`, moment));
      if (i % 2 === 1) {
        await until('the lines before the cut are there', () => log.lines.includes(`${i} b`));
        proxy.cut();
        await appendFile(file, logLine(`${i} c`, moment));
      }
    }
    await until('the last line is there', () => log.lines.includes('5 c'), { timeout: 60_000 });
    const expected = [0, 1, 2, 3, 4, 5].flatMap(i => [
      `${i} a`,
      `${i} b`,
      ...(i % 2 === 1 ? [`${i} c`] : []),
    ]);
    expect(log.lines).toEqual(['start', ...expected]);
    await log.stop();
  }, 120_000);

  test('says that the pod is gone when it is deleted', async () => {
    const { source } = await loggingPod('leaving', ['hello']);
    const { log, proxy } = await followingThroughProxy(source);
    await until('it is followed', () => log.lines.length === 1);
    await controlPlane().kubectl(['delete', 'pod', 'leaving', '--now']);
    // The fake kubelet does not end the stream, as a real one does.
    proxy.cut();
    expect(await log.end).toBeUndefined();
    expect(log.events.at(-1)).toEqual({ type: 'ended', reason: undefined, exitCode: undefined });
  });

  test('of a pod that does not exist is a failure, not silence', async () => {
    const log = following({ connection, namespace: 'default', pod: 'nobody', container: 'app' });
    expect(await log.end).toMatchObject({ code: 'response.not-found' });
  });

  test('before the last restart can be read', async () => {
    const { source } = await loggingPod('restarted', ['now'], ['before', 'fatal']);
    const signal = AbortSignal.timeout(10_000);
    expect(await readLog(source, { tailLines: 10, previous: true, signal })).toBe('before\nfatal\n');
    expect(await readLog(source, { tailLines: 10, previous: false, signal })).toBe('now\n');
  });
});

describe('a log that is read again from a second on', () => {
  test('gives each line once, wherever it was cut', () => {
    const line = fc.tuple(fc.nat({ max: 3 }), fc.nat({ max: 2 }), fc.constantFrom('a', 'b'));
    fc.assert(
      fc.property(fc.array(line), fc.array(fc.nat({ max: 100 }), { maxLength: 4 }), (log, cuts) => {
        const written = log
          .map(([second, tenth, text]) => ({ stamp: `2026-01-01T00:00:0${second}.${tenth}Z`, text }))
          .sort((left, right) => (left.stamp < right.stamp ? -1 : left.stamp > right.stamp ? 1 : 0));
        const cursor = createLogCursor();
        const got: string[] = [];
        for (const cut of [
          ...cuts.map(each => each % (written.length + 1)).sort((a, b) => a - b),
          written.length,
        ]) {
          const since = cursor.resume();
          const sent = written
            .slice(0, cut)
            .filter(({ stamp }) => since === undefined || stamp >= since.slice(0, 19));
          got.push(...cursor.take(sent.map(({ stamp, text }) => `${stamp} ${text}`)));
        }
        expect(got).toEqual(written.map(({ text }) => text));
      }),
    );
  });

  test('understands time zones and fractions of any length', () => {
    const cursor = createLogCursor();
    cursor.take(['2026-01-01T09:00:00.5+09:00 first']);
    expect(cursor.resume()).toBe('2026-01-01T00:00:00Z');
    const again = ['2026-01-01T09:00:00.5+09:00 first', '2026-01-01T00:00:00.51Z second'];
    expect(cursor.take(again)).toEqual(['second']);
  });
});
