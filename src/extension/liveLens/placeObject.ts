import { l10n } from 'vscode';
import { requireTarget } from '../requireTarget.ts';
import type { Services } from '../services.ts';
import { requireTrust } from '../trust.ts';
import { UserError } from '../userError.ts';
import type { PlacedObject } from './drifts.ts';
import type { LiveTarget } from './manifestPlaces.ts';

/** An object in the active context, which is connected to where it is not yet; throws a UserError for unknown kinds. */
export async function placeObject(target: LiveTarget, services: Services): Promise<PlacedObject> {
  requireTrust();
  const { kubeContext, namespace } = await requireTarget(services);
  const session = await services.sessions.open(kubeContext);
  const { resourceOf } = await import('./liveObjects.ts');
  const { apiVersion, kind, name } = target;
  const api = await resourceOf(session, target);
  if (api === undefined) {
    throw new UserError(l10n.t('{0} has no {1} of {2}.', kubeContext.name, kind, apiVersion));
  }
  return { session, api, namespace: api.namespaced ? target.namespace || namespace : undefined, name };
}
