import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Asks again and again until the answer is something (not undefined, not false), and gives that. What `ask` throws
 * counts as no answer yet. Fails after `timeout` ms (30 s where absent) with what was waited for and the last error.
 */
export async function until<T>(
  what: string,
  ask: () => T | undefined | false | Promise<T | undefined | false>,
  options: { readonly timeout?: number; readonly interval?: number } = {},
): Promise<T> {
  const timeout = options.timeout ?? 30_000;
  const deadline = Date.now() + timeout;
  let last: unknown;
  for (;;) {
    try {
      const answer = await ask();
      if (answer !== undefined && answer !== false) return answer;
      last = undefined;
    } catch (error) {
      last = error;
    }
    if (Date.now() > deadline) {
      throw new Error(`${what}: not within ${timeout / 1000} s`, { cause: last });
    }
    await sleep(options.interval ?? 50);
  }
}
