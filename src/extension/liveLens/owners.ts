import type { ObjectIdentity } from '../../kustomize/objectIdentity.ts';
import type { ObjectAddress } from '../documents/documentUri.ts';
import { isClusterFailure } from '../failureText.ts';
import type { Services } from '../services.ts';
import { sessionOf } from '../sessionOf.ts';

/** Nobody builds longer chains; a circle would be one. */
const mostOwners = 5;

/** The controllers above an object, nearest first, for as long as they can be read. */
export async function* ownersOf(
  address: ObjectAddress,
  services: Services,
): AsyncGenerator<Pick<ObjectIdentity, 'apiVersion' | 'kind' | 'name'>> {
  const [session, { controllerOf }, { resourceOf }] = await Promise.all([
    sessionOf(address.context, services),
    import('../../cluster/controller.ts'),
    import('./liveObjects.ts'),
  ]);
  const namespace = address.namespace === '' ? undefined : address.namespace;
  let child = { id: address as Pick<ObjectAddress, 'group' | 'version' | 'resource'>, name: address.name };
  for (let depth = 0; depth < mostOwners; depth += 1) {
    const owner = await controllerOf(session.connection, child.id, namespace, child.name).catch(
      (error: unknown) => {
        if (isClusterFailure(error)) return undefined;
        throw error;
      },
    );
    if (owner === undefined) return;
    yield owner;
    const api = await resourceOf(session, owner);
    // What owns an object of a namespace may be of the cluster, and has no owner then.
    if (api?.namespaced !== true) return;
    child = { id: api, name: owner.name };
  }
}
