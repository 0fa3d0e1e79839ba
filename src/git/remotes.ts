import { shownUrl } from '../kustomize/remote/problems.ts';
import { type RemoteRequest, requestKey } from '../kustomize/remote/request.ts';
import type { Remote } from '../kustomize/snapshot.ts';
import { openCache } from './cache.ts';
import { type FetchTools, fetchedRepository, fetchRepository } from './fetchRepository.ts';
import type { Environment } from './gitCommand.ts';
import { FetchFailure } from './gitFailure.ts';
import { createSingleFlight } from './singleFlight.ts';
import { createTurns } from './turns.ts';

/** Fetches under way at the same time. */
const width = 4;

/** What was fetched, for the `remote` of a snapshot. */
export interface Remotes {
  /** What a request came to; `undefined` where it was not fetched yet. The same object until `forget`. */
  get(request: RemoteRequest): Remote | undefined;
  /**
   * Fetches what is not known yet; failures become known as such. Requests that are under way are joined. Rejects only
   * with the signal's reason; what nobody waits for any more is given up.
   */
  load(requests: readonly RemoteRequest[], signal: AbortSignal): Promise<void>;
  /** Forgets everything that may have changed or failed since; gives the keys. */
  forget(): readonly string[];
}

/** Where things are kept and who is told of what is under way. */
export interface RemotesOptions {
  readonly folder: string;
  readonly env: Environment;
  /** Called when a fetch begins, with the URL as it may be shown; the function it gives, when it ended. */
  onFetch?(url: string): () => void;
}

/** Nothing fetched yet; git and the network are used by `load` alone. */
export function createRemotes({ folder, env, onFetch }: RemotesOptions): Remotes {
  const known = new Map<string, Remote>();
  const flights = createSingleFlight<Remote>();
  const turns = createTurns(width);
  let cache: ReturnType<typeof openCache> | undefined;

  async function fetchOne(request: RemoteRequest, signal: AbortSignal): Promise<Remote> {
    cache ??= openCache(folder);
    const tools: FetchTools = { cache: await cache, env };
    const ended = onFetch?.(shownUrl(request.form === 'url' ? request.url : request.repository));
    try {
      if (request.form === 'repository') return await fetchRepository(request, tools, signal);
      const pinned = request.orRepository && (await fetchedRepository(request.orRepository, tools));
      if (pinned !== undefined) return pinned;
      const { fetchFile } = await import('./httpFile.ts');
      return await fetchFile(request.url, tools, signal);
    } catch (error) {
      if (error instanceof FetchFailure) return { kind: 'failed', failure: error.failure };
      signal.throwIfAborted();
      const url = shownUrl(request.form === 'url' ? request.url : request.repository);
      const reason = error instanceof Error ? error.message : String(error);
      return { kind: 'failed', failure: { code: 'remote.unreachable', params: { url, reason } } };
    } finally {
      ended?.();
    }
  }

  async function load(request: RemoteRequest, signal: AbortSignal): Promise<void> {
    const key = requestKey(request);
    if (known.has(key)) return;
    const remote = await flights.run(key, fetching => turns.take(() => fetchOne(request, fetching)), signal);
    if (!known.has(key)) known.set(key, remote);
  }

  return {
    get: request => known.get(requestKey(request)),
    async load(requests, signal) {
      await Promise.all(requests.map(request => load(request, signal)));
    },
    forget() {
      const keys = [...known.keys()];
      known.clear();
      return keys;
    },
  };
}
