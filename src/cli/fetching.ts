import type { Need, Snapshot } from '../kustomize/snapshot.ts';
import { createBlockingSnapshot } from '../node/blockingSnapshot.ts';
import type { Fetchers } from '../node/fetchers.ts';
import type { CommandIo } from './command.ts';

/** The disk with what was fetched and rendered, for one run of a command. */
export interface FetchingSnapshot extends Required<Snapshot> {
  /**
   * Fetches and renders what builds lacked; git, the network and helm are used here alone. Ctrl-C ends it: rejects with
   * an AbortError.
   */
  load(needs: readonly Need[]): Promise<void>;
}

/** Nothing fetched yet. What it takes to fetch is loaded only where something is. */
export function createFetchingSnapshot(io: CommandIo): FetchingSnapshot {
  const disk = createBlockingSnapshot();
  let opened: { readonly fetchers: Fetchers; readonly signal: AbortSignal } | undefined;
  return {
    entry: path => disk.entry(path),
    remote: request => opened?.fetchers.remote(request),
    chart: request => opened?.fetchers.chart(request),
    async load(needs) {
      if (opened === undefined) {
        const { createFetchers } = await import('../node/fetchers.ts');
        opened = { fetchers: createFetchers(io.env, io.cwd), signal: io.interrupted() };
      }
      await opened.fetchers.load(needs, opened.signal);
    },
  };
}
