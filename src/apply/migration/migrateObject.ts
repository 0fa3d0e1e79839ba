import type { ConfirmedChange } from '../../cluster/change/confirm.ts';
import { fieldManager } from '../../cluster/change/serverSideApply.ts';
import type { Connection } from '../../cluster/connection.ts';
import { isFailure } from '../../cluster/failure.ts';
import { objectMeta, objectPath } from '../../cluster/resource.ts';
import { persist } from '../persist.ts';
import type { KnownObject } from '../tryObject.ts';
import { clientSideManagers, migratedFields } from './clientSide.ts';

/** So often the object is read again after somebody changed it in between. */
const attempts = 5;

/**
 * Makes ours what `kubectl apply` owns of an object, where it still does; nothing else of the object changes. Rejects with a
 * ClusterFailure, `response.conflict` where the object kept changing, or an AbortError.
 */
export async function migrateObject(
  connection: Connection,
  confirmed: ConfirmedChange,
  { api, namespace, name }: KnownObject,
  signal: AbortSignal,
): Promise<void> {
  const path = objectPath(api, namespace, name);
  for (let attempt = 1; ; attempt += 1) {
    const { value } = await persist(() => connection.get({ path, signal }), signal);
    const object: unknown = value.json();
    const managers = clientSideManagers(object);
    if (managers.length === 0) return;
    const body = [
      {
        op: 'replace',
        path: '/metadata/managedFields',
        value: migratedFields(object, managers, fieldManager),
      },
      // Refused where the object is another one by now.
      { op: 'replace', path: '/metadata/resourceVersion', value: objectMeta(object).resourceVersion },
    ];
    const request = {
      method: 'PATCH',
      path,
      contentType: 'application/json-patch+json',
      body,
      signal,
    } as const;
    try {
      // The resource version makes a repeated one harmless.
      await persist(() => connection.write(confirmed, request), signal);
      return;
    } catch (error) {
      if (!isFailure(error, 'response.conflict') || attempt === attempts) throw error;
    }
  }
}
