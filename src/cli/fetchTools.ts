import { createFetchers, type Fetchers } from '../node/fetchers.ts';
import type { CommandIo } from './command.ts';

/** What fetches repositories and files and renders charts, until `signal` says that the user wants it no more. */
export interface FetchTools {
  readonly fetchers: Fetchers;
  readonly signal: AbortSignal;
}

/** Tools that keep what they fetch in the user's cache. From then on Ctrl-C aborts the signal. */
export function openFetchTools({ env, cwd, interrupted }: CommandIo): FetchTools {
  return { fetchers: createFetchers(env, cwd), signal: interrupted() };
}
