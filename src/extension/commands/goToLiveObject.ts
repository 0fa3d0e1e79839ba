import { window, workspace } from 'vscode';
import type { Command } from '../command.ts';
import { objectUri } from '../documents/documentUri.ts';
import { requireSubject } from '../liveLens/lensSubject.ts';
import type { Manifests } from '../liveLens/manifests.ts';
import { placeObject } from '../liveLens/placeObject.ts';
import type { Services } from '../services.ts';
import { requireTrust } from '../trust.ts';

/** `Kubewright: Go to Live Object`: opens the object of the active context that a manifest stands for. */
export function goToLiveObject(services: Services, manifests: Manifests): Command {
  return async argument => {
    requireTrust();
    const { target } = await requireSubject(argument, manifests);
    const { session, api, namespace = '', name } = await placeObject(target, services);
    const { group, version, resource, kind } = api;
    const context = session.kubeContext.name;
    const uri = objectUri({ context, group, version, resource, kind, namespace, name });
    await window.showTextDocument(await workspace.openTextDocument(uri), { preview: true });
  };
}
