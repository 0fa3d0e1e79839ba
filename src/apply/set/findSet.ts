import type { Connection } from '../../cluster/connection.ts';
import { isFailure } from '../../cluster/failure.ts';
import { concurrently, requestLimit } from '../concurrently.ts';
import { type SetName, setNameBeside } from './applySet.ts';
import { isForeign, readParent } from './parent.ts';
import { parentsIn } from './parentsNamed.ts';
import { relationOf } from './repository.ts';
import type { SetInput } from './setInput.ts';
import type { SetOptions } from './setOptions.ts';
import { isAppliedFrom } from './setSource.ts';

/** Where a set is, or will be. */
export type FoundSet = Pick<SetInput, 'name' | 'parent' | 'obstacle' | 'beside'>;

/** Where a set may be. */
export interface SetPlaces {
  /** Those of its objects. */
  readonly namespaces: readonly string[];
  /** For objects that name none. */
  readonly fallback: string;
}

/**
 * The namespace of the parent: where it is already, among those of the objects and the default one; else that of all
 * objects, or the first of their names. A set that nobody named is also found by what it was last applied from; where another
 * repository has a set of its name, it gets a name of its own. Rejects with a ClusterFailure.
 */
export async function findSet(
  connection: Connection,
  options: SetOptions,
  { namespaces, fallback }: SetPlaces,
  signal: AbortSignal = new AbortController().signal,
): Promise<FoundSet> {
  const { name, isNamed, origin } = options;
  const places = [...new Set([...namespaces, fallback])];
  const found = await concurrently(places, requestLimit, namespace =>
    lookAt(connection, { name, namespace }, signal),
  );
  const [first = { name: { name, namespace: fallback }, parent: undefined }] = found;
  const named = found.find(({ parent }) => parent !== undefined);
  const repository = origin?.repository;
  if (isNamed !== false || repository === undefined) return named ?? first;
  const isOthers = relationOf(named?.parent?.repository, repository) === 'other';
  if (named !== undefined && !isOthers) return named;
  const lists = await concurrently(places, requestLimit, namespace =>
    parentsIn(connection, namespace, signal),
  );
  const own = lists.flat().find(({ parent }) => !isForeign(parent) && isAppliedFrom(parent, origin));
  if (own !== undefined || named?.parent === undefined) return own ?? first;
  const other = { name: setNameBeside(name, repository.remotes[0] ?? repository.root ?? ''), isNamed: true };
  const beside = { name: named.name, parent: named.parent };
  return { ...(await findSet(connection, other, { namespaces, fallback }, signal)), beside };
}

async function lookAt(
  connection: Connection,
  name: SetName,
  signal: AbortSignal | undefined,
): Promise<FoundSet> {
  try {
    const place = await readParent(connection, name, signal);
    if (place.is === 'parent') return { name, parent: place.parent };
    return {
      name,
      parent: undefined,
      obstacle: place.is === 'taken' ? { code: 'apply.set-taken' } : undefined,
    };
  } catch (error) {
    // Only where the parent would be it matters that this user may not read it.
    if (!isFailure(error, 'response.forbidden')) throw error;
    const { message: reason } = error.params;
    return { name, parent: undefined, obstacle: { code: 'apply.set-refused', reason } };
  }
}
