import { isAbort } from '../abort.ts';
import { backoff } from '../backoff.ts';
import { type Clock, systemClock } from '../clock.ts';
import type { Connection } from '../connection.ts';
import { ClusterFailure, isFailure } from '../failure.ts';
import { type TableContent, tableRequest } from '../table/table.ts';
import type { Query, ReadRequest } from '../transport/request.ts';
import type { CollectionChange, CollectionState, SlimObject } from './collection.ts';
import { createEventBatch, type EventBatch } from './eventBatch.ts';
import { listPages } from './listPages.ts';
import { createObjectList, type ListEvent, type ObjectList } from './objectList.ts';
import { watchDecoder } from './watchLines.ts';

/** What a reflector follows, and how. */
export interface ReflectorOptions<T extends SlimObject> {
  readonly connection: Pick<Connection, 'context' | 'server' | 'get' | 'stream'>;
  /** Of the collection. */
  readonly path: string;
  /** Selectors. */
  readonly query?: Query;
  /** Asks for the server's table, see `table.ts`. */
  readonly table?: TableContent | undefined;
  readonly slim: (object: unknown) => T;
  /** With what came, in its order, before the items change: for whoever wants every step and not only where it led. */
  readonly onEvents?: (events: readonly ListEvent<T>[]) => void;
  /** After items or state changed; `change` says which items did. */
  readonly onChange: (change: CollectionChange<T> | undefined) => void;
  readonly clock?: Clock;
}

/**
 * Keeps a collection as it is on the server: one list, then one watch, for as long as it can go on. What the server cannot
 * watch is listed again and again.
 */
export interface Reflector<T extends SlimObject> {
  readonly list: ObjectList<T>;
  readonly state: CollectionState;
  /** Ends the watch; nothing is called afterwards. */
  stop(): void;
}

/** Servers send a bookmark about every minute, so a watch this silent is dead. */
const silentMilliseconds = 180_000;
/** A watch from an aged version is answered with 200 and only then told that it is gone. */
const probationMilliseconds = 100;
/** How long the last known objects pass for the present while there is no watch that follows them. */
const unwatchedMilliseconds = 3000;
/** How often a collection is listed that cannot be watched. */
const pollSeconds = 30;
/** A watch that lasted this long worked, as one that brought anything did: the next failure is a first one again. */
const provenMilliseconds = 5000;

/** Starts at once. */
export function startReflector<T extends SlimObject>(options: ReflectorOptions<T>): Reflector<T> {
  const clock = options.clock ?? systemClock;
  const stopping = new AbortController();
  const { signal } = stopping;
  let state: CollectionState = { kind: 'connecting' };
  const list = createObjectList<T>();
  const batch = createEventBatch<ListEvent<T>>(
    events => {
      options.onEvents?.(events);
      const change = list.take(events);
      if (change !== undefined) options.onChange(change);
    },
    clock,
    signal,
  );
  const setState = (next: CollectionState) => {
    if (signal.aborted) return;
    state = next;
    options.onChange(undefined);
  };
  follow(options, { list, batch }, setState, clock, signal).catch(error => {
    if (!isAbort(error)) throw error;
  });
  return {
    list,
    get state() {
      return state;
    },
    stop() {
      stopping.abort();
      state = { kind: 'stopped' };
    },
  };
}

/** A list and the way events get into it. */
interface Filling<T extends SlimObject> {
  readonly list: ObjectList<T>;
  readonly batch: EventBatch<ListEvent<T>>;
}

/** Lists and watches until the signal aborts. */
async function follow<T extends SlimObject>(
  options: ReflectorOptions<T>,
  filling: Filling<T>,
  setState: (state: CollectionState) => void,
  clock: Clock,
  signal: AbortSignal,
): Promise<void> {
  const { context, server } = options.connection;
  let failures = 0;
  let isPolled = false;
  const unwatched = unwatchedAlarm(() => {
    const params = { context, server, seconds: unwatchedMilliseconds / 1000 };
    const failure = new ClusterFailure('connection.timeout', params);
    setState({ kind: 'retrying', failure, retryAt: clock.now() });
  }, signal);
  while (!signal.aborted) {
    let began = Number.POSITIVE_INFINITY;
    let from: string | undefined;
    const proven = () => clock.now() - began >= provenMilliseconds || filling.list.resourceVersion !== from;
    try {
      const fresh = filling.list.resourceVersion === undefined;
      if (fresh) await listAll(options, filling, signal);
      // Servers such as that of metrics have nothing to watch, and say so by a list without a version or by a 405.
      if (isPolled || filling.list.resourceVersion === undefined) {
        failures = 0;
        unwatched.end();
        setState({ kind: 'live', pollSeconds });
        await clock.sleep(pollSeconds * 1000, signal);
        filling.batch.take([{ type: 'gone' }]);
        continue;
      }
      began = clock.now();
      from = filling.list.resourceVersion;
      const onLive = () => {
        unwatched.end();
        setState({ kind: 'live' });
      };
      const probation = fresh ? undefined : () => clock.sleep(probationMilliseconds, signal);
      await watch(options, filling, onLive, probation, signal);
      unwatched.begin();
      // Some proxies end watches at once; to come back without a pause would be a busy loop. Servers with too much to do
      // end them behind some events, and the next one goes on from there.
      if (!proven() && failures > 0) throw new ClusterFailure('connection.reset', { context, server });
      failures = proven() ? 0 : failures + 1;
    } catch (error) {
      if (signal.aborted) return;
      const failure = asFailure(error, options);
      if (filling.list.resourceVersion !== undefined && isNotAllowed(failure)) {
        isPolled = true;
        continue;
      }
      failures = proven() ? 1 : failures + 1;
      if (failure.code === 'response.gone') {
        filling.batch.take([{ type: 'gone' }]);
        // A resource version that has aged is no trouble the first time.
        if (failures === 1) {
          unwatched.begin();
          continue;
        }
      }
      unwatched.end();
      const wait = backoff(failures, failure, clock);
      setState({ kind: 'retrying', failure, retryAt: clock.now() + wait });
      await clock.sleep(wait, signal);
    }
  }
}

/** To a watch: the method is not supported. */
function isNotAllowed(failure: ClusterFailure): boolean {
  return isFailure(failure, 'response.status') && failure.params.status === 405;
}

/** Calls `onLate` where the time between `begin` and `end` gets too long; never after the signal. */
function unwatchedAlarm(onLate: () => void, signal: AbortSignal): { begin(): void; end(): void } {
  let timer: NodeJS.Timeout | undefined;
  const end = () => clearTimeout(timer);
  signal.addEventListener('abort', end, { once: true });
  return {
    begin() {
      end();
      if (!signal.aborted) timer = setTimeout(onLate, unwatchedMilliseconds).unref();
    },
    end,
  };
}

async function listAll<T extends SlimObject>(
  { connection, path, query, table, slim }: ReflectorOptions<T>,
  { list, batch }: Filling<T>,
  signal: AbortSignal,
): Promise<void> {
  const first = list.items.size === 0;
  const objects: T[] = [];
  for await (const page of listPages(connection, path, asking(query, table), slim, signal)) {
    for (const object of page.objects) objects.push(object);
    const events: ListEvent<T>[] = [{ type: 'columns', columns: page.columns }];
    if (page.isLast) {
      events.push({ type: 'listed', objects, resourceVersion: page.resourceVersion });
    } else if (first) {
      events.push({ type: 'page', objects: page.objects });
    }
    batch.take(events);
  }
}

/**
 * Returns where the server ends the watch in good order, which it does every half an hour or so. Calls `onLive` at
 * once, or where there is a probation behind it or behind the first event.
 */
async function watch<T extends SlimObject>(
  { connection, path, query, table, slim }: ReflectorOptions<T>,
  { list, batch }: Filling<T>,
  onLive: () => void,
  probation: (() => Promise<void>) | undefined,
  signal: AbortSignal,
): Promise<void> {
  const { context, server } = connection;
  const { resourceVersion } = list;
  const silence = new AbortController();
  const asked = asking(query, table);
  const answer = await connection.stream({
    path,
    ...asked,
    query: { ...asked.query, watch: true, allowWatchBookmarks: true, resourceVersion },
    signal: AbortSignal.any([signal, silence.signal]),
  });
  let waiting = true;
  const live = () => {
    if (waiting) onLive();
    waiting = false;
  };
  if (probation === undefined) live();
  else probation().then(live, () => {});
  const decoder = watchDecoder({ context, server, path }, slim);
  const alarm = setTimeout(() => silence.abort(), silentMilliseconds).unref();
  try {
    for await (const chunk of answer.body) {
      alarm.refresh();
      const events: ListEvent<T>[] = [];
      try {
        decoder.decode(chunk, events);
      } finally {
        // What came before a broken line is good, and where the next watch goes on.
        batch.enqueue(events);
      }
      if (events.length > 0) live();
    }
    decoder.end();
  } catch (error) {
    if (!silence.signal.aborted) throw error;
    throw new ClusterFailure('connection.timeout', { context, server, seconds: silentMilliseconds / 1000 });
  } finally {
    waiting = false;
    clearTimeout(alarm);
    batch.take([]);
  }
}

function asking(
  query: Query | undefined,
  content: TableContent | undefined,
): Pick<ReadRequest, 'query' | 'headers'> {
  if (content === undefined) return { query: query ?? {} };
  const table = tableRequest(content);
  return { headers: table.headers, query: { ...query, ...table.query } };
}

/** A view's `slim` may stumble over an object of a shape nobody expected; that must not end the reflector. */
function asFailure<T extends SlimObject>(
  error: unknown,
  { connection, path }: ReflectorOptions<T>,
): ClusterFailure {
  if (error instanceof ClusterFailure) return error;
  const reason = error instanceof Error ? error.message : String(error);
  return new ClusterFailure('response.malformed', { context: connection.context, path, reason }, error);
}
