import { userCacheFolder } from '../git/cache.ts';
import type { Environment } from '../git/gitCommand.ts';
import { createRemotes, type Remotes } from '../git/remotes.ts';
import type { Need } from '../kustomize/snapshot.ts';
import { type Charts, createCharts } from './charts.ts';

/** What a build lacks of the network and of helm: both sides of a snapshot that are not files. */
export interface Fetchers {
  readonly remote: Remotes['get'];
  readonly chart: Charts['get'];
  /** Fetches and renders what is among `needs`; files are left out. Rejects only with the signal's reason. */
  load(needs: readonly Need[], signal: AbortSignal): Promise<void>;
  /** Forgets everything that may have changed or failed since; gives the keys of the requests. */
  forget(): readonly string[];
}

/** Runs nothing yet: git, helm and the network are used by `load` alone. `cwd` is where helm runs. */
export function createFetchers(env: Environment, cwd: string): Fetchers {
  const folder = userCacheFolder(env);
  const remotes = createRemotes({ folder, env });
  const charts = createCharts({ folder, env, cwd });
  return {
    remote: remotes.get,
    chart: charts.get,
    async load(needs, signal) {
      const remote = needs.flatMap(need => (need.kind === 'remote' ? [need.request] : []));
      const chart = needs.flatMap(need => (need.kind === 'chart' ? [need.request] : []));
      await Promise.all([remotes.load(remote, signal), charts.load(chart, signal)]);
    },
    forget: () => [...remotes.forget(), ...charts.forget()],
  };
}
