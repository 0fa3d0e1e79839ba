import { setTimeout as sleep } from 'node:timers/promises';
import { ClusterFailure, type ClusterFailureCode } from '../failure.ts';

/** How long to try, and when to try again. */
export interface Patience {
  readonly seconds: number;
  readonly signal: AbortSignal;
  /** Why it failed where a try took so long by itself. */
  readonly tooLate: () => ClusterFailure;
  /** Resolves with the next change that may help. */
  readonly nextChange: () => Promise<void>;
}

const hopeless: ReadonlySet<ClusterFailureCode> = new Set([
  'response.forbidden',
  'forward.forbidden',
  'forward.websocket-blocked',
  'forward.no-port',
  'forward.not-tcp',
  'forward.external-name',
  'forward.no-selector',
  'forward.no-kind',
]);
const firstPause = 100;
const longestPause = 2000;

/** Only somebody else can mend it; a connection need not wait. */
export function isHopeless({ code }: ClusterFailure): boolean {
  return hopeless.has(code);
}

/**
 * Tries after every change and pause until it succeeds or the failure is hopeless, for so many seconds at most: the signal
 * that a try gets aborts then, with the failure as its reason. Rejects with the latest ClusterFailure or an AbortError.
 */
export async function keepTrying<T>(
  attempt: (signal: AbortSignal) => Promise<T>,
  { seconds, signal, tooLate, nextChange }: Patience,
): Promise<T> {
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(tooLate()), seconds * 1000).unref();
  const inTime = AbortSignal.any([signal, late.signal]);
  const until = performance.now() + seconds * 1000;
  try {
    for (let pause = firstPause; ; pause = Math.min(pause * 2, longestPause)) {
      const change = nextChange();
      try {
        return await attempt(inTime);
      } catch (error) {
        const reason: unknown = inTime.aborted ? inTime.reason : error;
        if (!(reason instanceof ClusterFailure) || isHopeless(reason)) throw reason;
        if (performance.now() + pause > until) throw reason;
      }
      await wakeUp(change, pause);
      signal.throwIfAborted();
    }
  } finally {
    clearTimeout(timer);
  }
}

/** Resolves with the change, or after so many milliseconds without one. */
async function wakeUp(change: Promise<void>, milliseconds: number): Promise<void> {
  const waking = new AbortController();
  const pause = sleep(milliseconds, undefined, { signal: waking.signal, ref: false });
  await Promise.race([change, pause.catch(() => {})]);
  waking.abort();
}
