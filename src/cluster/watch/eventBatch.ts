import type { Clock } from '../clock.ts';

/** Events on their way into a list. */
export interface EventBatch<E> {
  /** Now, behind those that wait. */
  take(events: readonly E[]): void;
  /** Soon: the first at once, those right behind it together. */
  enqueue(events: readonly E[]): void;
}

/** Events closer together than this are taken in as one batch. */
const batchMilliseconds = 20;

/** `onBatch` gets every event once and in order, until the signal aborts. */
export function createEventBatch<E>(
  onBatch: (events: readonly E[]) => void,
  clock: Clock,
  signal: AbortSignal,
): EventBatch<E> {
  let waiting: E[] = [];
  let pausing = false;

  function take(events: readonly E[]): void {
    const batch = waiting.length === 0 ? events : [...waiting, ...events];
    waiting = [];
    if (batch.length > 0 && !signal.aborted) onBatch(batch);
  }

  return {
    take,
    enqueue(events) {
      if (pausing) {
        for (const event of events) waiting.push(event);
        return;
      }
      take(events);
      pausing = true;
      clock.sleep(batchMilliseconds, signal).then(
        () => {
          pausing = false;
          take([]);
        },
        () => {},
      );
    },
  };
}
