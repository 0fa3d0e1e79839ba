import type { AppliedFrom } from '../history/record.ts';
import { isForeign, type SetParent } from './parent.ts';
import { type RepositoryIdentity, relationOf } from './repository.ts';

/** What a set is applied from. */
export type SetSource = Pick<AppliedFrom, 'root' | 'repository'>;

/** What a set says of itself. */
interface Noted {
  readonly repository: RepositoryIdentity | undefined;
  readonly latest: { readonly root: string } | undefined;
}

/**
 * Whether a set of ours was last applied from there, whatever it is called: as the sets of a kustomization that was moved, or
 * that somebody gave a name. False where a repository is not known.
 */
export function isAppliedFrom({ repository, latest }: Noted, source: SetSource | undefined): boolean {
  if (source?.repository === undefined || latest?.root !== source.root) return false;
  return ['same', 'related'].includes(relationOf(repository, source.repository));
}

/** Whether a set of the same name may be of the same kustomization: nothing says that it is not. */
export function mayBeOf(parent: SetParent, source: SetSource | undefined): boolean {
  const { repository, latest } = parent;
  if (isForeign(parent) || relationOf(repository, source?.repository) === 'other') return false;
  return latest === undefined || source === undefined || latest.root === source.root;
}
