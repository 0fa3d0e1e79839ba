import type { Clock } from './clock.ts';
import type { SlimObject } from './collection.ts';
import { emptyList, type ListEvent, type ListState, reduce } from './reducer.ts';

/** The present state of a list and the way events get into it. */
export interface HeldList<T extends SlimObject> {
  readonly current: ListState<T>;
  /** Takes events in now, behind those that wait. */
  take(events: readonly ListEvent<T>[]): void;
  /** Takes events in soon: the first at once, those right behind it together. */
  enqueue(events: readonly ListEvent<T>[]): void;
}

/** Events closer together than this are taken in as one batch. */
const batchMilliseconds = 20;

/** `onChange` is called when items changed, until the signal aborts. */
export function holdList<T extends SlimObject>(
  onChange: () => void,
  clock: Clock,
  signal: AbortSignal,
): HeldList<T> {
  let current: ListState<T> = emptyList();
  let waiting: ListEvent<T>[] = [];
  let pausing = false;

  function take(events: readonly ListEvent<T>[]): void {
    const batch = waiting.length === 0 ? events : [...waiting, ...events];
    waiting = [];
    if (batch.length === 0 || signal.aborted) return;
    const before = current;
    current = reduce(current, batch);
    if (current.items !== before.items) onChange();
  }

  return {
    get current() {
      return current;
    },
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
