import type { SetHistory } from '../../apply/history/readSets.ts';
import { type RepositoryIdentity, relationOf } from '../../apply/set/repository.ts';

/** How a kustomization is known to sets. */
export interface SetPlace {
  /** Its directory below the repository. */
  readonly root: string;
  /** The name that its set has unless somebody gave it another. */
  readonly setName: string;
  /** Of its repository, `undefined` where it is in none; `unknown` as long as nobody has asked git. */
  readonly identity: RepositoryIdentity | undefined | 'unknown';
}

/**
 * The sets that a kustomization was applied as: those with its name, and those whose last record names its directory, which
 * were given a name by hand. A set of its name that was last applied from elsewhere, or from another repository, is another one's.
 */
export function targetsOf<T extends Pick<SetHistory, 'name' | 'records' | 'repository'>>(
  { root, setName, identity }: SetPlace,
  sets: readonly T[],
): readonly T[] {
  const isElsewhere = ({ repository }: T) =>
    identity !== 'unknown' && relationOf(repository, identity) === 'other';
  return sets.filter(set => {
    const [latest] = set.records;
    const isOfRoot = latest === undefined ? set.name === setName : latest.root === root;
    return isOfRoot && !isElsewhere(set);
  });
}
