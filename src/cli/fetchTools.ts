import { userCacheFolder } from '../git/cache.ts';
import { createRemotes, type Remotes } from '../git/remotes.ts';
import { type Charts, createCharts } from '../node/charts.ts';
import type { CommandIo } from './command.ts';

/** What fetches repositories and files and renders charts, until `signal` says that the user wants it no more. */
export interface FetchTools {
  readonly remotes: Remotes;
  readonly charts: Charts;
  readonly signal: AbortSignal;
}

/** Tools that keep what they fetch in the user's cache. From then on Ctrl-C aborts the signal. */
export function openFetchTools({ env, cwd, interrupted }: CommandIo): FetchTools {
  const folder = userCacheFolder(env);
  return {
    remotes: createRemotes({ folder, env }),
    charts: createCharts({ folder, env, cwd }),
    signal: interrupted(),
  };
}
