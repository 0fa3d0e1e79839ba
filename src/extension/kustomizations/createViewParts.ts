import type { KustomizationServer } from '../languageServer.ts';
import type { Services } from '../services.ts';
import { createDeployedSets } from './deployedSets.ts';
import { createDistances } from './distances.ts';
import { createDriftChecks } from './driftChecks.ts';
import type { KustomizationList } from './kustomizationList.ts';
import { createPlaces } from './places.ts';
import type { ViewParts } from './viewParts.ts';

/** What the view's rows are made from; whoever makes it disposes its `distances`. */
export function createViewParts(services: ViewServices, onChange: () => void): ViewParts {
  const { list, server, log } = services;
  const placeOf = createPlaces(onChange);
  const distances = createDistances({
    async filesOf({ directory }) {
      const found = list.all.find(({ path }) => placeOf(path).directory === directory);
      if (found === undefined) return [];
      return server.request<readonly string[]>('kubewright/rootFiles', { directory: found.directory });
    },
    onChange,
    onFailure: error => log.warn(`git: ${String(error)}`),
  });
  return { list, placeOf, distances, checks: createDriftChecks(), sets: createDeployedSets(services) };
}

/** What the view is made with. */
export interface ViewServices extends Services {
  readonly list: KustomizationList;
  readonly server: KustomizationServer;
}
