import { setTimeout as delay } from 'node:timers/promises';

/**
 * Waits; rejects with an AbortError once the signal aborts. Keeps the process alive, unlike a watch's pause: a
 * command line that waits for a server has nothing else that would.
 */
export function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return delay(milliseconds, undefined, { signal });
}
