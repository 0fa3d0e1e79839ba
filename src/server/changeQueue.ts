import type { Change } from '../language/analysis.ts';

/** Gathers changes and hands them over together: the latest wins, what is under way for older ones is aborted. */
export interface ChangeQueue {
  push(change: Partial<Change>): void;
  /** Resolves once nothing is waiting or under way. */
  idle(): Promise<void>;
  /** Aborts what is under way and takes nothing more. */
  dispose(): void;
}

/**
 * Runs `handle` for one gathered change at a time. `handle` may reject once its signal is aborted; any other
 * rejection goes to `onFailure` and the queue goes on.
 */
export function createChangeQueue(
  handle: (change: Change, signal: AbortSignal) => Promise<void>,
  onFailure: (error: unknown) => void,
): ChangeQueue {
  let waiting = emptyChange();
  let running: { readonly controller: AbortController; readonly done: Promise<void> } | undefined;
  let scheduled: Promise<void> | undefined;
  let disposed = false;

  async function run(): Promise<void> {
    running?.controller.abort();
    await running?.done;
    scheduled = undefined;
    if (disposed) return;
    const change = waiting;
    waiting = emptyChange();
    const controller = new AbortController();
    const done = handle(toChange(change), controller.signal).catch(error => {
      if (!controller.signal.aborted) onFailure(error);
    });
    running = { controller, done };
  }

  return {
    push(change) {
      if (disposed) return;
      for (const kind of kinds) for (const path of change[kind] ?? []) waiting[kind].add(path);
      for (const root of change.added ?? []) waiting.removed.delete(root);
      for (const root of change.removed ?? []) waiting.added.delete(root);
      // One turn of the event loop: a burst of key presses that arrived together is one change.
      scheduled ??= new Promise<void>(resolve => setImmediate(resolve)).then(run);
    },
    async idle() {
      while (scheduled !== undefined || running !== undefined) {
        await scheduled;
        const current = running;
        await current?.done;
        if (scheduled === undefined && running === current) return;
      }
    },
    dispose() {
      disposed = true;
      running?.controller.abort();
    },
  };
}

const kinds = ['changed', 'added', 'removed'] as const;

type Gathered = Record<(typeof kinds)[number], Set<string>>;

function emptyChange(): Gathered {
  return { changed: new Set(), added: new Set(), removed: new Set() };
}

function toChange({ changed, added, removed }: Gathered): Change {
  return { changed: [...changed], added: [...added], removed: [...removed] };
}
