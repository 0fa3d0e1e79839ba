import { setTimeout as delay } from 'node:timers/promises';

/** Time as a reflector sees it; tests give one of their own. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Rejects with an AbortError once the signal aborts. */
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>;
  /** From 0 up to and without 1. */
  random(): number;
}

/** The real one; its sleep keeps no process alive. */
export const systemClock: Clock = {
  now: Date.now,
  sleep: (milliseconds, signal) => delay(milliseconds, undefined, { signal, ref: false }),
  random: Math.random,
};
