import type { DeployedSet, DeployedSets } from './deployedSets.ts';
import type { Distances } from './distances.ts';
import type { DriftChecks } from './driftChecks.ts';
import type { Kustomization, KustomizationList } from './kustomizationList.ts';
import type { KustomizationPlace } from './places.ts';
import { targetsOf } from './targetsOf.ts';

/** What the rows of the view are made from. */
export interface ViewParts {
  readonly list: KustomizationList;
  readonly sets: DeployedSets;
  readonly placeOf: (directory: string) => KustomizationPlace;
  readonly distances: Distances;
  readonly checks: DriftChecks;
}

/** The sets that a kustomization was applied as, as far as they are known, by context and namespace. */
export function targetsIn({ sets, placeOf }: ViewParts, { path }: Kustomization): readonly DeployedSet[] {
  const nameOf = ({ session, namespace }: DeployedSet) => `${session.kubeContext.name} ${namespace}`;
  return targetsOf(placeOf(path), sets.all).toSorted((one, other) =>
    nameOf(one) < nameOf(other) ? -1 : nameOf(one) > nameOf(other) ? 1 : 0,
  );
}
