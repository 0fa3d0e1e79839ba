import type { Connection } from '../../cluster/connection.ts';
import { createDiscovery } from '../../cluster/discovery.ts';
import { ClusterFailure } from '../../cluster/failure.ts';
import { concurrently, requestLimit } from '../concurrently.ts';
import { describeObject } from '../objectName.ts';
import { isConnectionFailure, persist } from '../persist.ts';
import { isContainer, lookInto } from './containers.ts';
import { isUsable, usersIn, usesOf } from './inUse.ts';
import type { PlannedSet, PruneCandidate, PrunedObject } from './plannedSet.ts';

/** What is about to be deleted of a set. */
export interface Deleting {
  readonly set: PlannedSet;
  readonly connection: Connection;
  readonly signal: AbortSignal;
}

/**
 * What is not deleted after all: ConfigMaps and Secrets that somebody who stays has come to use since they were shown, and
 * Namespaces and definitions with more than was shown. What cannot be looked at is not deleted either. Never rejects for a failure.
 */
export async function sparedSince(
  deleting: Deleting,
  candidates: readonly PruneCandidate[],
): Promise<ReadonlyMap<PruneCandidate, PrunedObject>> {
  const spared = [...(await newlyUsed(deleting, candidates)), ...(await newlyHolding(deleting, candidates))];
  return new Map(spared.map(each => [each.candidate, each]));
}

/** The outcome of what could not be deleted. */
export function notDeleted(candidate: PruneCandidate, error: unknown): PrunedObject {
  if (!(error instanceof ClusterFailure)) return { candidate, outcome: 'not-done' };
  const message = 'message' in error.params ? error.params.message : error.code;
  return { candidate, outcome: isConnectionFailure(error) ? 'not-done' : 'failed', message };
}

async function newlyUsed(
  { connection, signal }: Deleting,
  candidates: readonly PruneCandidate[],
): Promise<readonly PrunedObject[]> {
  const going = new Set(candidates.map(({ uid }) => uid));
  const byNamespace = Map.groupBy(candidates.filter(isUsable), ({ namespace }) => namespace ?? '');
  const spared = await concurrently([...byNamespace], requestLimit, async ([namespace, usable]) => {
    try {
      const { value: users } = await persist(() => usersIn(connection, namespace, signal), signal);
      const uses = usesOf(users, { going, rendered: [] });
      return usable.flatMap(candidate => {
        const message = uses.get(`${candidate.kind}/${candidate.name}`);
        return message === undefined ? [] : [{ candidate, outcome: 'in-use', message } as const];
      });
    } catch (error) {
      return usable.map(candidate => notDeleted(candidate, error));
    }
  });
  return spared.flat();
}

async function newlyHolding(
  { set, connection, signal }: Deleting,
  candidates: readonly PruneCandidate[],
): Promise<readonly PrunedObject[]> {
  const containers = candidates.filter(isContainer);
  if (containers.length === 0) return [];
  try {
    const { value: discovery } = await persist(() => createDiscovery(connection).discover(signal), signal);
    const input = { connection, discovery, name: set, objects: [], signal, candidates, kept: set.kept };
    const now = await concurrently(containers, 4, async candidate => {
      const more = newlyIn(candidate, await lookInto(input, candidate));
      return more === undefined ? [] : [{ candidate, outcome: 'changed', message: more } as const];
    });
    return now.flat();
  } catch (error) {
    return containers.map(candidate => notDeleted(candidate, error));
  }
}

/** What is in a container that was not shown. */
function newlyIn(shown: PruneCandidate, now: Awaited<ReturnType<typeof lookInto>>): string | undefined {
  if ('reason' in now) return now.reason.kind === 'holds' ? now.reason.object : '';
  const known = new Set(shown.takes.map(describeKey));
  const more = now.takes.find(each => !known.has(describeKey(each)));
  return more === undefined ? undefined : describeObject(more);
}

function describeKey(object: PruneCandidate['takes'][number]): string {
  return `${object.apiVersion} ${describeObject(object)}`;
}
