import type { Connection } from '../connection.ts';
import { isFailure } from '../failure.ts';
import { type ObjectMeta, objectPath, type ResourceId } from '../resource.ts';
import type { ConfirmedChange } from './confirm.ts';

/** One object that the user agreed to delete. */
export interface DeleteRequest {
  readonly resource: ResourceId;
  readonly metadata: Pick<ObjectMeta, 'namespace' | 'name' | 'uid'>;
  readonly signal?: AbortSignal;
}

/**
 * Deletes as kubectl does, in the background and with what the object owns; resolves once the server has taken it in,
 * which is before the object is gone. Only the very object that was agreed to: one that was made anew under its name
 * rejects with `response.conflict`. One that is gone already is fine.
 */
export async function deleteObject(
  connection: Connection,
  change: ConfirmedChange,
  { resource, metadata: { namespace, name, uid }, signal }: DeleteRequest,
): Promise<void> {
  try {
    await connection.write(change, {
      method: 'DELETE',
      path: objectPath(resource, namespace === '' ? undefined : namespace, name),
      body: {
        apiVersion: 'v1',
        kind: 'DeleteOptions',
        propagationPolicy: 'Background',
        ...(uid === '' ? {} : { preconditions: { uid } }),
      },
      signal,
    });
  } catch (error) {
    if (!isFailure(error, 'response.not-found')) throw error;
  }
}
