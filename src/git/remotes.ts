import { shownUrl } from '../kustomize/remote/problems.ts';
import { type RemoteRequest, requestKey } from '../kustomize/remote/request.ts';
import type { Remote } from '../kustomize/snapshot.ts';
import { type Answers, createAnswers } from './answers.ts';
import { openCache } from './cache.ts';
import { type FetchTools, fetchedRepository, fetchRepository } from './fetchRepository.ts';
import type { Environment } from './gitCommand.ts';
import { FetchFailure } from './gitFailure.ts';

/** Fetches under way at the same time. */
const width = 4;

/** What was fetched, for the `remote` of a snapshot. */
export type Remotes = Answers<RemoteRequest, Remote>;

/** Where things are kept, and what git and the network are used with. */
export interface RemotesOptions {
  readonly folder: string;
  readonly env: Environment;
}

/** Nothing fetched yet; git and the network are used by `load` alone. */
export function createRemotes({ folder, env }: RemotesOptions): Remotes {
  let cache: ReturnType<typeof openCache> | undefined;

  async function fetchOne(request: RemoteRequest, signal: AbortSignal): Promise<Remote> {
    cache ??= openCache(folder);
    const tools: FetchTools = { cache: await cache, env };
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
    }
  }

  return createAnswers({ keyOf: requestKey, answer: fetchOne, width });
}
