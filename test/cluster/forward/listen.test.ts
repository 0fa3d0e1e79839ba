import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { nextFreePort } from '../../../src/cluster/forward/listen.ts';

/** A port that somebody listens on, on one address. */
async function takenPort(host: string): Promise<number> {
  const server = createServer().listen(0, host);
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return (server.address() as AddressInfo).port;
}

describe('the next free port', () => {
  test('is none that is taken, and none of those that the forward itself is to have', async () => {
    const port = await takenPort('127.0.0.1');
    const free = await nextFreePort(port);
    expect(free).not.toBe(port);
    const other = await nextFreePort(port, ['127.0.0.1'], [free, free + 1]);
    expect([port, free, free + 1]).not.toContain(other);
  });

  // Other systems have one loopback address only.
  const testOnLinux = test.skipIf(process.platform !== 'linux');
  testOnLinux('is free where the forward is going to listen, wherever else it is taken', async () => {
    const port = await takenPort('127.0.0.2');
    expect(await nextFreePort(port, ['127.0.0.3'])).toBe(port);
    expect(await nextFreePort(port, ['127.0.0.2'])).not.toBe(port);
  });

  test('behind the last one is among the first that need no rights', async () => {
    for (const from of [65_536, 80]) {
      const port = await nextFreePort(from);
      expect(port).toBeGreaterThanOrEqual(1024);
      expect(port).toBeLessThan(2048);
    }
  });

  test('is not looked for on an address that this machine has not', async () => {
    await expect(nextFreePort(8080, ['192.0.2.1'])).rejects.toMatchObject({
      code: 'forward.no-local-address',
    });
  });
});
