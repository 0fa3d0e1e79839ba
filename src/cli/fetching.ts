import type { Need, Snapshot } from '../kustomize/snapshot.ts';
import { createBlockingSnapshot } from '../node/blockingSnapshot.ts';
import type { CommandIo } from './command.ts';
import type { FetchTools } from './fetchTools.ts';

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
  let tools: FetchTools | undefined;
  return {
    entry: path => disk.entry(path),
    remote: request => tools?.fetchers.remote(request),
    chart: request => tools?.fetchers.chart(request),
    async load(needs) {
      tools ??= (await import('./fetchTools.ts')).openFetchTools(io);
      await tools.fetchers.load(needs, tools.signal);
    },
  };
}
