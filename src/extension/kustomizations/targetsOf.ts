import type { SetHistory } from '../../apply/history/readSets.ts';

/** How a kustomization is known to sets. */
export interface SetPlace {
  /** Its directory below the repository. */
  readonly root: string;
  /** The name that its set has unless somebody gave it another. */
  readonly setName: string;
}

/**
 * The sets that a kustomization was applied as: those with its name, and those whose last record names its directory, which
 * were given a name by hand. A set of its name that was last applied from elsewhere is another one's.
 */
export function targetsOf<T extends Pick<SetHistory, 'name' | 'records'>>(
  { root, setName }: SetPlace,
  sets: readonly T[],
): readonly T[] {
  return sets.filter(({ name, records: [latest] }) =>
    latest === undefined ? name === setName : latest.root === root,
  );
}
