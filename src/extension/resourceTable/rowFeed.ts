import type { TableRow } from '../../webview/resourceTable/protocol.ts';

/** What is sent to a page at once. */
export interface RowBatch {
  readonly batch: number;
  /** The page forgets all that it had before. */
  readonly fresh: boolean;
  /** With it the page has all rows that there were at the last `restart`. */
  readonly whole: boolean;
  readonly set: readonly TableRow[];
  readonly deleted: readonly string[];
}

/** Where rows come from and go to. */
export interface RowFeedParts {
  /** The row as it is now; `undefined` where the object is gone. */
  readonly rowOf: (key: string) => TableRow | undefined;
  readonly send: (batch: RowBatch) => void;
  /** Runs work soon, after what else waits. */
  readonly soon: (work: () => void) => void;
}

/**
 * Brings changes to a page: a part in each turn of the event loop, so that nothing else waits for a long list, and no
 * more than the page takes in, so that of an object that changes often only the latest state is sent.
 */
export interface RowFeed {
  /** Rows that are different, or gone. */
  changed(keys: Iterable<string>): void;
  /** The page took a batch in. */
  taken(batch: number): void;
  /** The page knows nothing, or nothing of what is shown from now on; `keys` are all there are. */
  restart(keys: Iterable<string>): void;
  /** Nothing is sent until the next `restart`. */
  pause(): void;
}

const largestBatch = 250;
/** To make the rows of a batch; sending it takes as long again. */
const mostMilliseconds = 5;
/** On their way to the page at once. */
const mostUnderWay = 3;

/** A feed that waits for its first `restart`. */
export function createRowFeed({ rowOf, send, soon }: RowFeedParts): RowFeed {
  let dirty = new Set<string>();
  let paused = true;
  let fresh = true;
  let asked = false;
  let last = 0;
  /** How many of what is dirty the page has never had: they are the first. */
  let owed = 0;
  /** Batches up to this one were taken in, or are of a page that is gone. */
  let done = 0;

  function pump(): void {
    if (asked || paused || (dirty.size === 0 && !fresh) || last - done >= mostUnderWay) return;
    asked = true;
    soon(() => {
      asked = false;
      if (paused) return;
      sendSome();
      pump();
    });
  }

  function sendSome(): void {
    const set: TableRow[] = [];
    const deleted: string[] = [];
    const until = performance.now() + mostMilliseconds;
    for (const key of dirty) {
      if (set.length + deleted.length >= largestBatch || performance.now() > until) break;
      dirty.delete(key);
      const row = rowOf(key);
      if (row === undefined) deleted.push(key);
      else set.push(row);
    }
    last += 1;
    owed = Math.max(0, owed - set.length - deleted.length);
    send({ batch: last, fresh, whole: owed === 0, set, deleted });
    fresh = false;
  }

  return {
    changed(keys) {
      if (paused) return;
      for (const key of keys) dirty.add(key);
      pump();
    },
    taken(batch) {
      done = Math.max(done, Math.min(batch, last));
      pump();
    },
    restart(keys) {
      dirty = new Set(keys);
      owed = dirty.size;
      paused = false;
      fresh = true;
      done = last;
      pump();
    },
    pause() {
      paused = true;
      dirty = new Set();
    },
  };
}
