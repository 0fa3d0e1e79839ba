import { isAbort } from '../abort.ts';
import { backoff } from '../backoff.ts';
import { systemClock } from '../clock.ts';
import type { Connection } from '../connection.ts';
import { ClusterFailure, isFailure } from '../failure.ts';
import type { Query } from '../transport/request.ts';
import type { CollectionState, SlimObject } from '../watch/collection.ts';
import { listPages } from '../watch/listPages.ts';

/** Objects as the latest answer had them. */
export interface PolledObjects<T extends SlimObject> {
  readonly items: readonly T[];
  readonly state: CollectionState;
  /** Nothing is called afterwards. */
  stop(): void;
}

/** What to ask for. */
export interface PollOptions<T extends SlimObject> {
  readonly connection: Connection;
  /** Of the collection. */
  readonly path: string;
  /** Selectors. */
  readonly query: Query;
  /** Where `query` selects the one of that name. */
  readonly name: string | undefined;
  readonly slim: (object: unknown) => T;
  /** After objects or state changed. */
  readonly onChange: () => void;
}

/** A new connection waits for a pod much longer, and so seldom a list costs a server nothing. */
const pollMilliseconds = 3000;

/** Asks at once and then every few seconds; where lists are forbidden, for the object of the name alone. */
export function pollObjects<T extends SlimObject>(options: PollOptions<T>): PolledObjects<T> {
  const { onChange } = options;
  const stopping = new AbortController();
  const { signal } = stopping;
  let items: readonly T[] = [];
  let state: CollectionState = { kind: 'connecting' };

  async function poll(): Promise<void> {
    for (let failures = 0; ; ) {
      let wait = pollMilliseconds;
      let changed = true;
      try {
        const found = await ask(options, signal);
        changed = state.kind !== 'live' || versionsOf(found) !== versionsOf(items);
        items = found;
        state = { kind: 'live' };
        failures = 0;
      } catch (error) {
        if (!(error instanceof ClusterFailure)) throw error;
        failures += 1;
        wait = backoff(failures, error, systemClock);
        state = { kind: 'retrying', failure: error, retryAt: systemClock.now() + wait };
      }
      if (signal.aborted) return;
      if (changed) onChange();
      await systemClock.sleep(wait, signal);
    }
  }

  poll().catch(error => {
    if (!isAbort(error)) throw error;
  });
  return {
    get items() {
      return items;
    },
    get state() {
      return state;
    },
    stop: () => stopping.abort(),
  };
}

async function ask<T extends SlimObject>(
  { connection, path, query, name, slim }: PollOptions<T>,
  signal: AbortSignal,
): Promise<readonly T[]> {
  try {
    const found: T[] = [];
    for await (const page of listPages(connection, path, { query }, slim, signal))
      found.push(...page.objects);
    return found;
  } catch (error) {
    if (!isFailure(error, 'response.forbidden') || name === undefined) throw error;
  }
  try {
    const answer = await connection.get({ path: `${path}/${encodeURIComponent(name)}`, signal });
    return [slim(answer.json())];
  } catch (error) {
    if (isFailure(error, 'response.not-found')) return [];
    throw error;
  }
}

function versionsOf(objects: readonly SlimObject[]): string {
  return objects.map(({ metadata }) => `${metadata.uid}@${metadata.resourceVersion}`).join();
}
