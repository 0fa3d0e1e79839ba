import { workspace } from 'vscode';
import { setNameOf } from '../../apply/set/applySet.ts';
import { workingTreeOf } from '../../node/gitRepository.ts';
import { realPath } from '../../node/realPath.ts';
import { repositoryQuestions } from '../../node/repositoryIdentity.ts';
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
/** Remotes change seldom, and to ask for them runs git. */
const knownMilliseconds = 300_000;

/**
 * Looks at the disk for a directory (absolute path) now and then. Git is asked in the background, where the workspace is
 * trusted; `onChange` tells that it has answered.
 */
export function createPlaces(onChange: () => void): (directory: string) => KustomizationPlace {
  const places = new Map<
    string,
    { readonly until: number; readonly place: Omit<KustomizationPlace, 'identity'> }
  >();
  const identities = new Map<string, { readonly until: number; readonly identity: SetPlace['identity'] }>();

  function placeOf(directory: string): Omit<KustomizationPlace, 'identity'> {
    const known = places.get(directory);
    if (known !== undefined && known.until > Date.now()) return known.place;
    const root = repositoryPath(directory);
    const real = realPath(directory);
    const repository = workingTreeOf(`${real}/.`);
    const place = { root, setName: setNameOf(root), directory: real, repository };
    places.set(directory, { until: Date.now() + freshMilliseconds, place });
    return place;
  }

  function identityOf(top: string): SetPlace['identity'] {
    const known = identities.get(top);
    const identity = known === undefined ? 'unknown' : known.identity;
    if ((known !== undefined && known.until > Date.now()) || !workspace.isTrusted) return identity;
    const until = Date.now() + knownMilliseconds;
    identities.set(top, { until, identity });
    const { signal } = new AbortController();
    const told = (answer: SetPlace['identity']) => {
      identities.set(top, { until, identity: answer });
      onChange();
    };
    // What git cannot say stays as it was.
    void repositoryQuestions(top, process.env, signal)
      .identity()
      .then(told, () => {});
    return identity;
  }

  return directory => {
    const place = placeOf(directory);
    return { ...place, identity: place.repository && identityOf(place.repository.top) };
  };
}
