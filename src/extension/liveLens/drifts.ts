import type { Drift } from '../../apply/diff/drift.ts';
import type { ClusterFailure } from '../../cluster/failure.ts';
import type { ApiResource } from '../../cluster/resource.ts';
import type { ClusterSession } from '../clusterSessions.ts';
import { isClusterFailure } from '../failureText.ts';

/** What is known of the difference between a manifest and its object. */
export type DriftState =
  | { readonly is: 'asking' }
  | { readonly is: 'known'; readonly drift: Drift }
  | { readonly is: 'failed'; readonly failure: ClusterFailure };

/** An answer and what it was given for; either may have changed since. */
export interface KnownDrift {
  readonly state: DriftState;
  readonly json: string;
  /** Of the object when it was compared. */
  readonly resourceVersion: string;
}

/** An object in its cluster. */
export interface PlacedObject {
  readonly session: ClusterSession;
  readonly api: ApiResource;
  /** `undefined` for objects of the cluster. */
  readonly namespace: string | undefined;
  readonly name: string;
}

/** Asks the server, which tries an apply of the manifest (JSON text) and changes nothing. */
export async function compareObject(
  { session, api, namespace, name }: PlacedObject,
  json: string,
): Promise<DriftState> {
  const { readDrift } = await import('../../apply/diff/drift.ts');
  try {
    const drift = await readDrift(session.connection, { resource: api, namespace, name, json });
    return { is: 'known', drift };
  } catch (error) {
    if (isClusterFailure(error)) return { is: 'failed', failure: error };
    throw error;
  }
}
