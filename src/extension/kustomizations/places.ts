import { setNameOf } from '../../apply/set/applySet.ts';
import { workingTreeOf } from '../../node/gitRepository.ts';
import { realPath } from '../../node/realPath.ts';
import { repositoryPath } from '../../node/repositoryPath.ts';
import type { SetPlace } from './targetsOf.ts';

/** Where a kustomization lies. */
export interface KustomizationPlace extends SetPlace {
  /** Its real path. */
  readonly directory: string;
  /** The top of its repository, and git's own folder; `undefined` where it lies in none. */
  readonly repository: { readonly top: string; readonly git: string } | undefined;
}

/** A repository may be made at any time, and rows are drawn often. */
const freshMilliseconds = 30_000;

/** Looks at the disk for a directory (absolute path) now and then. */
export function createPlaces(): (directory: string) => KustomizationPlace {
  const places = new Map<string, { readonly until: number; readonly place: KustomizationPlace }>();
  return directory => {
    const known = places.get(directory);
    if (known !== undefined && known.until > Date.now()) return known.place;
    const root = repositoryPath(directory);
    const real = realPath(directory);
    const place = {
      root,
      setName: setNameOf(root),
      directory: real,
      repository: workingTreeOf(`${real}/.`),
    };
    places.set(directory, { until: Date.now() + freshMilliseconds, place });
    return place;
  };
}
